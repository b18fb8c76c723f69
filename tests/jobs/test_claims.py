"""Holding a job: one worker at a time, and a worker that is too late changes nothing."""

import datetime as dt

import pytest

from scorecard.audit.models import AuditEvent
from scorecard.jobs.errors import ClaimLost
from scorecard.jobs.models import JobState
from scorecard.jobs.services import (
    ask,
    claim,
    fail,
    finish,
    put_back,
    refuse,
    renew,
    requeue_expired,
)
from tests.jobs.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=10)


@pytest.fixture
def job(count_handler, user):
    return ask(kind="count", key="1", title="Counting", by=user, at=NOW)


def state(job):
    job.refresh_from_db()
    return job.state


def test_a_job_is_claimed_once(job):
    assert claim(job_id=job.pk, at=NOW).attempts == 1
    assert claim(job_id=job.pk, at=NOW) is None


def test_a_claim_lasts_for_a_lease(job, settings):
    settings.JOB_LEASE_SECONDS = 30
    assert claim(job_id=job.pk, at=NOW).lease_until == NOW + dt.timedelta(seconds=30)


def test_a_job_that_does_not_exist_is_not_claimed(db):
    assert claim(job_id="00000000-0000-4000-8000-000000000000", at=NOW) is None


def test_renewing_moves_the_lease_and_notes_progress(job):
    held = claim(job_id=job.pk, at=NOW)
    assert renew(job=held, at=LATER, progress=(3, 7, "Counting 3"))
    job.refresh_from_db()
    assert job.lease_until > LATER
    assert (job.done_steps, job.total_steps, job.message) == (3, 7, "Counting 3")


def test_an_expired_claim_goes_back_to_the_queue(job):
    claim(job_id=job.pk, at=NOW)
    assert requeue_expired(at=LATER) == [job]
    assert state(job) == JobState.WAITING


def test_a_living_claim_stays(job):
    claim(job_id=job.pk, at=NOW)
    assert requeue_expired(at=NOW) == []


@pytest.mark.parametrize(
    "end",
    [
        lambda job: finish(job=job, result={}, at=LATER),
        lambda job: refuse(job=job, error="No.", at=LATER),
        lambda job: fail(job=job, at=LATER),
        lambda job: put_back(job=job, at=LATER),
    ],
)
def test_a_worker_that_lost_its_claim_cannot_end_the_next_attempt(job, end):
    late = claim(job_id=job.pk, at=NOW)
    requeue_expired(at=LATER)
    current = claim(job_id=job.pk, at=LATER)
    assert not renew(job=late, at=LATER)
    with pytest.raises(ClaimLost):
        end(late)
    assert state(job) == JobState.RUNNING
    assert job.claim == current.claim


def test_three_attempts_that_die_park_the_job_with_a_sentence(job, settings):
    for _ in range(settings.JOB_MAX_ATTEMPTS):
        claim(job_id=job.pk, at=NOW)
        requeue_expired(at=LATER)
    assert state(job) == JobState.PARKED
    assert "stopped 3 times" in job.error
    assert str(job.pk) in job.error
    assert AuditEvent.objects.filter(action="job parked", subject_id=str(job.pk)).count() == 1


def test_a_waiting_job_that_nobody_picked_up_is_sent_again_once_a_lease(
    job, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as sent:
        requeue_expired(at=LATER)
        requeue_expired(at=LATER)
    assert len(sent) == 1


def test_a_refusal_keeps_its_sentence(job):
    refuse(job=claim(job_id=job.pk, at=NOW), error="Row 3 has no code: add one.", at=LATER)
    assert (state(job), job.error) == (JobState.FAILED, "Row 3 has no code: add one.")


def test_an_ended_job_leaves_the_queue_alone(job):
    finish(job=claim(job_id=job.pk, at=NOW), result={"a": 1}, at=NOW)
    assert requeue_expired(at=LATER) == []
    assert (job.is_open, state(job)) == (True, JobState.DONE)
    assert (job.result, job.claim, job.ended_at) == ({"a": 1}, None, NOW)
