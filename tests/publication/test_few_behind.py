"""What is told of the whole, or without names, where few or a hidden figure stand behind it."""

import pytest

from scorecard.accounts.roles import Role
from scorecard.calc.types import Band
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.presenters.pages import practice_page
from scorecard.publication.selectors.told import Told
from tests.editions import draft


def only(detail):
    """The public is told of the first indicator in this detail."""
    return Levels(OPEN.table, {"ACC01": {Audience.PUBLIC: detail}})


@pytest.fixture
def drafted(area):
    analyst = area.user(Role.ANALYST)

    def with_counts(*counts, levels=OPEN):
        for number, count in enumerate(counts, 1):
            area.record(number, "ACC01", numerator=count, denominator=100)
        return Told(draft(area.band(), analyst, levels=levels), Audience.PUBLIC)

    return with_counts


def test_a_band_of_the_whole_that_a_hidden_figure_decides_is_not_told(area, drafted):
    told = drafted(90, 3)
    shown, hidden = (
        practice_page(told, told.practice(one.code))["overall"] for one in area.practices[:2]
    )
    assert (shown["band"], hidden["band"]) == (Band.GREEN, Band.NONE)
    assert hidden["word"] == "Withheld"


def test_what_is_withheld_by_its_level_alone_leaves_the_band_of_the_whole(area, drafted):
    told = drafted(90, levels=only(Detail.NOTHING))
    overall = practice_page(told, told.practice(area.practices[0].code))["overall"]
    assert (overall["band"], overall["score"]) == (Band.GREEN, "")


@pytest.mark.parametrize(("counts", "rows"), [((90, 80), 0), ((90, 80, 70), 3)])
def test_of_two_practices_without_names_nothing_is_told(drafted, counts, rows):
    told = drafted(*counts, levels=only(Detail.ANONYMISED))
    assert len(told.of_indicator(told.indicator("ACC01"))) == rows


@pytest.mark.parametrize(("counts", "known"), [((90, 80), False), ((90, 80, 70), True)])
def test_a_whole_of_two_practices_is_not_told(drafted, counts, known):
    told = drafted(*counts, levels=only(Detail.AGGREGATE))
    assert (told.indicator("ACC01").benchmark is not None) == known


@pytest.mark.parametrize(("counts", "known"), [((90, 85, 70), False), ((90, 85, 92), True)])
def test_a_band_of_one_or_two_is_not_counted_for_those_who_are_told_the_whole(
    drafted, counts, known
):
    told = drafted(*counts, levels=only(Detail.AGGREGATE))
    indicator = told.indicator("ACC01")
    assert bool(told.bands([indicator])[indicator.definition_id]) == known
