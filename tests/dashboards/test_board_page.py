"""What a board is told: aggregates that add up, nobody's name, and nothing that tells of one."""

import csv
import datetime as dt
import io

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from practices.services.atypical import flag_atypical
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.dashboards.models import BoardNaming
from scorecard.dashboards.services.naming import decide_naming
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

BY = {"by": None, "at": NOW}
DEPRIVATION = {
    "code": "CON01",
    "name": "Deprivation score",
    "description": "How deprived the patients' places are.",
    "role": "context",
    "kind": "score",
    "polarity": "none",
    "supplied_by": "national",
}
WITH_FIFTHS = {**CARD, "indicators": [PROPORTION, SPENDING, DEPRIVATION]}
PAGES = ("area-board", "area-board-txt", "area-board-csv")


def an_area(practices=15, **more):
    """Practices of whom the more deprived do worse; every fifth has three."""
    area = Area(card=WITH_FIFTHS, **more)
    area.practices += [area.add_practice(number) for number in range(4, practices + 1)]
    for number in range(1, practices + 1):
        area.record(number, "CON01", value=number)
        area.record(number, "ACC01", numerator=100 - 4 * number, denominator=100)
        if number % 2:
            area.record(number, "VFM01", numerator=1400, denominator=10)
    area.reader = area.user(Role.BOARD_READER)
    return area


@pytest.fixture
def area(db):
    area = an_area()
    area.band()
    return area


def a_larger_area(practices=30):
    """Every fifth has six; the more deprived do worse, and every other one pays too much."""
    area = Area(card=WITH_FIFTHS)
    area.practices += [area.add_practice(number) for number in range(4, practices + 1)]
    for number in range(1, practices + 1):
        area.record(number, "CON01", value=number)
        area.record(number, "ACC01", numerator=100 - 3 * number, denominator=100)
        area.record(number, "VFM01", numerator=1400 if number % 2 else 2000, denominator=10)
    area.reader = area.user(Role.BOARD_READER)
    return area


@pytest.fixture
def larger(db):
    area = a_larger_area()
    area.band()
    return area


def texts(client, area, **query):
    """Everything that a board reader can take away: page, text and numbers."""
    client.force_login(area.reader)
    answers = [client.get(reverse(name, args=["Z01"]), query) for name in PAGES]
    assert [one.status_code for one in answers] == [200] * 3
    return [b"".join(one).decode() for one in answers]


def board(client, area, **query):
    client.force_login(area.reader)
    return client.get(reverse("area-board", args=["Z01"]), query).context["board"]


def text(client, area):
    return texts(client, area)[1]


def test_it_names_nobody(area, client):
    for found in texts(client, area):
        for practice in area.practices:
            assert practice.code not in found
            assert f"{practice.name} " not in found and f"{practice.name}." not in found
            assert f"{practice.name}<" not in found and f"{practice.name}," not in found


def test_figures_are_counted_one_by_one(area, client):
    """84%..40% of patients seen: green from 80, red below 60; eight say £140: green to £150."""
    seen = [100 - 4 * number for number in range(1, 16)]
    green = sum(one >= 80 for one in seen) + 8
    red = sum(one < 60 for one in seen)
    now = board(client, area).now
    assert (now.green, now.red, now.banded, now.practices) == (green, red, 15 + 8, 15)
    said = f"{green} of 23 figures with a band (57%) are green, 5 (22%) amber and {red} (22%) red"
    assert said in text(client, area)


def test_what_is_missing_is_counted_apart(area, client):
    complete = board(client, area).complete
    assert (complete.due, complete.banded) == (30, 23)
    assert "23 of 30 figures that were due have a band (77%); the others: 7" in text(client, area)


def test_domains_and_fifths_are_shares_of_green(larger, client):
    found = board(client, larger)
    assert {one.name: round(one.bands.share) for one in found.domains} == {
        "Access": 20,
        "Value for money": 50,
    }
    # The most deprived are 25 to 30: none of six seen in time is green, three that paid are.
    most, least = found.fifths[0].bands, found.fifths[-1].bands
    assert (most.green, most.banded, most.practices) == (3, 12, 6)
    assert (least.green, least.banded, least.practices) == (9, 12, 6)
    said = "25% of the figures are green, in the least deprived fifth 75%"
    assert f"{said}: 50 percentage points fewer" in text(client, larger)


