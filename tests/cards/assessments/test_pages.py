"""The list, its file and the page of one indicator, and who may sign there."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from indicators.models import Assessment
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.cards.assessments.helpers import (
    page,
    sign,
)

pytestmark = pytest.mark.django_db


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
