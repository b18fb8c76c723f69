"""Named people are told by e-mail that something waits: never what; and nothing is lost."""

import smtplib
import subprocess
import sys

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from indicators.models import UrgentNotice, UrgentStep
from indicators.services import urgent_telling
from indicators.services.urgent_limits import name_person, unname_person
from indicators.services.urgent_signals import add_step
from indicators.services.urgent_telling import TELL, tell_of_signals
from indicators.tasks import tell_urgently
from practices.services.memberships import end_membership
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.areas import NOW
from tests.urgent.conftest import later


@pytest.fixture
def at_that_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def arrived(watched):
    """A figure beyond the limit, kept in a transaction that is not over yet."""
    watched.limit()
    watched.record(1, numerator=25, denominator=100)
    return watched


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected


BROKEN = f"{__name__}.Broken"


def test_the_people_named_are_told_after_the_commit(
    watched, at_that_time, django_capture_on_commit_callbacks
):
    watched.limit()
    with django_capture_on_commit_callbacks(execute=True):
        watched.record(1, numerator=25, denominator=100)
        assert not mail.outbox
    assert [message.to for message in mail.outbox] == [[watched.named.email]]


def test_the_message_says_nothing_but_that_something_waits(arrived, settings):
    settings.SITE_ADDRESS = "https://scorecard.example"
    tell_of_signals(at=NOW)
    (message,) = mail.outbox
    said = message.subject + message.body
    assert "https://scorecard.example/area/Z01/urgent/" in said
    practice = arrived.area.practices[0]
    for secret in ("25", "40", "ACC01", practice.name, practice.code, "wait too long", "limit"):
        assert secret not in said.replace("https://scorecard.example/area/Z01/urgent/", "")


def test_a_file_with_many_is_one_message_for_each_person(arrived):
    arrived.record(2, numerator=5, denominator=100)
    analyst = arrived.area.user(Role.ANALYST)
    name_person(limit=arrived.signals[0].limit, person=analyst, by=arrived.lead, at=NOW)
    assert tell_of_signals(at=NOW) == 2
    assert {address for message in mail.outbox for address in message.to} == {
        analyst.email,
        arrived.named.email,
    }
    assert UrgentNotice.objects.filter(sent=True).count() == 4


def test_nobody_is_told_twice_however_often_the_worker_is_asked(arrived, at_that_time):
    for _ in range(3):
        tell_urgently()
    assert len(mail.outbox) == 1


def test_of_two_at_once_one_tells(arrived, monkeypatch):
    both = urgent_telling.waiting(NOW.date())
    monkeypatch.setattr(urgent_telling, "waiting", lambda day: both)
    assert [tell_of_signals(at=NOW), tell_of_signals(at=NOW)] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_message_that_fails_is_recorded_and_tried_again(arrived, settings):
    settings.EMAIL_BACKEND = BROKEN
    assert tell_of_signals(at=NOW) == 0
    assert tell_of_signals(at=later()) == 0
    (failed,) = UrgentNotice.objects.all()
    assert (failed.sent, failed.at) == (False, NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert tell_of_signals(at=later(10)) == 1
    assert UrgentNotice.objects.get(sent=True).at == later(10)


def test_neither_a_dead_mail_server_nor_a_dead_broker_loses_the_return(
    watched, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = BROKEN
    watched.limit()
    with django_capture_on_commit_callbacks(execute=True):
        watched.record(1, numerator=25, denominator=100)
    monkeypatch.setattr(tell_urgently, "apply_async", _refuse)
    with django_capture_on_commit_callbacks(execute=True):
        watched.record(2, numerator=15, denominator=100)
    assert watched.values == [25, 15]


def _refuse(*args, **kwargs):
    raise ConnectionError


def test_the_clock_asks_every_five_minutes():
    entry = settings.CELERY_BEAT_SCHEDULE["tell-urgently"]
    assert (entry["task"], entry["schedule"]) == (TELL, 300)


def test_somebody_who_has_left_is_not_told(arrived):
    analyst = arrived.area.user(Role.ANALYST)
    name_person(limit=arrived.signals[0].limit, person=analyst, by=arrived.lead, at=NOW)
    leave(arrived.named)
    tell_of_signals(at=NOW)
    assert [message.to for message in mail.outbox] == [[analyst.email]]


def test_where_everybody_has_left_those_who_set_limits_are_told(arrived):
    leave(arrived.named)
    tell_of_signals(at=NOW)
    assert [message.to for message in mail.outbox] == [[arrived.lead.email]]


def leave(user):
    membership = user.membership_set.get()
    end_membership(membership=membership, ends_on=NOW.date(), by=None, at=NOW)


def test_somebody_named_later_is_told_of_what_is_open_and_the_others_not_again(arrived):
    tell_of_signals(at=NOW)
    analyst = arrived.area.user(Role.ANALYST)
    limit = arrived.signals[0].limit
    name_person(limit=limit, person=analyst, by=arrived.lead, at=NOW)
    unname_person(reader=limit.readers.get(person=arrived.named), by=arrived.lead, at=NOW)
    tell_of_signals(at=later())
    assert [message.to for message in mail.outbox] == [[arrived.named.email], [analyst.email]]


def test_nobody_is_told_of_what_is_closed(arrived):
    closed = {"kind": UrgentStep.Kind.CLOSED, "words": "Wrong figure."}
    add_step(signal=arrived.signals[0], **closed, by=arrived.lead, at=NOW)
    assert tell_of_signals(at=NOW) == 0


def test_the_trail_says_who_was_told_apart(arrived):
    tell_of_signals(at=NOW)
    event = AuditEvent.objects.get(action="tell of urgent signals")
    assert event.organisation == "Z01/urgent"
    assert event.details == {"person": arrived.named.email, "signals": 1}


def test_a_web_process_that_has_met_no_task_yet_finds_this_one():
    code = (
        "import django; django.setup();"
        "from indicators.services.urgent_telling import TELL;"
        "from scorecard.jobs.queue import task_named;"
        "print(task_named(TELL).name)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == TELL
