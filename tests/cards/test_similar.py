"""Which practices one is compared with: the run's own choice, with names only for who may see."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.selectors.results import results_of
from practices.services.atypical import ALWAYS, flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.cards.presenters.similar import similar_page
from tests.areas import CARD, NOW, PROPORTION, Area
from tests.cards.test_comparators import AGE

RURAL = {**AGE, "code": "CTX02", "name": "Patients in rural places"}
PRACTICES = 14


def area_with(*context, lists=True):
    first = {**PROPORTION, "comparator": "similar"}
    area = Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:], *context]})
    area.practices += [area.add_practice(number) for number in range(4, PRACTICES + 1)]
    if lists:
        rows = [
            ListSizeRow(one.pk, "registered", dt.date(2026, 6, 30), Decimal(1000 + 500 * n), "Test")
            for n, one in enumerate(area.practices)
        ]
        record_list_sizes(rows=rows, by=None, at=NOW)
    for number in range(1, PRACTICES + 1):
        area.record(number, "ACC01", numerator=40 + 3 * number, denominator=100)
    return area


def older(area, *skip):
    for number in range(1, PRACTICES + 1):
        if number not in skip:
            count = {1: 30, 14: 30}.get(number, number % 5)
            area.record(number, "CTX01", numerator=count, denominator=100)


def page_of(area, number, card_run, named=True):
    return similar_page(card_run, area.practices[number - 1], named)


def get(client, area, who, name, *args):
    client.force_login(who)
    return " ".join(client.get(reverse(name, args=args)).text.split())


def test_a_context_value_that_cannot_be_right_tells_nobody_apart(db):
    area = area_with(AGE)
    older(area, 5)
    with_none = [one.code for one in page_of(area, 14, area.band()).peers]
    area.record(5, "CTX01", numerator=90_000, denominator=100)
    card_run = area.band()
    page = page_of(area, 14, card_run)
    assert [one.code for one in page.peers] == with_none
    results = results_of(card_run.run).filter(definition__indicator__code="ACC01")
    counts = {one.practice.code: one.numerator for one in results}
    own = results.get(practice=area.practices[13])
    assert own.benchmark == pytest.approx(sum(counts[code] for code in with_none) / 10)


def test_the_page_shows_the_practices_with_which_the_run_compared(db):
    area = area_with(AGE)
    older(area)
    card_run = area.band()
    results = results_of(card_run.run).filter(definition__indicator__code="ACC01")
    counts = {one.practice.code: one.numerator for one in results}
    for number in (1, 7, 14):
        page = page_of(area, number, card_run)
        assert page.count == 10
        mean = sum(counts[peer.code] for peer in page.peers) / 10
        own = next(one for one in results if one.practice == area.practices[number - 1])
        assert own.benchmark == pytest.approx(mean)


def test_later_figures_of_the_context_change_nothing_of_what_a_run_chose(db):
    area = area_with(AGE)
    older(area)
    card_run = area.band()
    before = page_of(area, 1, card_run).peers
    area.record(14, "CTX01", numerator=99, denominator=100)
    assert page_of(area, 1, card_run).peers == before
    assert page_of(area, 1, area.band()).peers != before


def test_nearest_comes_first_and_each_number_stands_beside_the_own(db):
    area = area_with(AGE)
    older(area)
    page = page_of(area, 1, area.band())
    assert [one.name for one in page.measures] == ["Registered patients", "Patients over 75"]
    assert [one.own for one in page.measures] == ["1,000", "30.0%"]
    # Its share of old people is that of practice 14 only, which is near in that and far in size.
    assert "Z01014" in [peer.code for peer in page.peers]


def test_without_context_the_list_decides_by_how_many_times(db):
    area = area_with()
    page = page_of(area, 14, area.band())
    assert [peer.code for peer in page.peers] == [f"Z010{n:02}" for n in range(13, 3, -1)]
    assert "since the scorecard has no context indicator" in page.method[0]


def test_what_is_not_known_is_said_of_itself_and_of_the_others(db):
    area = area_with(AGE, RURAL)
    older(area, 1, 2)
    page = page_of(area, 1, area.band())
    patients, age, rural = page.measures
    assert (patients.own, age.own, rural.own) == ("1,000", "not known", "not known")
    assert age.others.endswith("; 1 not known")
    assert rural.others == "known of 0: too few to show a range"
    assert page.peers[0].numbers == ("1,500", "not known", "not known")


def test_an_atypical_practice_is_nobodys_peer_and_has_some(db):
    area = area_with()
    odd = {"practice": area.practices[12], "reason": "serves homeless people"}
    flag_atypical(**odd, starts_on=ALWAYS, by=None, at=NOW)
    card_run = area.band()
    assert "Z01013" not in [peer.code for peer in page_of(area, 14, card_run).peers]
    assert page_of(area, 13, card_run).count == 10
    said = "1 practice is atypical and so nobody's similar practice."
    assert said in page_of(area, 1, card_run).method


def test_a_practice_without_patients_is_nobodys_peer_however_near_the_rest_lies(db):
    area = area_with(AGE, RURAL)
    older(area)
    closed = area.practices[4]
    none = ListSizeRow(closed.pk, "registered", dt.date(2026, 6, 30), Decimal(0), "Later")
    record_list_sizes(rows=[none], by=None, at=NOW)
    card_run = area.band()
    for number in range(1, PRACTICES + 1):
        peers = [peer.code for peer in page_of(area, number, card_run).peers]
        assert closed.code not in peers
    assert page_of(area, 5, card_run).count == 10


def test_a_practice_of_which_little_is_known_is_nobodys_peer(db):
    area = area_with(AGE, RURAL)
    for number in range(1, PRACTICES + 1):
        if number != 2:  # its list alone is known, and it is the nearest to that of 1
            area.record(number, "CTX01", numerator=10 + number, denominator=100)
            area.record(number, "CTX02", numerator=50 - number, denominator=100)
    page = page_of(area, 1, area.band())
    assert "Z01002" not in [peer.code for peer in page.peers]
    assert page_of(area, 2, area.band()).count == 10


def test_nothing_known_is_nobody_and_no_crash(client, db):
    area = area_with(lists=False)
    card_run = area.band()
    assert page_of(area, 1, card_run).count == 0
    analyst = area.user(Role.ANALYST)
    assert "Nobody: neither" in get(client, area, analyst, "area-similar", "Z01", "Z01001")


def test_the_commissioner_reads_names_and_the_practice_numbers_only(client, db):
    area = area_with(AGE)
    older(area)
    area.band()
    analyst = area.user(Role.ANALYST)
    shown = get(client, area, analyst, "area-similar", "Z01", "Z01001")
    assert "Practice 2" in shown and "each of them, the nearest first" in shown.lower()
    assert "So are compared: ACC01 Seen within two days." in shown
    manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    own = get(client, area, manager, "practice-similar", "Z01001")
    assert "This practice and the 10 similar ones" in own
    assert "Their names are seen by the commissioner only." in own
    menu = own.split('aria-label="Menu"')[1].split("</nav>")[0]
    assert f'href="{reverse("practice-results", args=["Z01001"])}" aria-current="true"' in " ".join(
        menu.split()
    )
    assert menu.count("aria-current") == 1
    assert not [n for n in range(2, 15) if f"Practice {n}<" in own or f"Z010{n:02}" in own]


def test_pages_of_result_and_practice_lead_there(client, db):
    area = area_with()
    area.band()
    analyst = area.user(Role.ANALYST)
    link = f'href="{reverse("area-similar", args=["Z01", "Z01001"])}?period=2026-27-Q1"'
    assert link in get(client, area, analyst, "area-result", "Z01", "Z01001", "ACC01")
    assert link in get(client, area, analyst, "area-practice", "Z01", "Z01001")
    manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    link = f'href="{reverse("practice-similar", args=["Z01001"])}?period=2026-27-Q1"'
    assert link in get(client, area, manager, "practice-result", "Z01001", "ACC01")


@pytest.mark.parametrize("period", ["2025-26-Q4", "nonsense"])
def test_a_period_without_a_run_is_said(client, db, period):
    area = area_with()
    area.band()
    client.force_login(area.user(Role.ANALYST))
    address = reverse("area-similar", args=["Z01", "Z01001"])
    assert client.get(f"{address}?period={period}").status_code == 404
