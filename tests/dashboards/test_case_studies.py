"""Case studies: offered by a practice, accepted by its commissioner, read by practices like it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from practices.models import ListKind
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardItem, CardRun
from scorecard.dashboards.models import CaseStudy
from scorecard.dashboards.selectors.case_studies import banded_in
from scorecard.dashboards.services.case_studies import (
    accept_case_study,
    decline_case_study,
    offer_case_study,
    withdraw_case_study,
)
from tests.areas import NOW, START

TITLE = "Two nurses answer at eight"
HEADING = f"{TITLE}</h3>"  # the title alone also stands in what is said once after a click


@pytest.fixture
def told(area, client):
    """Practice 1 is green and offers; practices 2 and 3 are red."""
    for number, seen in enumerate((90, 40, 30), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=100)
        size = ListSizeRow(
            practice_id=area.practices[number - 1].pk, kind=ListKind.REGISTERED, on=START,
            patients=Decimal(5000 + number), source="A test",
        )  # fmt: skip
        record_list_sizes(rows=[size], by=None, at=NOW)
    area.band()
    area.client = client
    area.manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    area.other = area.user(Role.PRACTICE_MANAGER, area.practices[1])
    area.clinical = area.user(Role.CLINICAL_LEAD)
    return area


def page(area, user, name, *args, **query):
    area.client.force_login(user)
    response = area.client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return " ".join(response.text.split())


def studies_on(text):
    """What the page tells, without what is made anew for each answer."""
    return text[text.index("<h1") : text.index("</main>")]


def offered(area, number=1, by=None):
    practice = area.practices[number - 1]
    return offer_case_study(
        practice=practice, indicator=area.definition("ACC01").indicator, title=TITLE,
        text="We changed the rota.", link="", by=by or area.manager, at=NOW,
    )  # fmt: skip


def test_a_practice_offers_by_the_form_and_agrees_to_be_named(told):
    told.client.force_login(told.manager)
    address = reverse("practice-case-study-new", args=["Z01001"])
    indicator = told.definition("ACC01").indicator
    assert "ACC01 Seen within two days</option>" in told.client.get(address).text
    given = {"indicator": indicator.pk, "title": TITLE, "text": "We did.", "link": ""}
    assert told.client.post(address, given).status_code == 200  # not agreed to be named
    assert not CaseStudy.objects.exists()
    of_a_patient = {**given, "agreed": "on", "text": "Patient 943 476 5919 came."}
    assert "could be an NHS number" in told.client.post(address, of_a_patient).text
    assert not CaseStudy.objects.exists()
    told.client.post(address, {**given, "agreed": "on"})
    assert CaseStudy.objects.get().offered_by == told.manager
    assert "Waits to be accepted" in page(told, told.manager, "practice-case-studies", "Z01001")
    assert AuditEvent.objects.filter(action="offer case study").count() == 1


def test_it_is_read_by_practices_like_it_only_once_it_is_accepted_and_until_withdrawn(told):
    study = offered(told)
    assert HEADING not in page(told, told.other, "practice-case-studies", "Z01002")
    told.client.force_login(told.clinical)
    told.client.post(reverse("case-study-decide", args=["Z01", study.pk]), {"accept": "1"})
    shown = page(told, told.other, "practice-case-studies", "Z01002", indicator="ACC01")
    assert HEADING in shown and "Practice 1" in shown
    assert HEADING in page(told, told.clinical, "indicator-results", "Z01", "ACC01", view="about")
    told.client.force_login(told.manager)
    told.client.post(reverse("practice-case-study-withdraw", args=["Z01001", study.pk]))
    assert HEADING not in page(told, told.other, "practice-case-studies", "Z01002")
    assert HEADING not in page(
        told, told.clinical, "indicator-results", "Z01", "ACC01", view="about"
    )


def test_it_stays_when_the_band_is_lost_so_that_nobody_knows(told):
    """It would go away, and come back, with the band of the practice that is named beside it."""
    study = offered(told)
    accept_case_study(case_study=study, by=told.clinical, at=NOW)
    before = studies_on(page(told, told.other, "practice-case-studies", "Z01002"))
    for number, seen in enumerate((40, 40, 30), start=1):
        told.record(number, "ACC01", "2026-27-Q2", numerator=seen, denominator=100)
    told.band("2026-27-Q2")
    after = studies_on(page(told, told.other, "practice-case-studies", "Z01002"))
    assert HEADING in before and after == before
    assert "green on it in April to June 2026, when the case study was accepted" in before


def test_one_accepted_while_it_is_not_green_does_not_appear_when_it_becomes_so(told):
    study = offered(told, 2, told.other)
    accept_case_study(case_study=study, by=told.clinical, at=NOW)
    told.record(2, "ACC01", numerator=95, denominator=100)
    told.band()
    assert HEADING not in page(told, told.manager, "practice-case-studies", "Z01001")


def test_of_a_practice_that_is_not_green_nobody_is_shown_one(told):
    study = offered(told, 2, told.other)
    accept_case_study(case_study=study, by=told.clinical, at=NOW)
    assert HEADING not in page(told, told.manager, "practice-case-studies", "Z01001")
    assert HEADING not in page(
        told, told.clinical, "indicator-results", "Z01", "ACC01", view="about"
    )


def test_one_is_declined_with_a_reason_that_the_practice_reads(told):
    study = offered(told)
    with pytest.raises(ValidationError, match="Say why"):
        decline_case_study(case_study=study, reason="  ", by=told.clinical, at=NOW)
    decline_case_study(case_study=study, reason="Name the year.", by=told.clinical, at=NOW)
    assert "Name the year." in page(told, told.manager, "practice-case-studies", "Z01001")
    with pytest.raises(ValidationError, match="is declined already"):
        accept_case_study(case_study=study, by=told.clinical, at=NOW)
    with pytest.raises(ValidationError, match="is declined already"):
        withdraw_case_study(case_study=study, by=told.manager, at=NOW)


def test_a_number_that_could_be_a_patients_is_refused(told):
    with pytest.raises(ValidationError, match="NHS number"):
        offer_case_study(
            practice=told.practices[0], indicator=told.definition("ACC01").indicator, title=TITLE,
            text="Patient 943 476 5919 was first.", link="", by=told.manager, at=NOW,
        )  # fmt: skip


def test_another_practice_withdraws_nothing(told):
    study = offered(told)
    told.client.force_login(told.other)
    address = reverse("practice-case-study-withdraw", args=["Z01002", study.pk])
    assert told.client.post(address).status_code == 404
    odd = page(told, told.other, "practice-case-studies", "Z01002", indicator="x" * 5000 + "\u202e")
    assert "No practice like yours" in odd


def test_who_accepts_it_is_told_whether_anybody_reads_it(told):
    green, red = "practices like it read it now", "other practices do not read it"
    for number, by, said in ((1, told.manager, green), (2, told.other, red)):
        study = offered(told, number, by)
        told.client.force_login(told.clinical)
        address = reverse("case-study-decide", args=["Z01", study.pk])
        page = told.client.post(address, {"accept": "yes"}, follow=True).text
        assert said in page


def test_only_what_counts_and_has_bands_is_offered(told):
    run = CardRun.objects.get()
    assert {one.code for one in banded_in(run)} == {"ACC01", "VFM01"}
    assert CardItem.objects.exclude(role=CardItem.Role.WEIGHTED).filter(version=run.version)
