"""What waits at one practice, read in one statement, is what any number of practices wait for."""

import datetime as dt

import pytest

from indicators.returns.states import ReturnState
from indicators.selectors.returns import collections_for
from indicators.selectors.standings import standings
from indicators.selectors.waiting import waiting_returns
from indicators.services.collections import extend
from indicators.services.periods import open_collection
from practices.services.organisations import close_practice
from scorecard.accounts.roles import Role
from tests.areas import NOW, Area

OPENS, DEADLINE = dt.date(2026, 7, 10), dt.date(2026, 7, 31)
DAYS = (dt.date(2026, 7, 1), OPENS, DEADLINE, dt.date(2026, 8, 10))


@pytest.fixture
def area(db):
    """The first holds one figure of two, the second all, the third closed before the last day."""
    found = Area()
    analyst = found.user(Role.ANALYST)
    collection = open_collection(
        period=found.period(),
        definitions=[found.definition("ACC01"), found.definition("FAC01")],
        opens_on=OPENS,
        deadline=DEADLINE,
        by=analyst,
        at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
    )
    one, _two, three = found.practices
    found.record(1, "ACC01", numerator=80, denominator=100)
    found.record(2, "ACC01", numerator=80, denominator=100)
    found.record(2, "FAC01", text="9 to 5")
    extend(
        collection=collection,
        practice=one,
        deadline=dt.date(2026, 8, 20),
        reason="Flood",
        by=analyst,
        at=NOW,
    )
    close_practice(practice=three, closed_on=dt.date(2026, 6, 1), by=None, at=NOW)
    return found


def slowly(practice, today):
    found = standings(collections_for(practice, today), [practice], today)
    return [
        (one.collection.period.code, one.deadline, one.state, one.due, one.held)
        for one in found
        if one.waits and one.state != ReturnState.NOT_OPEN
    ]


def quickly(practice, today):
    found = waiting_returns(practice, today)
    return [(one.period_code, one.deadline, one.state, one.due, one.held) for one in found]


@pytest.mark.parametrize("today", DAYS)
def test_both_say_the_same_of_every_practice(area, today):
    for practice in area.practices:
        assert quickly(practice, today) == slowly(practice, today)


def test_only_who_owes_something_waits(area):
    one, two, three = area.practices
    assert quickly(one, DEADLINE) == [
        ("2026-27-Q1", dt.date(2026, 8, 20), ReturnState.NOT_STARTED, 2, 1)
    ]
    assert quickly(two, DEADLINE) == quickly(three, DEADLINE) == []
