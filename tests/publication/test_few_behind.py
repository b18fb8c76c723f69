"""What is told of the whole, or without names, where few or a hidden figure stand behind it."""

import pytest

from scorecard.accounts.roles import Role
from scorecard.api.presenters.tables import indicator_rows
from scorecard.calc.types import Band
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.presenters.pages import indicator_page, practice_page
from scorecard.publication.selectors.told import Told
from tests.editions import draft, publish


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


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((90, 80, 70), ""),  # one of the three would know what the other two make
        ((90, 80, 70, 60), "75.0%"),
        ((90, 80, 70, 3), ""),  # with it the hidden one follows
    ],
)
def test_what_all_make_together_is_told_where_it_tells_of_nobody(area, drafted, counts, value):
    area.practices += [area.add_practice(4)] if len(counts) > 3 else []
    told = drafted(*counts, levels=only(Detail.AGGREGATE))
    indicator = told.indicator("ACC01")
    assert indicator_page(told, indicator)["whole"]["value"] == value
    row = next(one for one in indicator_rows(told) if one[0] == "ACC01")
    assert (row[-2] is not None) == bool(value)


@pytest.mark.parametrize("detail", [Detail.NAMED, Detail.ANONYMISED])
def test_where_more_than_the_whole_is_told_the_whole_is_not_said_apart(area, drafted, detail):
    area.practices.append(area.add_practice(4))
    assert drafted(90, 80, 70, 60, levels=only(detail)).together() == {}


@pytest.mark.parametrize(("counts", "known"), [((90, 85, 70), False), ((90, 85, 92), True)])
def test_a_band_of_one_or_two_is_not_counted_for_those_who_are_told_the_whole(
    drafted, counts, known
):
    told = drafted(*counts, levels=only(Detail.AGGREGATE))
    indicator = told.indicator("ACC01")
    assert bool(told.bands([indicator])[indicator.definition_id]) == known


def test_a_band_of_the_whole_that_is_withheld_says_why_beside_it(client, area):
    analyst, lead = area.user(Role.ANALYST), area.user(Role.COMMISSIONING_LEAD)
    for number, count in ((1, 90), (2, 3)):
        area.record(number, "ACC01", numerator=count, denominator=100)
    publish(draft(area.band(), analyst), analyst, lead)
    base = f"/results/{area.commissioner.slug}/"
    for at in ("", f"practices/{area.practices[1].code}/"):
        said = client.get(base + at).content.decode()
        assert "A figure behind it counts so few patients" in said, at
    said = client.get(f"{base}practices/{area.practices[0].code}/").content.decode()
    assert "A figure behind it counts so few patients" not in said
