"""The yearly assessment: figures of a year's runs, proposals, signatures and their pages."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from indicators.assessing import assess
from indicators.models import Assessment
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from indicators.services.figures import FigureRow, record_figures
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.calc.assessment import Proposal, Slope
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.assessments import (
    assessed_year,
    weighted_item,
    weighted_items,
    year_of,
)
from scorecard.cards.selectors.evidence import evidence_of
from scorecard.cards.services.assessment import sign_assessment
from scorecard.ui.errors import NotFoundInWords
from tests.areas import NOW, PROPORTION, Area

pytestmark = pytest.mark.django_db
ASKED = {**PROPORTION, "code": "ACC02", "name": "Asked again", "weight": 50}
CARD = {
    "name": "Access alone",
    "domains": [{"name": "Access", "weight": 100}],
    "indicators": [{**PROPORTION, "weight": 50}, ASKED],
}
QUARTERS = ("2025-26-Q2", "2025-26-Q3", "2025-26-Q4")


@pytest.fixture
def area() -> Area:
    """Twelve practices, two indicators, three banded quarters: 61%, 62% .. and 2 more each time."""
    area = Area(card=CARD)
    area.practices += [area.add_practice(number) for number in range(4, 13)]
    rows = [
        FigureRow(
            practice.pk,
            area.definition(code).indicator_id,
            area.period(period).pk,
            numerator=(60 + number + 2 * step) // share,
            denominator=100 / share,
        )
        for step, period in enumerate(QUARTERS)
        for code, share in (("ACC01", 1), ("ACC02", 2))
        for number, practice in enumerate(area.practices, start=1)
    ]
    record_figures(rows=rows, file=None, by=None, at=NOW)
    for period in QUARTERS:
        area.band(period)
    return area


def redefine(area: Area, **changes: object) -> None:
    """A new definition of ACC01 on the card, and the last quarter banded by it."""
    old = area.definition("ACC01")
    data = replace(data_of(old), **changes)
    new = define(commissioner=area.commissioner, code="ACC01", data=data, by=None, at=NOW)
    CardItem.objects.filter(version=area.version, definition=old).update(definition=new)
    area.band("2025-26-Q4")


def assessed(area: Area, code: str = "ACC01", year: str = ""):
    chosen = assessed_year(area.commissioner, year)
    item = weighted_item(chosen, code)
    return assess(evidence_of(chosen, [item])[item.definition_id])


def sign(area: Area, **other: object) -> Assessment:
    given = {
        "commissioner": area.commissioner,
        "year": "2025-26",
        "indicator": "ACC01",
        "verdict": "improve",
        "reason": "There is room.",
        "texts": {"other_funding": "None."},
        "by": other.pop("by", None) or area.user(Role.CLINICAL_LEAD),
        "at": NOW,
    }
    return sign_assessment(**{**given, **other})


def test_the_last_period_of_the_year_gives_the_numbers(area):
    found = assessed(area)
    assert (found.sizes.practices, found.sizes.median, found.sizes.share_below) == (12, 100, 0)
    # 65 .. 76 in the last quarter
    assert found.distribution.median == 70.5
    assert (found.distribution.lower_quartile, found.distribution.upper_quartile) == (67.75, 73.25)
    assert found.link.practices == 12
    assert found.link.correlation > 0.9


def test_the_median_climbs_two_points_a_quarter(area):
    found = assessed(area)
    assert found.slope.periods == 3
    assert found.slope.a_year == pytest.approx(8, abs=0.1)
    assert [one.median for one in found.series] == [66.5, 68.5, 70.5]


def test_an_earlier_period_of_another_measure_is_no_part_of_the_slope(area):
    redefine(area, denominator="Everybody on the list")
    assert assessed(area).slope == Slope(1, None)


def so_far(area: Area) -> None:
    """Three years of figures of the year so far, which begin at zero each April."""
    redefine(area, period_type="year_to_date")
    for year, name in enumerate(("2023-24", "2024-25", "2025-26")):
        for quarter in (1, 2, 3, 4):
            period = f"{name}-Q{quarter}"
            for number in range(1, 13):
                seen = 20 * quarter + year
                area.record(number, "ACC01", period, numerator=seen, denominator=100)
            area.band(period)


def test_figures_of_the_year_so_far_are_compared_with_the_same_quarter_of_other_years(area):
    for practice in area.practices:
        practice.commissionerlink_set.update(starts_on=dt.date(2023, 4, 1))
    so_far(area)
    found = assessed(area)
    assert [one.code for one in found.series] == ["2023-24-Q4", "2024-25-Q4", "2025-26-Q4"]
    assert found.slope.a_year == pytest.approx(1, abs=0.01)


def test_within_one_year_a_figure_of_the_year_so_far_has_no_slope(area):
    redefine(area, period_type="year_to_date")
    for period in QUARTERS:
        area.band(period)
    assert assessed(area).slope == Slope(1, None)


def test_a_quarter_and_a_year_that_end_together_are_not_one_line(area):
    for code in ("2024-25", "2025-26"):
        for number in range(1, 13):
            area.record(number, "ACC01", code, numerator=20, denominator=100)
        area.band(code)
    assert [one.code for one in assessed(area).series] == list(QUARTERS)


def test_of_a_year_and_a_quarter_that_end_together_the_quarter_is_the_last():
    area = Area()
    area.record(1, "ACC01", "2025-26", numerator=80, denominator=100)
    area.record(1, "ACC01", "2025-26-Q4", numerator=80, denominator=100)
    for code in ("2025-26", "2025-26-Q4"):
        area.band(code)
    assert assessed_year(area.commissioner).last.run.period.code == "2025-26-Q4"


def test_other_levels_leave_periods_comparable(area):
    redefine(area, rule={"rule": "thresholds", "green": 90, "red": 70})
    assert assessed(area).slope.periods == 3


def test_a_figure_that_stands_for_several_periods_counts_once(area):
    redefine(area, valid_for_months=12)
    area.band("2026-27-Q1")
    assert [one.code for one in assessed(area, year="2026-27").series] == list(QUARTERS)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2026, 3, 31), "2025-26"),
        (dt.date(2026, 4, 1), "2026-27"),
        (dt.date(2026, 12, 31), "2026-27"),
        (dt.date(2000, 3, 1), "1999-00"),
    ],
)
def test_a_year_runs_from_april_to_march(day, year):
    assert year_of(day) == year


def test_practices_unlike_the_others_take_no_part(area):
    odd = area.add_practice(13, atypical="serves homeless people")
    area.practices.append(odd)
    area.record(13, "ACC01", period="2025-26-Q4", numerator=1, denominator=1000)
    area.band("2025-26-Q4")
    found = assessed(area)
    assert found.sizes.practices == 12
    assert found.distribution.median == 70.5
    assert found.series[-1].practices == 12


def test_too_few_to_band_counts_in_the_size_and_not_in_the_median(area):
    for number in range(1, 8):
        area.record(number, "ACC01", period="2025-26-Q4", numerator=0, denominator=20)
    area.band("2025-26-Q4")
    found = assessed(area)
    assert found.sizes.share_below == pytest.approx(7 / 12)
    assert found.distribution.practices == found.series[-1].practices == 5
    assert Proposal.LOW_NUMBERS in found.proposals


def test_nobody_in_the_denominator_counts_in_the_size(area):
    for number in range(1, 8):
        area.record(number, "ACC01", period="2025-26-Q4", numerator=0, denominator=0)
    area.record(8, "ACC01", period="2025-26-Q4", state="no_data")
    area.band("2025-26-Q4")
    found = assessed(area)
    assert (found.sizes.practices, found.sizes.median) == (11, 0)
    assert found.sizes.share_below == pytest.approx(7 / 11)
    assert found.distribution.practices == found.series[-1].practices == 4
    assert Proposal.LOW_NUMBERS in found.proposals


def test_nobody_in_a_denominator_that_practices_share_is_one_figure(area):
    redefine(area, level="network", rule={})
    for number in range(1, 13):
        area.record(number, "ACC01", period="2025-26-Q4", numerator=0, denominator=0)
    area.band("2025-26-Q4")
    found = assessed(area)
    assert (found.sizes.practices, found.sizes.share_below) == (1, 1)


@pytest.mark.parametrize("level", ["network", "area"])
def test_a_figure_that_practices_share_is_one_figure(area, level):
    redefine(area, level=level, rule={})
    found = assessed(area)
    assert (found.sizes.practices, found.at_median) == (1, None)


def test_without_a_sampling_model_there_is_no_reliability():
    area = Area()
    for number in (1, 2, 3):
        area.record(number, "VFM01", period="2025-26-Q4", numerator=150 * number, denominator=1)
    area.band("2025-26-Q4")
    found = assessed(area, "VFM01")
    assert (found.at_median, found.needed, found.best) == (None, None, None)
    assert found.proposals == ()


def test_an_indicator_without_any_figure_proposes_nothing(area):
    area.band("2024-25-Q4")
    found = assessed(area, year="2024-25")
    assert (found.sizes.practices, found.distribution.median, found.proposals) == (0, None, ())


def test_the_newest_year_that_is_over_stands_first(area):
    area.band("2026-27-Q1")
    year = assessed_year(area.commissioner)
    assert (year.name, year.is_full, year.years) == ("2025-26", True, ("2026-27", "2025-26"))
    begun = assessed_year(area.commissioner, "2026-27")
    assert not begun.is_full
    with pytest.raises(NotFoundInWords, match="Choose one of: 2026-27, 2025-26"):
        assessed_year(area.commissioner, "1999-00")


def test_later_periods_change_nothing_in_an_earlier_year(area):
    before = assessed(area, year="2025-26")
    area.record(1, "ACC01", period="2026-27-Q1", numerator=1, denominator=100)
    area.band("2026-27-Q1")
    assert assessed(area, year="2025-26") == before


def test_a_signature_keeps_what_was_computed_that_day(area):
    signed = sign(area, reason="  There is room.  ")
    assert (signed.verdict, signed.reason, signed.other_funding) == (
        "improve",
        "There is room.",
        "None.",
    )
    assert signed.period.code == "2025-26-Q4"
    assert signed.computed["distribution"]["median"] == 70.5
    assert signed.computed["definition"] == 1
    signed.refresh_from_db()
    assert AuditEvent.objects.get(action="sign assessment").details["year"] == "2025-26"


def test_a_later_signature_stands_beside_the_earlier_one(area):
    lead = area.user(Role.CLINICAL_LEAD)
    sign(area, by=lead)
    sign(area, by=lead, verdict="retire", reason="Nobody uses it.")
    assert Assessment.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"verdict": "excellent"}, "verdict"),
        ({"verdict": ""}, "verdict"),
    ],
)
def test_a_reason_and_one_of_the_five_classes_are_needed(area, wrong, field):
    with pytest.raises(ValidationError) as refused:
        sign(area, **wrong)
    assert field in refused.value.message_dict
    assert not Assessment.objects.exists()


def test_only_what_had_a_weight_is_assessed():
    area = Area()
    area.record(1, "FAC01", period="2025-26-Q4", text="9 to 5")
    area.band("2025-26-Q4")
    year = assessed_year(area.commissioner)
    assert [item.definition.code for item in weighted_items(year)] == ["ACC01", "VFM01"]
    with pytest.raises(NotFoundInWords, match="no weighted indicator"):
        sign(area, indicator="FAC01")


def page(client, area: Area, role: Role, name: str, *args: object, **query: str) -> str:
    client.force_login(area.user(role))
    answer = client.get(reverse(name, args=[area.code, *args]), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_list_shows_what_is_computed_proposed_and_signed(client, area):
    sign(area)
    shown = page(client, area, Role.ANALYST, "assessments")
    assert "70.5%" in shown
    assert "ACC01 Seen within two days" in shown
    assert "keep: there is scope to improve" in shown
    assert "not yet" in shown


def test_before_anything_is_banded_the_pages_say_so(client):
    area = Area()
    client.force_login(area.user(Role.ANALYST))
    for name, *args in (("assessments",), ("assessment", "ACC01"), ("assessments-csv",)):
        answer = client.get(reverse(name, args=[area.code, *args]))
        assert answer.status_code == 200
    assert (
        b"Nothing is banded yet"
        in client.get(reverse("assessment", args=[area.code, "ACC01"])).content
    )


def test_page_and_file_say_the_same(client, area):
    client.force_login(area.user(Role.ANALYST))
    sheet = client.get(reverse("assessments-csv", args=[area.code]))
    rows = list(csv.DictReader(io.StringIO(sheet.getvalue().decode("utf-8-sig"))))
    assert rows[0]["Code"] == "ACC01"
    assert rows[0]["Median"] == "70.5"
    assert rows[0]["Patients per practice, median"] == "100"
    book = client.get(reverse("assessments-xlsx", args=[area.code]))
    cells = list(load_workbook(io.BytesIO(book.getvalue())).active.values)
    assert cells[1][0] == "ACC01"
    assert 70.5 in cells[1]


def test_one_indicator_shows_numbers_and_words_side_by_side(client, area):
    sign(area, texts={"fit_with_guidance": "Still asked for."})
    shown = page(client, area, Role.COMMISSIONING_LEAD, "assessment", "ACC01")
    assert "Median 70.5%; the middle half of the practices spans 5.5 percentage points." in shown
    assert "Still asked for." in shown
    assert "The same figures as a table" in shown
    assert "luck of which patients happened to be counted" in shown


@pytest.mark.parametrize(
    ("verdict", "address"), [("collect", "indicator-off"), ("modify", "indicator-edit")]
)
def test_what_is_left_to_do_on_the_draft_is_linked_for_who_may(client, area, verdict, address):
    lead = area.user(Role.CLINICAL_LEAD)
    sign(area, by=lead, verdict=verdict)
    link = f'href="{reverse(address, args=[area.code, "ACC01"])}"'
    assert link in page(client, area, Role.ANALYST, "assessment", "ACC01")
    client.force_login(lead)
    read = client.get(reverse("assessment", args=[area.code, "ACC01"])).content.decode()
    assert link not in read
    assert "an analyst can" in read


@pytest.mark.parametrize(("name", "args"), [("assessments", ()), ("assessment", ("ACC01",))])
def test_assessments_stand_under_indicators_in_the_menu(client, area, name, args):
    shown = " ".join(page(client, area, Role.ANALYST, name, *args).split())
    menu = shown.split('aria-label="Menu"')[1].split("</nav>")[0]
    assert f'href="{reverse("indicators", args=[area.code])}" aria-current="true"' in menu
    assert menu.count("aria-current") == 1


def test_an_analyst_reads_and_cannot_sign(client, area):
    shown = page(client, area, Role.ANALYST, "assessment", "ACC01")
    assert 'name="verdict"' not in shown
    answer = client.post(reverse("assessment-sign", args=[area.code, "ACC01"]), {})
    assert answer.status_code == 403


def test_what_could_be_an_nhs_number_is_refused_on_the_page(client, area):
    client.force_login(area.user(Role.CLINICAL_LEAD))
    address = reverse("assessment-sign", args=[area.code, "ACC01"])
    data = {"year": "2025-26", "verdict": "improve", "reason": "Patient 943 476 5919 waited."}
    assert "could be an NHS number" in client.post(address, data).text
    assert not Assessment.objects.exists()


def test_a_lead_signs_on_the_page(client, area):
    client.force_login(area.user(Role.CLINICAL_LEAD))
    address = reverse("assessment-sign", args=[area.code, "ACC01"])
    given = {"year": "2025-26", "verdict": "collect", "reason": "All are there."}
    answer = client.post(address, given, follow=True)
    assert "Signed: retire, but go on collecting." in answer.content.decode()
    assert Assessment.objects.get().signed_by.name == "clinical lead"


def test_a_form_without_a_class_says_so_and_keeps_the_words(client, area):
    client.force_login(area.user(Role.CLINICAL_LEAD))
    address = reverse("assessment-sign", args=[area.code, "ACC01"])
    answer = client.post(address, {"year": "2025-26", "reason": "Because of =1+1."})
    shown = answer.content.decode()
    assert "Choose what becomes of it" in shown
    assert "Because of =1+1." in shown
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(("year", "code"), [("1999-00", "ACC01"), ("2025-26", "NONE01")])
def test_an_unknown_year_or_indicator_is_not_found(client, area, year, code):
    client.force_login(area.user(Role.CLINICAL_LEAD))
    for answer in (
        client.get(reverse("assessment", args=[area.code, code]), {"year": year}),
        client.post(
            reverse("assessment-sign", args=[area.code, code]),
            {"year": year, "verdict": "retire", "reason": "x"},
        ),
    ):
        assert answer.status_code == 404
