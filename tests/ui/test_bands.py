"""A band is word + shape + colour, everywhere the same."""

import pytest

from scorecard.calc.types import Band, Comparison, NoBand, Polarity
from scorecard.charts import palette
from scorecard.ui.bands import band_cell, band_tag
from scorecard.ui.words import (
    BANDS,
    NO_BANDS,
    band_words,
    comparison_words,
    public_comparison,
)
from tests.charts.colours import css_variables

CSS = "static/css/app.css"


def test_every_band_and_every_reason_has_words() -> None:
    assert set(BANDS) == {band for band in Band if band}
    assert set(NO_BANDS) == set(NoBand)


def test_shapes_and_words_tell_bands_apart_without_colour() -> None:
    assert len({words.glyph for words in BANDS.values()}) == len(BANDS)
    assert len({words.word for words in [*BANDS.values(), *NO_BANDS.values()]}) == 13


@pytest.mark.parametrize("band", [band for band in Band if band])
def test_pages_and_charts_show_a_band_alike(band: Band) -> None:
    look = palette.NHS[band]
    assert (BANDS[band].word, BANDS[band].glyph) == (look.word, look.glyph)
    assert BANDS[band].css == look.key


@pytest.mark.parametrize("reason", list(NoBand))
def test_pages_and_charts_say_a_missing_band_alike(reason: NoBand) -> None:
    assert NO_BANDS[reason].word == palette.REASONS[reason]


def test_the_style_sheet_has_the_colours_of_the_charts(settings) -> None:
    css = (settings.BASE_DIR / CSS).read_text()
    own, _, alternative = css.partition('[data-palette="blue-orange"]')
    for name, colour in css_variables("nhs").items():
        assert f"{name}: {colour};" in own, name
    changed = alternative.partition("}")[0]
    for name, colour in css_variables("blue-orange").items():
        if colour != css_variables("nhs")[name]:
            assert f"{name}: {colour};" in changed, name


def test_a_label_has_the_word_and_hides_the_shape_from_screen_readers() -> None:
    assert band_tag(Band.GREEN) == (
        '<strong class="band band--green">'
        '<span class="band__shape" aria-hidden="true">●</span> Green</strong>'
    )


def test_without_a_band_the_reason_is_said() -> None:
    assert "Not returned" in band_tag(Band.NONE, NoBand.NOT_RETURNED)
    assert "No data" in band_tag(None)


def test_a_cell_links_the_whole_mark() -> None:
    cell = band_cell(Band.RED, 0, "12.0%", "/why/")
    assert cell.startswith('<td class="band-cell band-cell--red"><a class="band-cell__link"')
    assert '<span class="band-cell__figure">12.0%</span></a></td>' in cell


def test_comparisons_are_said_for_staff_and_for_the_public() -> None:
    assert comparison_words(Comparison.BETTER) == "Better than the benchmark"
    low = public_comparison(Comparison.BETTER, Polarity.LOW)
    assert low == "Lower than the area as a whole, which is good"
    similar = public_comparison(Comparison.SIMILAR)
    assert similar == "No clear difference from the area as a whole"
    assert public_comparison(Comparison.HIGHER) == "Higher than the area as a whole"


def test_the_words_of_a_band_fit_agreed_levels_and_comparisons() -> None:
    for words in BANDS.values():
        assert "agreed comparison" in words.meaning
        assert "the level or the comparison agreed locally" in words.public


def test_no_comparison_does_not_say_that_there_are_no_others() -> None:
    assert "no interval" in NO_BANDS[NoBand.NO_COMPARISON].meaning


def test_an_unknown_code_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(ValueError, match="9"):
        band_words(9)
