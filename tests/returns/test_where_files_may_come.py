"""Evidence is received only where it may be sent; forged numbers are no errors of the site."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import Evidence
from indicators.selectors.drafts import asked_of
from indicators.selectors.returns import due_return
from indicators.services.collections import set_lock
from indicators.services.evidence import EvidenceRefused, receive_evidence
from indicators.services.queries import raise_query
from indicators.services.verification import set_window
from scorecard.accounts.roles import Role
from scorecard.ui.numbers import whole_number
from tests.returns.area import AT, BY_NOBODY, GOOD

PERIOD = "2026-27-Q1"
TYPE = reverse("return-type", args=["X00001", PERIOD])
VERIFY = reverse("figures-verify", args=["X00001", PERIOD])
QUERY = reverse("query-new", args=["X00001"])
LONG = "9" * 5000

pytestmark = pytest.mark.usefixtures("on_the_day")


def a_file():
    return SimpleUploadedFile("plan.txt", b"Our plan")


def test_after_the_lock_no_file_is_received_with_the_form(area, manager):
    asked = asked_of(area.collection, due_return(area.collection, area.practice))
    set_lock(
        collection=area.collection, locked=True, reason="", by=area.person(Role.ANALYST), at=AT
    )
    page = manager.post(TYPE, {f"{asked[0].number}-file": a_file()}).content.decode()
    assert "nothing more can be sent" in page
    assert not Evidence.objects.exists()


def test_outside_the_window_no_file_is_received_with_a_verification(area, manager):
    area.submitted(GOOD)
    figure = area.figure()
    sent = {"name": "Pat", "seen": figure.pk, f"evidence_{figure.indicator_id}": a_file()}
    page = manager.post(VERIFY, sent).content.decode()
    assert "has not asked to have these figures verified" in page
    assert not Evidence.objects.exists()


def test_no_file_is_received_with_a_query_that_cannot_stand(area, manager):
    area.submitted(GOOD)
    raise_query(figure=area.figure(), reason="Twice", **BY_NOBODY)
    sent = {"reason": "Again", "evidence": a_file()}
    page = manager.post(f"{QUERY}?figure={area.figure().pk}", sent).content.decode()
    assert "queried already" in page
    assert not Evidence.objects.exists()


def test_so_many_files_a_day_and_no_more(area, settings):
    settings.EVIDENCE_FILES_PER_DAY = 2
    manager = area.person(Role.PRACTICE_MANAGER)
    given = {"commissioner": area.commissioner, "name": "a.txt", "by": manager}

    def send(content, practice=area.practice, at=AT):
        return receive_evidence(practice=practice, content=content, at=at, **given)

    send(b"one"), send(b"two"), send(b"two")
    with pytest.raises(EvidenceRefused, match=r"2 files about .* Send the others tomorrow"):
        send(b"three")
    send(b"three", practice=area.neighbour)
    send(b"three", at=AT + dt.timedelta(days=1))


@pytest.mark.parametrize("address", [f"{QUERY}?figure={LONG}", f"{TYPE}?section={LONG}"])
def test_a_forged_number_in_an_address(manager, address):
    assert manager.get(address).status_code == (404 if "figure" in address else 200)


def test_a_forged_number_in_a_field(area, manager):
    area.submitted(GOOD)
    set_window(
        period=area.period,
        opens_on=AT.date(),
        deadline=AT.date(),
        silence="accepted",
        **BY_NOBODY,
    )
    page = manager.post(VERIFY, {"name": "Pat", "seen": LONG})
    assert "nothing has been sent" in page.content.decode()
    assert manager.post(TYPE, {"then": LONG}).status_code == 302


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("", None),
        ("-1", None),
        ("²", None),
        ("1" * 18, int("1" * 18)),
        ("1" * 19, None),
    ],
)
def test_whole_numbers(text, number):
    assert whole_number(text) == number
