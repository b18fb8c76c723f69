"""Real workers on real brokers: whatever happens to workers and messages, a job ends, once.

SCORECARD_TEST_BROKERS chooses the brokers: "pgmq" (the default), "redis" or "pgmq,redis".
"""

import os
import signal
from contextlib import ExitStack

import pytest

from scorecard.audit.models import AuditEvent
from scorecard.jobs.models import JobState
from tests.jobs.workers import Site, kill_group, redis_server, wait_for

BROKERS = os.environ.get("SCORECARD_TEST_BROKERS", "pgmq").split(",")

pytestmark = [pytest.mark.brokers, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=BROKERS)
def site(request, tmp_path):
    with ExitStack() as stack:
        url = "pgmq://"
        if request.param == "redis":
            url = stack.enter_context(redis_server(tmp_path))
        site = Site(url, tmp_path)
        stack.callback(site.stop)
        yield site


def running(job):
    return job.state == JobState.RUNNING


def ended(job):
    return not job.is_open


def effects(job, action="slept"):
    return AuditEvent.objects.filter(action=action, subject_id=str(job.pk)).count()


def test_a_job_whose_worker_is_killed_is_done_by_the_next_worker_once(site):
    first = site.start_worker()
    job = wait_for(site.ask("sleep", seconds=10), running)
    kill_group(first)
    site.start_worker()
    job = wait_for(job, ended)
    assert (job.state, job.attempts, effects(job)) == (JobState.DONE, 2, 1)


def test_a_doubled_message_does_the_job_once(site):
    job = site.ask("sleep", seconds=1, messages=3)
    site.start_worker()
    job = wait_for(job, ended)
    after = wait_for(site.ask("sleep"), lambda job: not job.is_open)
    assert (job.state, job.attempts, effects(job)) == (JobState.DONE, 1, 1)
    assert (after.state, effects(after)) == (JobState.DONE, 1)


def test_a_job_that_kills_its_process_is_parked_and_the_worker_goes_on(site):
    site.start_worker()
    job = wait_for(site.ask("die"), ended)
    assert (job.state, job.attempts) == (JobState.PARKED, 3)
    assert "stopped 3 times" in job.error
    after = wait_for(site.ask("sleep"), ended)
    assert after.state == JobState.DONE


def test_a_job_whose_message_is_lost_is_sent_again(site):
    job = site.ask("sleep")
    site.lose_messages()
    site.start_worker()
    job = wait_for(job, ended)
    assert (job.state, job.attempts, effects(job)) == (JobState.DONE, 1, 1)


def test_a_step_longer_than_the_lease_keeps_its_claim(site):
    site.start_worker()
    job = wait_for(site.ask("sleep", seconds=6), ended)
    assert (job.state, job.attempts, effects(job)) == (JobState.DONE, 1, 1)


def test_progress_shows_while_the_work_is_not_committed(site):
    site.start_worker()
    job = wait_for(site.ask("count", to=6, seconds=0.7), lambda job: job.done_steps >= 2)
    assert (job.state, job.total_steps) == (JobState.RUNNING, 6)
    assert job.message.startswith("Counting")
    assert effects(job, "counted") == 0
    assert effects(wait_for(job, ended), "counted") == 1


def test_the_request_id_follows_into_the_worker(site):
    site.start_worker()
    wait_for(site.ask("sleep"), ended)
    started = [line for line in site.log() if line["event"] == "job started"]
    assert [line["request_id"] for line in started] == ["request-of-the-test"]


def test_an_idle_worker_stops_within_seconds(site):
    worker = site.start_worker()
    wait_for(site.ask("sleep"), ended)
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(timeout=8) == 0
