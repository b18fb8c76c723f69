"""A practice unlike the others is left out by date, and the reason stands wherever it is."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from indicators.selectors.results import results_of
from practices.services.atypical import flag_atypical
from scorecard.accounts.roles import Role
from tests.areas import NOW, Area
from tests.editions import draft, practice_page

WHY = "serves homeless people"
BY = {"by": None, "at": NOW}


@pytest.fixture
def area(db):
    area = Area()
    for period in ("2025-26-Q4", "2026-27-Q1"):
        for number, count in ((1, 90), (2, 80), (3, 10)):
            area.record(number, "ACC01", period, numerator=count, denominator=100)
    flag_atypical(practice=area.practices[2], reason=WHY, starts_on=dt.date(2026, 6, 30), **BY)
    return area


def ranked(card_run):
    found = results_of(card_run.run).filter(definition__indicator__code="ACC01")
    return [(one.rank, one.ranked_of) for one in found], found[0].benchmark


def test_it_counts_by_the_flag_on_the_last_day_of_the_period(area):
    assert ranked(area.band("2025-26-Q4")) == ([(1, 3), (2, 3), (3, 3)], 60)
    places, mark = ranked(area.band())
    assert places[:2] == [(1, 2), (2, 2)] and places[2][0] is None
    assert mark == 85


def test_the_reason_stands_on_every_page_that_leaves_it_out(area, client):
    card_run = area.band()
    area.band("2025-26-Q4")
    analyst = area.user(Role.ANALYST)
    client.force_login(analyst)
    for name, args in (
        ("grid", ["Z01"]),
        ("indicator-results", ["Z01", "ACC01"]),
        ("area-practice", ["Z01", "Z01003"]),
    ):
        page = client.get(reverse(name, args=args)).text
        assert page.count(WHY) == 1, name
        before = client.get(reverse(name, args=args), {"period": "2025-26-Q4"}).text
        assert WHY not in before, name
    edition = draft(card_run, analyst)
    assert practice_page(edition, "Z01003")["atypical"] == WHY


def test_results_that_are_there_stay_as_they_are(area):
    card_run = area.band("2025-26-Q4")
    before = ranked(card_run)
    flag_atypical(practice=area.practices[0], reason=WHY, starts_on=dt.date(2026, 1, 1), **BY)
    assert ranked(card_run) == before
    assert ranked(area.band("2025-26-Q4"))[1] == 45


def test_a_flag_changes_the_hash_of_a_run_which_stays_as_it_was_judged(area):
    """What a run was judged by is kept: a flag that comes later is none of its inputs."""
    card_run = area.band("2025-26-Q4")
    before = card_run.run.inputs_hash
    flag_atypical(practice=area.practices[0], reason=WHY, starts_on=dt.date(2026, 1, 1), **BY)
    assert area.band("2025-26-Q4").run.inputs_hash != before
    call_command("verify_run", card_run.run_id, stdout=StringIO())