def test_the_slope_is_told_with_what_it_means(area, client):
    gap = next(one for one in board(client, area).gaps if one.code == "ACC01")
    assert (gap.most, gap.least) == ("44.0%", "92.0%")
    # 4 points per practice over 15 practices of equal size.
    assert gap.numbers[2] == pytest.approx(-60)
    assert gap.words == "Worse where deprivation is greater"
    said = "More deprivation goes with worse figures on 1 of them, by more than chance explains"
    assert f"{said} (Seen within two days)" in text(client, area)


def test_the_middle_value_of_three_practices_is_one_practices_own_and_not_told(client, db):
    """Published without counts: the fifth's value would be exactly that of one of them."""
    area = an_area()
    for number in range(1, 16):
        area.record(number, "ACC01", numerator=None, denominator=None, value=30.7 + number)
    area.band()
    gap = next(one for one in board(client, area).gaps if one.code == "ACC01")
    assert (gap.most, gap.least) == ("Not told", "Not told")
    assert np.isnan(gap.numbers[:2]).all()


def test_two_papers_of_two_periods_tell_no_level_of_one_or_two(client, db):
    """One of thirty turns red: the paper puts amber and red together rather than count it."""
    area = a_larger_area()
    for period, reds in (("2026-27-Q1", 0), ("2026-27-Q2", 1)):
        for number in range(1, 31):
            seen = 40 if number <= reds else 70 if number < 12 else 90
            area.record(number, "ACC01", period, numerator=seen, denominator=100)
            area.record(number, "VFM01", period, numerator=1400, denominator=10)
        area.band(period)
    first, second = (board(client, area, period=one).now for one in ("2026-27-Q1", "2026-27-Q2"))
    assert (first.amber, first.red) == (11, 0)
    assert (second.amber, second.red, second.not_green) == (None, None, 11)


def test_who_is_unlike_the_others_makes_no_gap_and_no_slope(client, db):
    area = an_area()
    unlike = area.practices[14]
    flag_atypical(practice=unlike, reason="is a prison", starts_on=dt.date(2026, 4, 1), **BY)
    area.record(15, "ACC01", numerator=0, denominator=10_000)
    area.record(14, "VFM01", numerator=0, denominator=0)
    area.band()
    gap = next(one for one in board(client, area).gaps if one.code == "ACC01")
    # Practices 13 and 14 alone are left in the most deprived fifth: 48 and 44 of 100.
    assert gap.most == "Not told"
    # 4 points per practice over the other 14.
    assert gap.numbers[2] == pytest.approx(-56)


def test_the_share_of_green_through_the_periods(area, client):
    assert "There is no earlier period of the same length" in text(client, area)
    for number in range(1, 16):
        area.record(number, "ACC01", "2026-27-Q2", numerator=90, denominator=100)
    area.band("2026-27-Q2")
    found = board(client, area)
    assert [row[1] for row in found.trend.rows] == ["57%", "100%"]
    assert "57% in April to June 2026, so it went up by 43 percentage points." in text(client, area)


def test_a_fifth_of_one_practice_is_left_out_with_another(db, client):
    area = a_larger_area(6)
    area.band()
    found = board(client, area)
    assert all(one.bands is None for one in found.fifths)
    assert "cannot be told" in text(client, area)


def test_a_domain_that_one_practice_stands_behind_is_not_told(db, client):
    area = Area()
    area.practices += [area.add_practice(number) for number in range(4, 7)]
    area.reader = area.user(Role.BOARD_READER)
    for number in range(1, 7):
        area.record(number, "ACC01", numerator=90 if number < 4 else 40, denominator=100)
    area.record(1, "VFM01", numerator=1400, denominator=10)
    area.band()
    told = {one.name: one.bands for one in board(client, area).domains}
    # The other one goes too: beside the whole it would tell what is left.
    assert told == {"Access": None, "Value for money": None}


@pytest.mark.parametrize("practices", [0, 1, 2])
def test_an_area_of_so_few_has_no_paper(db, client, practices):
    area = Area()
    area.reader = area.user(Role.BOARD_READER)
    for number in range(1, practices + 1):
        area.record(number, "ACC01", numerator=90, denominator=100)
    area.band()
    for found in texts(client, area)[:2]:
        assert "A summary would be their own results" in found
        assert "90" not in found.split("RESULTS")[-1].replace("2026", "")[:400]


def test_before_the_first_banding_there_is_nothing_to_tell(db, client):
    area = Area()
    area.reader = area.user(Role.BOARD_READER)
    page, plain, _ = texts(client, area)
    assert "Nothing is banded yet" in page and "Nothing is banded yet" in plain


