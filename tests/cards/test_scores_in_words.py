"""Scores as people read them: whole numbers, unless that would contradict the band."""

import pytest

from scorecard.calc.types import Band
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.score_cells import score_cell

VERSION = CardVersion(green_from=70, red_below=40)


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (69.6, "69.6"),
        (70, "70"),
        (39.96, "39.96"),
        (40, "40"),
        (55.4, "55"),
        (100, "100"),
        (None, ""),
    ],
)
def test_a_score_never_seems_to_reach_a_level_that_it_misses(score, text):
    assert score_cell(score, Band.AMBER, 0, VERSION).score == text


def test_no_score_says_so():
    assert score_cell(None, Band.NONE, 0, VERSION).words.word == "No score"
