"""How certainty is said."""

import pytest

from scorecard.calc.rounding import ordinal
from scorecard.calc.types import Band
from scorecard.ui.words import BANDS, TOO_CLOSE, between_ranks, chance_words, could_be


@pytest.mark.parametrize(
    ("band", "chances", "words"),
    [
        (Band.AMBER, (0.31, 0.6, 0.09), "Amber, could be red: 31%"),
        (Band.AMBER, (0.09, 0.6, 0.31), "Amber, could be green: 31%"),
        (Band.AMBER, (0.13, 0.72, 0.15), "Amber, could be green: 15%, red: 13%"),
        (Band.AMBER, (0.05, 0.83, 0.12), "Amber, could be green: 12%"),
        (Band.RED, (0.995, 0.005, 0), "Red, could be amber: under 1%"),
        (Band.GREEN, (0.55, 0.25, 0.2), "Green, could be red: 55%"),
    ],
)
def test_the_likeliest_other_band_is_named_and_both_where_it_takes_both(band, chances, words):
    assert could_be(band, chances) == words


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0, "under 1%"), (0.0099, "under 1%"), (0.01, "1%"), (0.305, "31%"), (0.99, "99%"),
     (0.9999, "over 99%"), (1, "over 99%")],
)  # fmt: skip
def test_a_chance_is_never_written_as_never_or_always(chance, words):
    assert chance_words(chance) == words


def test_ranks_are_said_as_places():
    assert between_ranks(12, 29, 40) == "between 12th and 29th of 40"
    assert between_ranks(1, 1, 1) == "1st of 1"


def test_places_end_as_they_are_spoken():
    numbers = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1_002]
    said = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 1,002nd"
    assert " ".join(map(ordinal, numbers)) == said


def test_too_close_to_call_has_a_shape_of_its_own():
    assert TOO_CLOSE.glyph not in {words.glyph for words in BANDS.values()}
