"""One attempt: what a handler returns or raises, and what the job says afterwards."""

import time

import psycopg
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection
from django.utils import timezone

from scorecard.audit.models import AuditEvent
from scorecard.audit.services import record
from scorecard.jobs.errors import ClaimLost, JobRefused, TryAgain
from scorecard.jobs.models import Job, JobState
from scorecard.jobs.pulse import InlinePulse, Pulse
from scorecard.jobs.running import run
from scorecard.jobs.services import ask, requeue_expired
from tests.jobs.conftest import NOW

pytestmark = pytest.mark.django_db


def after(handle, work, *, atomic=True):
    """The job after one attempt at `work`."""
    handle("work", atomic=atomic)(work)
    job = ask(kind="work", key="1", title="Working", by=None, at=NOW)
    run(job_id=job.pk, clock=timezone.now, pulse=InlinePulse)
    job.refresh_from_db()
    return job


def raising(error):
    def work(job, progress):
        record(action="half done", subject=job, by=None, at=NOW)
        raise error

    return work


def half_done():
    return AuditEvent.objects.filter(action="half done").count()


def test_what_the_handler_returns_is_the_result(handle):
    job = after(handle, lambda job, progress: {"rows": 3})
    assert (job.state, job.result, job.error) == (JobState.DONE, {"rows": 3}, "")


def test_a_refusal_is_shown_as_it_is_and_undoes_the_work(handle):
    job = after(handle, raising(JobRefused("Column C is missing: add it.")))
    assert (job.state, job.error) == (JobState.FAILED, "Column C is missing: add it.")
    assert half_done() == 0


def test_our_own_mistake_apologises_and_undoes_the_work(handle):
    job = after(handle, raising(KeyError("secret column")))
    assert job.state == JobState.FAILED
    assert "on our side" in job.error and str(job.pk) in job.error
    assert "secret" not in job.error
    assert half_done() == 0


def test_a_handler_that_commits_in_steps_keeps_them(handle):
    after(handle, raising(JobRefused("Stopped halfway.")), atomic=False)
    assert half_done() == 1


@pytest.mark.parametrize(
    "error", [TryAgain("away"), OperationalError("away"), psycopg.OperationalError("away")]
)
def test_something_that_was_briefly_away_is_tried_again(handle, error):
    job = after(handle, raising(error))
    assert (job.state, job.attempts, half_done()) == (JobState.WAITING, 1, 0)


def test_work_over_the_time_limit_says_so(handle):
    job = after(handle, raising(SoftTimeLimitExceeded()))
    assert job.state == JobState.FAILED
    assert "longer than it may" in job.error


def test_a_result_that_json_cannot_hold_fails_the_job(handle):
    job = after(handle, lambda job, progress: {"file": object()})
    assert job.state == JobState.FAILED


def test_progress_in_the_middle_of_a_copy_waits_for_nobody(handle):
    def copying(job, progress):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE numbers (number integer)")
            with cursor.copy("COPY numbers FROM STDIN") as copy:
                copy.write("1\n")
                progress(1, 2, "Halfway")
            cursor.execute("SELECT count(*) FROM numbers")
            return {"rows": cursor.fetchone()[0]}

    job = after(handle, copying)
    assert (job.state, job.result) == (JobState.DONE, {"rows": 1})


def test_a_kind_that_is_gone_fails_the_job(handle, monkeypatch):
    handle("gone")(lambda job, progress: None)
    job = ask(kind="gone", key="1", title="Gone", by=None, at=NOW)
    monkeypatch.setattr("scorecard.jobs.registry._handlers", {})
    run(job_id=job.pk, clock=timezone.now, pulse=InlinePulse)
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_work_of_an_attempt_that_lost_its_claim_is_undone(handle):
    def slow(job, progress):
        record(action="half done", subject=job, by=None, at=NOW)
        Job.objects.filter(pk=job.pk).update(claim="00000000-0000-4000-8000-000000000000")
        return {}

    job = after(handle, slow)
    assert (job.state, half_done()) == (JobState.RUNNING, 0)


def test_progress_tells_a_late_attempt_to_stop(handle):
    seen = []

    def slow(job, progress):
        Job.objects.filter(pk=job.pk).update(claim="00000000-0000-4000-8000-000000000000")
        try:
            progress(1, 2)
        except ClaimLost:
            seen.append("stopped")
            raise

    after(handle, slow)
    assert seen == ["stopped"]


def test_two_handlers_of_one_kind_are_a_mistake(handle):
    handle("work")(lambda job, progress: None)
    with pytest.raises(ValueError, match="Two handlers"):
        handle("work")(lambda job, progress: None)


@pytest.mark.django_db(transaction=True)
def test_the_pulse_holds_the_claim_and_shows_progress_from_its_own_connection(
    handle, settings, monkeypatch
):
    settings.JOB_LEASE_SECONDS = 1
    monkeypatch.setattr("scorecard.jobs.queue._send", lambda job_id: None)
    shown = []

    @handle("work")
    def slow(job, progress):
        progress(1, 2, "Halfway")
        time.sleep(1.5)
        shown.append(requeue_expired(at=timezone.now()))
        shown.append(Job.objects.get(pk=job.pk).message)

    job = ask(kind="work", key="pulse", title="Working", by=None, at=timezone.now())
    run(job_id=job.pk, clock=timezone.now, pulse=Pulse)
    job.refresh_from_db()
    assert (shown, job.state) == ([[], "Halfway"], JobState.DONE)
