"""Practices that are unlike the others: from when to when, why, and who said so."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from practices.models import Atypical
from practices.selectors import atypical_on
from practices.services.atypical import end_atypical, flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.practices.conftest import AT, BY, member

APRIL, JULY, OCTOBER = (dt.date(2026, month, 1) for month in (4, 7, 10))
WHY = "serves homeless people"
pytestmark = pytest.mark.django_db


def flagged(here, starts_on=APRIL, reason=WHY):
    return flag_atypical(
        practice=here.practice,
        reason=reason,
        starts_on=starts_on,
        commissioner=here.commissioner,
        **BY,
    )


def why(here, day):
    return atypical_on([here.practice], day).get(here.practice.pk)


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def analyst(client, here):
    client.force_login(member(here.commissioner, Role.ANALYST, "analyst1@example.org").user)
    return client


def send(client, here, name="atypical-flag", *args, **data):
    address = reverse(name, args=[here.commissioner.code, *args])
    return client.post(address, data, follow=True)


def test_a_flag_holds_from_its_first_day_to_the_day_before_its_end(here):
    flag = flagged(here, reason=" serves homeless people. ")
    end_atypical(flag=flag, ends_on=JULY, **BY)
    day = dt.timedelta(1)
    found = [why(here, one) for one in (APRIL - day, APRIL, JULY - day, JULY)]
    assert found == [None, WHY, WHY, None]


def test_a_flag_taken_back_on_its_first_day_never_held_and_another_may_follow(here):
    end_atypical(flag=flagged(here), ends_on=APRIL, **BY)
    assert why(here, APRIL) is None
    flagged(here, reason="is very small")
    assert why(here, APRIL) == "is very small"


@pytest.mark.parametrize("starts_on", [dt.date(2026, 3, 1), APRIL, JULY])
def test_a_practice_has_one_reason_at_a_time(here, starts_on):
    flagged(here)
    with pytest.raises(ValidationError) as caught:
        flagged(here, starts_on)
    said = caught.value.message_dict["practice"]
    assert said == ["Surgery 1 is flagged from 1 April 2026. End that first."]
    with pytest.raises(IntegrityError, match="one_reason"), transaction.atomic():
        Atypical.objects.create(
            practice=here.practice, reason="x", starts_on=starts_on, flagged_at=AT
        )


def test_an_end_outside_the_flag_is_refused(here):
    flag = flagged(here)
    with pytest.raises(ValidationError, match="It starts on 1 April 2026"):
        end_atypical(flag=flag, ends_on=dt.date(2026, 3, 31), **BY)
    end_atypical(flag=flag, ends_on=JULY, **BY)
    with pytest.raises(ValidationError, match="It ended on 1 July 2026 already"):
        end_atypical(flag=flag, ends_on=OCTOBER, **BY)


def test_who_flagged_and_why_is_in_the_audit_trail(here):
    end_atypical(flag=flagged(here), commissioner=here.commissioner, ends_on=JULY, **BY)
    first, second = AuditEvent.objects.filter(action__contains="atypical").order_by("pk")
    assert (first.action, second.action) == (
        "flag practice as atypical",
        "end flag of atypical practice",
    )
    assert first.organisation == here.commissioner.code
    assert first.details["reason"] == WHY and second.details["until"] == "2026-07-01"


def test_an_analyst_flags_a_practice_and_ends_the_flag(analyst, here):
    today = timezone.localdate()
    page = reverse("atypical", args=[here.commissioner.code])
    assert "No practice is flagged." in words(analyst.get(page))
    given = {"practice": here.practice.pk, "reason": WHY, "starts_on": f"{today:%d/%m/%Y}"}
    answer = words(send(analyst, here, **given))
    assert "Surgery 1 is flagged. It takes effect when banding runs next" in answer
    assert "Surgery 1 (Z00001)" in answer and WHY in answer
    flag = Atypical.objects.get()
    ended = words(send(analyst, here, "atypical-end", flag.pk, ends_on=f"{today:%d/%m/%Y}"))
    assert "The flag of Surgery 1 ends." in ended and "taken back" in ended


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"practice": ""}, "Choose practice"),
        ({"reason": ""}, "Enter why it is unlike the others"),
        ({"reason": "x" * 201}, "Use at most 200 characters here; there are 201"),
        ({"starts_on": "30/2/2026"}, "as a date, for example 30/6/2026"),
    ],
)
def test_a_wrong_flag_is_said_at_its_field(analyst, here, given, sentence):
    right = {"practice": here.practice.pk, "reason": WHY, "starts_on": "1/4/2026"}
    answer = send(analyst, here, **{**right, **given})
    assert answer.status_code == 422 and sentence in words(answer)
    assert not Atypical.objects.exists()


def test_practices_of_others_can_be_neither_flagged_nor_seen(analyst, here, there):
    other = flag_atypical(practice=there.practice, reason=WHY, starts_on=APRIL, **BY)
    given = {"practice": there.practice.pk, "reason": WHY, "starts_on": "1/4/2026"}
    assert "Choose practice from the list" in words(send(analyst, here, **given))
    assert send(analyst, here, "atypical-end", other.pk, ends_on="1/7/2026").status_code == 404
    page = words(analyst.get(reverse("atypical", args=[here.commissioner.code])))
    assert "Surgery 2" not in page


@pytest.mark.parametrize(("patients", "suggested"), [("999.00", True), ("1000.00", False)])
def test_a_very_small_practice_is_suggested_and_not_flagged(analyst, here, patients, suggested):
    row = ListSizeRow(here.practice.pk, "registered", APRIL, Decimal(patients), "Test")
    record_list_sizes(rows=[row], **BY)
    page = words(analyst.get(reverse("atypical", args=[here.commissioner.code])))
    assert ("Surgery 1 (Z00001), 999 patients" in page) == suggested
    assert not Atypical.objects.exists()
