"""When a practice first looked at an edition, and whom it makes sense to remind."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import FirstLook, PreviewNotice
from scorecard.publication.presenters.readings import looks_said
from scorecard.publication.selectors.reading import readings
from scorecard.publication.services.preview_notices import ask_to_remind, tell_practices
from tests.editions import draft, show

AHEAD = {"Sec-Purpose": "prefetch;prerender"}


@pytest.fixture
def edition(area):
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    analyst = area.user(Role.ANALYST)
    return show(draft(area.band(), analyst, at=timezone.now()), analyst)


@pytest.fixture
def manager(area, client):
    found = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    client.force_login(found)
    return found


def opened(client, area, edition, name="practice-release", *more, **headers):
    at = reverse(name, args=[area.practices[0].code, edition.pk, *more])
    response = client.get(at, headers=headers)
    assert response.status_code == 200
    return response


def test_the_first_look_is_kept_with_its_role_and_never_twice(area, edition, manager, client):
    opened(client, area, edition)
    opened(client, area, edition)
    opened(client, area, edition, "practice-release-as", "public")
    (look,) = FirstLook.objects.all()
    assert (look.practice, look.by, look.role) == (area.practices[0], manager, "practice manager")
    assert AuditEvent.objects.filter(action="look at a release first").count() == 1


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("practice-release-as", ("public",)),
        ("practice-release-contents", ()),
        ("practice-release-indicator", ("ACC01",)),
        ("practice-letter", ()),
    ],
)
def test_each_page_of_the_edition_counts_as_a_look(area, edition, manager, client, name, more):
    opened(client, area, edition, name, *more)
    assert FirstLook.objects.count() == 1


def test_a_browser_that_fetches_ahead_has_not_looked(area, edition, manager, client):
    opened(client, area, edition, **AHEAD)
    assert not FirstLook.objects.exists()


def test_others_who_read_in_the_eyes_of_practices_have_not_looked(area, edition, client):
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    client.get(reverse("release-contents", args=["Z01", edition.pk, "practices"]))
    assert not FirstLook.objects.exists()


def test_a_second_look_asks_no_more_than_one_that_is_not_kept(
    area, edition, manager, client, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as before:
        opened(client, area, edition, **AHEAD)
    asked = len(before)
    opened(client, area, edition)
    with django_assert_num_queries(asked):
        opened(client, area, edition)


def test_the_release_says_who_has_not_looked(area, edition, manager, client):
    opened(client, area, edition)
    client.force_login(area.user(Role.COMMISSIONING_LEAD))
    page = client.get(reverse("release", args=["Z01", edition.pk])).content.decode()
    assert "Looked at by 1 of 3 practices; not yet: Practice 2, Practice 3." in page


def test_only_those_who_have_not_looked_are_reminded_and_once(area, edition, manager, client):
    for number in (2, 3):
        area.user(Role.PRACTICE_MANAGER, area.practices[number - 1])
    opened(client, area, edition)
    step = edition.steps.get(step=Step.PREVIEW)
    given = {"step": step, "at": step.at, "reminder": True}
    assert (tell_practices(**given), tell_practices(**given)) == (2, 0)
    assert [one.subject[:10] for one in mail.outbox] == ["Practice 2", "Practice 3"]
    assert "a reminder" in mail.outbox[0].subject
    assert "Nobody at Practice 2 has looked yet." in mail.outbox[0].body
    assert PreviewNotice.objects.filter(reminder=True).count() == 2


def test_a_reminder_does_not_stand_in_for_the_first_notice(area, edition, manager):
    step = edition.steps.get(step=Step.PREVIEW)
    assert tell_practices(step=step, at=step.at, reminder=True) == 1
    assert tell_practices(step=step, at=step.at) == 1


def test_nobody_is_reminded_when_the_time_to_reply_is_over(area, edition, manager):
    step = edition.steps.get(step=Step.PREVIEW)
    later = step.until + dt.timedelta(days=2)
    with pytest.raises(ValidationError, match="time to reply is over"):
        ask_to_remind(step=step, by=manager, at=later)


def test_who_has_not_looked_is_named_only_as_far_as_one_reads(area, edition, monkeypatch):
    monkeypatch.setattr("scorecard.publication.presenters.readings.NAMED_AT_ONCE", 2)
    said = looks_said(readings(edition))
    assert (said.looked, said.of, said.not_yet, said.rest) == (
        0,
        3,
        ("Practice 1", "Practice 2"),
        1,
    )