def test_without_a_deprivation_score_it_says_so(db, client):
    area = Area()
    area.reader = area.user(Role.BOARD_READER)
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90, denominator=100)
        area.record(number, "VFM01", numerator=2000, denominator=10)
    area.band()
    assert "no deprivation score, so nothing is said of inequality" in text(client, area)


def decide(area, named="lowest", number=2, reason="The board asked.", by=None):
    return decide_naming(
        commissioner=area.commissioner,
        named=named,
        number=number,
        reason=reason,
        by=by or area.lead,
        at=NOW,
    )


@pytest.fixture
def lead(area):
    area.lead = area.user(Role.COMMISSIONING_LEAD)
    return area.lead


def test_only_those_are_named_that_somebody_decided_on(area, client, lead):
    decide(area)
    area.record(14, "ACC01", "2025-26-Q4", numerator=99, denominator=100)
    area.band("2025-26-Q4")
    for found in texts(client, area)[:2]:
        assert "Practice 14, Practice 12" in found or "Practice 12, Practice 14" in found
        assert "The board asked." in found and "15 July 2026" in found
        assert "Practice 1," not in found and "highest overall scores:" not in found
    assert "Practice" not in texts(client, area)[2]
    decide(area, "nobody", reason="No longer.")
    assert "Practice 14" not in text(client, area)


def test_who_is_unlike_the_others_is_never_named(area, client, lead):
    unlike = area.practices[13]
    flag_atypical(practice=unlike, reason="is a prison", starts_on=dt.date(2026, 4, 1), **BY)
    decide(area)
    assert "Practice 14" not in text(client, area)


def test_a_decision_is_dated_has_a_reason_and_stands_in_the_trail(area, lead):
    for wrong in ({"reason": "  "}, {"named": "everybody"}, {"number": 0}, {"number": 11}):
        with pytest.raises(ValidationError):
            decide(area, **wrong)
    with pytest.raises(ValidationError, match="holds already"):
        decide(area, "nobody")
    with pytest.raises(ValidationError, match="NHS number"):
        decide(area, reason="Because of 943 476 5919")
    made = decide(area)
    with pytest.raises(ValidationError, match="holds already"):
        decide(area)
    assert BoardNaming.objects.get() == made
    event = AuditEvent.objects.get(action="decide who is named to the board")
    assert event.details["before"] == "nobody" and event.details["reason"] == "The board asked."


def test_it_is_decided_on_its_page_by_who_may_approve_what_is_published(area, client, lead):
    address = reverse("area-board-names", args=["Z01"])
    for role in (Role.ANALYST, Role.BOARD_READER):
        client.force_login(area.reader if role == Role.BOARD_READER else area.user(role))
        assert client.post(address, {"named": "lowest"}).status_code == 403
    client.force_login(lead)
    assert "Enter why" in client.post(address, {"named": "lowest", "number": 2}).text
    data = {"named": "both", "number": 1, "reason": "Asked for."}
    assert "Decided." in client.post(address, data, follow=True).text
    assert BoardNaming.objects.get().decided_by == lead
    assert "holds already" in client.post(address, data).text


def test_the_file_has_the_same_numbers(larger, client):
    rows = list(csv.DictReader(io.StringIO(texts(client, larger)[2].lstrip("\ufeff"))))
    domains = {one["name"]: float(one["share of green"]) for one in rows if one["what"] == "domain"}
    assert domains["Access"] == pytest.approx(20)
    slope = next(one for one in rows if one["name"].startswith("ACC01"))
    assert float(slope["slope"]) == pytest.approx(-90)


def test_the_text_is_there_to_copy_without_javascript(area, client):
    page, plain, _ = texts(client, area)
    assert '<textarea class="nhsuk-textarea" id="text" rows="14" readonly>' in page
    assert plain.startswith("Area Z01: April to June 2026\n\nRESULTS\n\nIn April to June 2026, ")


def test_who_belongs_elsewhere_finds_no_paper(area, client):
    client.force_login(Area(code="Y01").user(Role.BOARD_READER))
    for name in (*PAGES, "area-board-names"):
        assert client.get(reverse(name, args=["Z01"])).status_code == 404


def test_it_takes_few_questions_to_the_database(area, client, lead, django_assert_max_num_queries):
    decide(area, "both")
    client.force_login(area.reader)
    for name in PAGES:
        with django_assert_max_num_queries(12):
            b"".join(client.get(reverse(name, args=["Z01"])))
