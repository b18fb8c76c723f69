"""Returns are planned for a year, and changed before they open."""

import datetime as dt
from html import unescape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.models import Collection
from indicators.services.collections import change_collection
from indicators.services.periods import open_collection
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.areas import Area

NOW = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
YEAR = "2027-28"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def area(db):
    return Area()


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def text(response):
    return " ".join(unescape(response.content.decode()).split())


def plan(area, **more):
    """What the page posts: the first two quarters of 2027-28, as they are suggested."""
    days = {
        "opens-2027-28-Q1": "2027-07-01",
        "deadline-2027-28-Q1": "2027-08-12",
        "opens-2027-28-Q2": "2027-10-01",
        "deadline-2027-28-Q2": "2027-11-12",
    }
    return {
        **days,
        "ask-2027-28-Q1": "on",
        "ask-2027-28-Q2": "on",
        "definitions": [area.definition("ACC01").pk],
        "who": "all",
        "guidance": "Count calls too.",
        "contact": "The returns desk",
        **more,
    }


def post(desk, posted, year=YEAR):
    return text(desk.post(f"{reverse('calendar', args=['Z01'])}?year={year}", posted, follow=True))


def test_a_year_is_planned_on_one_page(area, desk):
    page = post(desk, plan(area))
    assert "Returns are planned for April to June 2027, July to September 2027." in page
    one, two = Collection.objects.order_by("opens_on")
    assert (one.announced_on, one.opens_on) == (NOW.date(), dt.date(2027, 7, 1))
    assert (two.contact, two.guidance, two.everybody) == (
        "The returns desk",
        "Count calls too.",
        True,
    )
    assert "12 July, 5 August, 11 August" in page  # the days of the reminders
    assert "October to December 2027" in page  # still to be planned


def test_less_than_six_months_warning_is_said_before_it_is_done(area, desk):
    soon = {"opens-2027-28-Q1": "2026-11-01", "announced_on": "2026-07-20"}
    page = post(desk, plan(area, **soon))
    assert "promised six months" in page and "April to June 2027 (3 months)" in page
    assert not Collection.objects.exists()
    page = post(desk, plan(area, sooner="on", **soon))
    assert "Returns are planned" in page
    assert "Practices get 3 months' warning of this return; they are promised six." in page


def test_all_periods_are_planned_or_none(area, desk):
    page = post(desk, plan(area, **{"deadline-2027-28-Q2": "2027-09-01"}))
    assert "The deadline must not be before the first day" in page
    assert not Collection.objects.exists()


def test_a_period_that_is_not_ticked_needs_no_days(area, desk):
    posted = plan(area, **{"opens-2027-28-Q3": "nonsense"})
    del posted["ask-2027-28-Q2"], posted["opens-2027-28-Q2"]
    assert "planned for April to June 2027." in post(desk, posted)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"ask-2027-28-Q1": "", "ask-2027-28-Q2": ""}, "Tick at least one period"),
        ({"who": "some"}, "Enter the code of at least one practice"),
        ({"who": "some", "practices": "Z01001 X99999"}, "Not a practice of this area: X99999"),
        ({"announced_on": "2027-07-02"}, "must not be before the day of the announcement"),
        ({"deadline-2027-28-Q1": "2035-01-01"}, "more than two years"),
        ({"guidance": "Ask about 943 476 5919"}, "NHS number"),
    ],
)
def test_what_cannot_be_planned_is_said(area, desk, more, says):
    assert says in post(desk, plan(area, **more))
    assert not Collection.objects.exists()


def test_chosen_practices_only(area, desk):
    post(desk, plan(area, who="some", practices="z01001,\nZ01003"))
    asked = Collection.objects.first().asked.values_list("practice__code", flat=True)
    assert sorted(asked) == ["Z01001", "Z01003"]


@pytest.mark.parametrize("year", ["", "nonsense", "2026", "2026-27-Q1"])
def test_any_other_year_is_the_current_one(desk, year):
    page = text(desk.get(reverse("calendar", args=["Z01"]), {"year": year}))
    assert "Calendar of returns, 2026-27" in page


