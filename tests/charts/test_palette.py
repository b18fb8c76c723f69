"""Word, shape, pattern and colour: nobody has to tell bands apart by colour."""

import re
from pathlib import Path

import pytest

from scorecard.calc.types import Band, NoBand
from scorecard.charts.palette import PALETTES, PAPER, REASONS, TEXT
from tests.charts.colours import contrast, css_variables

every_palette = pytest.mark.parametrize("name", PALETTES)


def test_contrast_at_its_ends():
    # WCAG 2.2: black on white is 21 to 1, a colour on itself 1 to 1.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#005eb8", "#005eb8") == 1


@every_palette
def test_text_on_every_band_reaches_aa(name):
    for look in PALETTES[name].values():
        assert contrast(look.colour, look.text_colour) >= 4.5, look.word


def test_the_outline_reaches_the_contrast_of_graphics_on_paper():
    assert contrast(TEXT, PAPER) >= 3


@every_palette
@pytest.mark.parametrize("part", ["key", "word", "meaning", "shape", "glyph", "pattern", "colour"])
def test_no_two_bands_share_a_part(name, part):
    looks = PALETTES[name]
    assert set(looks) == set(Band)
    assert len({getattr(look, part) for look in looks.values()}) == len(Band)


def test_palettes_differ_in_colours_only():
    one, two = PALETTES.values()
    for level in Band:
        assert (one[level].word, one[level].glyph) == (two[level].word, two[level].glyph)


def test_every_reason_has_its_own_words():
    assert set(REASONS) == set(NoBand)
    assert len(set(REASONS.values())) == len(NoBand)


def test_css_takes_its_colours_from_here():
    variables = css_variables("nhs")
    assert variables["--band-amber"] == "#ffb81c"
    assert variables["--band-amber-text"] == TEXT
    assert len(variables) == 2 * len(Band)


@every_palette
def test_the_style_sheet_has_the_colours_of_the_palette(name):
    sheet = (Path(__file__).parents[2] / "static" / "css" / "app.css").read_text(encoding="utf-8")
    opening = ":root {" if name == "nhs" else f'[data-palette="{name}"] {{'
    found = dict(re.findall(r"(--band-[\w-]+): (#\w+);", sheet.split(opening, 1)[1].split("}")[0]))
    assert found.items() <= css_variables(name).items()
    assert {f"--band-{key}" for key in ("green", "amber", "red")} <= set(found)
