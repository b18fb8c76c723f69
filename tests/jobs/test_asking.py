"""Asking for a job: once for each kind and key, and a message only after the row is there."""

import pytest
import structlog

from scorecard.audit.models import AuditEvent
from scorecard.jobs.errors import UnknownKind
from scorecard.jobs.models import JobState
from scorecard.jobs.selectors import steps_of
from scorecard.jobs.services import ask
from tests.jobs.conftest import NOW

pytestmark = pytest.mark.django_db


def asked(user, **changes):
    wanted = {"kind": "count", "key": "2026-27-Q1", "title": "Counting", "by": user, "at": NOW}
    return ask(**(wanted | changes))


def test_asking_twice_gives_the_same_open_job(count_handler, user):
    assert asked(user) == asked(user)


def test_another_key_is_another_job(count_handler, user):
    assert asked(user) != asked(user, key="2026-27-Q2")


def test_a_second_person_who_asks_is_noted(count_handler, user, neighbour):
    job = asked(user)
    assert asked(neighbour) == job
    assert list(job.also_asked_by.all()) == [neighbour]


def test_a_kind_that_nobody_handles_is_refused_by_name(user):
    with pytest.raises(UnknownKind, match="cuont"):
        asked(user, kind="cuont")


def test_the_job_runs_when_the_transaction_has_committed(
    count_handler, user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(user, arguments={"to": 3})
        assert job.state == JobState.WAITING
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"counted": 3}, 1)
    assert (job.done_steps, job.total_steps, steps_of(job).percent) == (3, 3, 100)


def test_an_ended_job_can_be_asked_for_again(
    count_handler, user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = asked(user)
    assert asked(user) != first


def test_asking_is_on_the_trail(count_handler, user):
    job = asked(user)
    event = AuditEvent.objects.get(subject_id=str(job.pk))
    assert (event.action, event.actor_email) == ("job asked for", user.email)


def test_the_job_carries_the_request_that_asked_for_it(count_handler, user):
    with structlog.contextvars.bound_contextvars(request_id="request-12345"):
        assert asked(user).request_id == "request-12345"


def test_a_broker_that_is_away_does_not_harm_the_asking(
    count_handler, user, django_capture_on_commit_callbacks, monkeypatch
):
    def away(*args, **kwargs):
        raise ConnectionError("broker is away")

    monkeypatch.setattr("scorecard.jobs.tasks.run_job.apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(user)
    job.refresh_from_db()
    assert job.state == JobState.WAITING
