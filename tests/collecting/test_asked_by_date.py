"""Practices that opened, closed, merged or moved in the middle of a period."""

import datetime as dt

import pytest

from indicators.returns.asking import Presence, Successor, is_asked, remark
from indicators.selectors.returns import collections_for, expected_practices
from indicators.selectors.rosters import roster
from practices.services import organisations
from tests.returns.area import BY_NOBODY

FIRST, LAST = dt.date(2026, 4, 1), dt.date(2026, 6, 30)
BEFORE, DURING, AFTER = dt.date(2020, 1, 1), dt.date(2026, 5, 12), dt.date(2026, 7, 10)
B = Successor("Practice B", "X00002", asked=True)
GONE = Successor("Practice B", "X00002", asked=False)


@pytest.mark.parametrize(
    ("presence", "asked", "words"),
    [
        (Presence(BEFORE), True, ""),
        (Presence(BEFORE, opened_on=BEFORE), True, ""),
        (Presence(DURING, opened_on=DURING), True, "Opened on 12 May 2026: its figures begin"),
        (Presence(DURING), True, "In this area since 12 May 2026."),
        (Presence(BEFORE, left_on=DURING), False, "Left the area on 12 May 2026."),
        (Presence(BEFORE, left_on=AFTER), True, ""),
        (Presence(BEFORE, DURING, closed_on=DURING), False, "Closed on 12 May 2026."),
        (Presence(BEFORE, LAST, closed_on=LAST), False, "Closed on 30 June 2026."),
        (Presence(BEFORE, AFTER, closed_on=AFTER), True, "Open for the whole period; closed on 10"),
        (Presence(BEFORE, chosen=False), False, "Not chosen for this return."),
        (Presence(BEFORE, DURING, closed_on=DURING, chosen=False), False, "Closed on 12 May"),
    ],
)
def test_dates_decide_who_is_asked_and_are_said(presence, asked, words):
    assert is_asked(presence, LAST) is asked
    said = remark(presence, FIRST, LAST, None)
    assert said.startswith(words) and bool(said) is bool(words)


def test_a_merger_says_where_the_patients_went_and_who_returns_for_both():
    closed = Presence(BEFORE, DURING, closed_on=DURING)
    assert remark(closed, FIRST, LAST, B) == (
        "Closed on 12 May 2026; its patients went to Practice B (X00002), which returns for both."
    )
    assert "both" not in remark(closed, FIRST, LAST, GONE)


def places(area):
    return {place.practice.code: place for place in roster(area.collection)}


def close(practice, day, successor=None):
    organisations.close_practice(practice=practice, closed_on=day, successor=successor, **BY_NOBODY)


def test_a_practice_that_merged_in_the_period_is_not_asked_and_its_successor_is(area):
    close(area.practice, DURING, area.neighbour)
    found = places(area)
    assert not found["X00001"].asked and found["X00002"].asked
    assert "which returns for both" in found["X00001"].remark
    assert list(expected_practices(area.collection)) == [area.neighbour]


def test_the_patients_are_followed_through_two_mergers(area):
    last = area._practice("X00003")
    close(area.practice, DURING, area.neighbour)
    close(area.neighbour, DURING + dt.timedelta(days=9), last)
    assert "went to Surgery X00003 (X00003), which returns for both" in (
        places(area)["X00001"].remark
    )


def test_practices_that_succeed_each_other_are_no_endless_road(area):
    close(area.practice, DURING, area.neighbour)
    close(area.neighbour, DURING, area.practice)
    assert not any(place.asked for place in roster(area.collection))


def test_a_merger_after_the_period_changes_nothing_but_is_said(area):
    close(area.practice, AFTER, area.neighbour)
    place = places(area)["X00001"]
    assert place.asked and "closed on 10 July 2026" in place.remark
    assert "returns for both" not in place.remark
    assert collections_for(area.practice) == [area.collection]


def test_a_practice_that_closed_before_the_period_is_not_listed(area):
    close(area.practice, FIRST)
    assert set(places(area)) == {"X00002"}


def test_only_chosen_practices_are_asked(area):
    area.collection.everybody = False
    area.collection.save()
    area.collection.asked.create(practice=area.neighbour)
    found = places(area)
    assert (found["X00001"].asked, found["X00001"].remark) == (False, "Not chosen for this return.")
    assert found["X00002"].asked
    assert collections_for(area.practice) == []
    assert collections_for(area.neighbour) == [area.collection]
    assert list(expected_practices(area.collection)) == [area.neighbour]


def test_a_move_between_parts_of_the_area_is_one_stay(area):
    part = organisations.add_commissioner(
        code="X01A", name="Part", parent=area.commissioner, **BY_NOBODY
    )
    organisations.place_in_commissioner(
        practice=area.practice, commissioner=part, starts_on=DURING, **BY_NOBODY
    )
    assert (places(area)["X00001"].asked, places(area)["X00001"].remark) == (True, "")


def test_the_roster_takes_the_same_few_queries_for_many_practices(
    area, django_assert_max_num_queries
):
    for number in range(3, 23):
        area._practice(f"X{number:05}")
    with django_assert_max_num_queries(4):
        assert len(roster(area.collection)) == 22
