"""A practice's page: strengths first, the care gap, how far the next level is, and beside whom."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.services.certainty import work_out_certainty
from indicators.services.periods import open_collection
from practices.models import ListKind
from practices.services.lists import ListSizeRow, record_list_sizes
from practices.services.organisations import place_in_commissioner
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardRun
from scorecard.cards.services.around import keep_around
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

SMOKING = {
    **PROPORTION,
    "code": "SMO01",
    "name": "Asked about smoking",
    "numerator": "Patients asked",
    "denominator": "Patients on the register",
    "domain": "Access",
    "weight": 50,
    "adjustments": "removed",
}
MORE = {**CARD, "indicators": [{**PROPORTION, "weight": 50}, SMOKING, SPENDING]}


@pytest.fixture
def area(db):
    found = Area(card=MORE)
    for number in range(4, 9):
        found.practices.append(found.add_practice(number))
    for number in range(1, 9):
        found.record(number, "ACC01", numerator=50 + 5 * number, denominator=100)
    sizes = (
        ListSizeRow(
            one.pk, ListKind.REGISTERED, dt.date(2026, 4, 1), Decimal(1000 + one.pk), "test"
        )
        for one in found.practices
    )
    record_list_sizes(rows=sizes, by=None, at=NOW)
    left_out = {"declined": 6, "no_response": 4}
    found.record(1, "SMO01", numerator=48, denominator=90, adjustments=left_out)
    found.record(1, "VFM01", numerator=14000, denominator=100)
    found.band()
    return found


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def read(area, client):
    def page(role, name, *args, query=""):
        organisation = {"practice": area.practices[0]}.get(name.split("-")[0], area.commissioner)
        client.force_login(area.user(role, organisation))
        return client.get(reverse(name, args=args) + query)

    return page


def test_strengths_come_before_what_needs_attention(read):
    page = text_of(read(Role.ANALYST, "area-practice", "Z01", "Z01001"))
    strengths, attention = page.index("Strengths"), page.index("What needs attention")
    assert strengths < page.index("Spending per patient : £140.00", strengths) < attention
    assert attention < page.index("Seen within two days : 55.0%", attention)


def test_patients_to_the_next_level_are_counted_from_the_numerator(read):
    page = text_of(read(Role.ANALYST, "area-practice", "Z01", "Z01001"))
    assert "5 more of the 100 patients would make it amber." in page
    # 60% of 90 are 54: 48 are held.
    assert "6 more of the 90 patients would make it amber." in page


def test_the_care_gap_tells_who_was_missed_from_who_was_left_out(read):
    page = text_of(read(Role.ANALYST, "area-practice", "Z01", "Z01001"))
    assert "42 (42.0%) 10 (10.0%) Patient chose not to receive it: 6" in page
    assert "48 (48.0%) 100 53.3% 48.0%" in page


def test_the_share_left_out_has_no_colour(read):
    html = read(Role.ANALYST, "area-practice", "Z01", "Z01001").content.decode()
    gap = html[html.index('id="care-gap"') : html.index('id="next-level"')]
    assert "10 (10.0%)" in gap and "band" not in gap.replace("has no band", "")


def test_a_practice_sees_ranges_and_no_neighbour(read):
    page = read(Role.PRACTICE_MANAGER, "practice-results", "Z01001").content.decode()
    # Eight have a figure: 55 to 90, pooled 72.5.
    assert "72.5%" in page and "Practice 2" not in page


def test_a_range_is_not_told_of_few(read, area):
    response = read(Role.ANALYST, "area-practice", "Z01", "Z01001")
    rows = {row.label: row for row in _spine_rows(response)}
    assert rows["Asked about smoking"].middle is None
    # Eight have a figure: their value is told, and with fewer than ten no range of them.
    seen = rows["Seen within two days"]
    assert (seen.middle, seen.lowest, seen.highest) == (pytest.approx(72.5), None, None)


def _spine_rows(response):
    return list(response.context["rows"].values())


def test_the_page_takes_at_most_twelve_queries(area, client, django_assert_max_num_queries):
    """Once the jobs that follow a banding run have ended."""
    card_run = CardRun.objects.get()
    keep_around(card_run=card_run, by=None, at=NOW)
    work_out_certainty(run=card_run.run, by=None, at=NOW)
    client.force_login(area.user(Role.ANALYST))
    with django_assert_max_num_queries(12):
        client.get(reverse("area-practice", args=["Z01", "Z01001"]))


@pytest.mark.parametrize("name", ["area-practice", "area-side", "area-pdf"])
@pytest.mark.parametrize("query", ["?period=%00", "?period=NOSUCH", "?period=" + "x" * 2_000])
def test_odd_periods_are_answered_in_words(read, name, query):
    response = read(Role.ANALYST, name, "Z01", "Z01001", query=query)
    assert response.status_code in (200, 404)


def test_what_is_stored_says_the_same_as_what_is_worked_out(area, client):
    client.force_login(area.user(Role.ANALYST))
    address = reverse("area-practice", args=["Z01", "Z01001"])
    worked_out = client.get(address).context["rows"]
    assert keep_around(card_run=CardRun.objects.get(), by=None, at=NOW) == 8
    assert client.get(address).context["rows"] == worked_out
    assert worked_out["ACC01"].similar == pytest.approx(75)
    assert keep_around(card_run=CardRun.objects.get(), by=None, at=NOW) == 0


@pytest.mark.parametrize("name", ["area-practice", "area-side"])
def test_the_commissioner_of_before_does_not_read_what_is_asked_now(area, read, name):
    """A practice that moved: the area it left keeps the earlier results, and no more."""
    moved, other = area.practices[1], Area(code="Y01")
    today = timezone.localdate()
    by = {"by": None, "at": NOW}
    place_in_commissioner(
        practice=moved, commissioner=other.commissioner, starts_on=dt.date(2026, 7, 1), **by
    )
    for one in (area, other):
        open_collection(
            period=one.period("2026-27-Q2" if one is other else "2026-27-Q1"),
            definitions=[one.definition("ACC01"), one.definition("VFM01")],
            opens_on=today,
            deadline=today + dt.timedelta(days=3),
            by=None,
            at=timezone.now(),
        )
    assert {due.period for due in read(Role.ANALYST, name, "Z01", moved.code).context["due"]} == {
        "April to June 2026"
    }