@pytest.fixture
def collection(area):
    return open_collection(
        period=area.period("2027-28-Q1"),
        definitions=[area.definition("ACC01")],
        announced_on=dt.date(2026, 7, 1),
        opens_on=dt.date(2027, 7, 1),
        deadline=dt.date(2027, 8, 12),
        by=None,
        at=NOW,
    )


def change(area, collection, at=NOW, **changes):
    given = {
        "announced_on": collection.announced_on,
        "opens_on": collection.opens_on,
        "deadline": collection.deadline,
        "guidance": "",
        "contact": "",
        "definitions": [area.definition("ACC01")],
        "practices": None,
    }
    return change_collection(collection=collection, **{**given, **changes}, by=None, at=at)


OPEN = dt.datetime(2027, 7, 2, 9, tzinfo=dt.UTC)


def test_before_it_opens_everything_can_change_but_that_it_was_announced(area, collection):
    changed = change(
        area,
        collection,
        announced_on=dt.date(2026, 12, 1),
        opens_on=dt.date(2027, 7, 5),
        definitions=[area.definition("FAC01")],
        practices=area.practices[:1],
    )
    assert (changed.announced_on, changed.opens_on) == (dt.date(2026, 7, 1), dt.date(2027, 7, 5))
    assert [item.definition.code for item in changed.items.all()] == ["FAC01"]
    assert [asked.practice for asked in changed.asked.all()] == area.practices[:1]
    assert AuditEvent.objects.filter(action="change collection").exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"definitions": ["FAC01"]}, "what is asked stays"),
        ({"definitions": ["ACC01", "FAC01"]}, "what is asked stays"),
        ({"definitions": []}, "at least one indicator"),
        ({"opens_on": dt.date(2027, 7, 5)}, "the first day stays"),
        ({"deadline": dt.date(2027, 8, 11)}, "the deadline cannot come before"),
        ({"practices": [0]}, "practices can be added, not taken away"),
    ],
)
def test_once_it_has_opened_nothing_vanishes(area, collection, changes, says):
    if "definitions" in changes:
        changes = {"definitions": [area.definition(code) for code in changes["definitions"]]}
    if "practices" in changes:
        changes = {"practices": [area.practices[number] for number in changes["practices"]]}
    with pytest.raises(ValidationError, match=says):
        change(area, collection, at=OPEN, **changes)


def test_once_it_has_opened_there_can_be_more_time_and_other_words(area, collection):
    changed = change(
        area, collection, at=OPEN, deadline=dt.date(2027, 8, 20), guidance="Calls too."
    )
    assert (changed.deadline, changed.guidance) == (dt.date(2027, 8, 20), "Calls too.")


def test_the_page_fills_in_what_is_asked_and_saves_it(area, collection, desk):
    url = reverse("collection-change", args=["Z01", "2027-28-Q1"])
    assert 'value="2027-08-12"' in text(desk.get(url))
    posted = {
        "opens_on": "2027-07-05",
        "deadline": "2027-08-12",
        "definitions": [area.definition("ACC01").pk],
        "who": "all",
    }
    assert "What is asked is changed." in text(desk.post(url, posted, follow=True))
    collection.refresh_from_db()
    assert (collection.opens_on, collection.announced_on) == (
        dt.date(2027, 7, 5),
        dt.date(2026, 7, 1),
    )


def test_the_page_of_an_open_return_cannot_take_indicators_off(area, collection, desk, analyst):
    url = reverse("collection-change", args=["Z01", "2027-28-Q1"])
    with time_machine.travel(OPEN, tick=False):
        desk.force_login(analyst)
        posted = {
            "opens_on": "2027-09-01",
            "deadline": "2027-08-20",
            "definitions": [area.definition("FAC01").pk],
            "who": "all",
        }
        assert "What is asked is changed." in text(desk.post(url, posted, follow=True))
    collection.refresh_from_db()
    assert (collection.opens_on, collection.deadline) == (
        dt.date(2027, 7, 1),
        dt.date(2027, 8, 20),
    )
    assert [item.definition.code for item in collection.items.all()] == ["ACC01"]
