"""A job in parts: the last part queues the whole again, once; a bad end of one is that of all."""

import datetime as dt

import pytest

from scorecard.jobs.models import Job, JobState, Material
from scorecard.jobs.presenters import job_page
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.registry import Part
from scorecard.jobs.running import run
from scorecard.jobs.services import (
    ask,
    ask_cancel,
    claim,
    fail,
    finish,
    refuse,
    renew,
    requeue_expired,
)
from tests.jobs.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(minutes=10)


@pytest.fixture
def whole(handle, user):
    """A sum of two parts, split and waiting for them."""

    @handle("half")
    def half(job, progress):
        number = int(job.material.content)
        progress(2, 2, f"Doubled {number}")
        Material.objects.filter(job=job).update(content=str(2 * number).encode())

    @handle("sum", atomic=False)
    def add(job, progress):
        parts = list(job.parts.select_related("material").order_by("key"))
        if parts:
            return {"sum": sum(int(part.material.content) for part in parts)}
        return [Part("half", f"Part {one}", 2, str(one).encode()) for one in (3, 4)]

    job = ask(kind="sum", key="1", title="Adding", by=user, at=NOW)
    attempt(job)
    job.refresh_from_db()
    return job


def attempt(job):
    return run(job_id=job.pk, clock=lambda: LATER, pulse=InlinePulse)


def parts(whole):
    return list(whole.parts.order_by("key"))


def state(job):
    job.refresh_from_db()
    return job.state


def test_a_job_is_split_into_jobs_of_its_own(whole):
    assert whole.state == JobState.SPLIT
    assert [part.title for part in parts(whole)] == ["Part 3", "Part 4"]
    assert claim(job_id=whole.pk, at=LATER) is None


def test_messages_of_parts_go_out_together(handle, user, django_capture_on_commit_callbacks):
    handle("half")(lambda job, progress: None)
    handle("sum")(lambda job, progress: [Part("half", "Part", 1, b"") for _ in range(3)])
    job = ask(kind="sum", key="2", title="Adding", by=user, at=NOW)
    with django_capture_on_commit_callbacks() as sent:
        attempt(job)
    assert len(sent) == 1


def test_the_last_part_queues_the_whole_again_once(whole, django_capture_on_commit_callbacks):
    first, second = parts(whole)
    with django_capture_on_commit_callbacks() as sent:
        attempt(second)
    assert (state(whole), len(sent)) == (JobState.SPLIT, 0)
    with django_capture_on_commit_callbacks() as sent:
        attempt(first)
        attempt(first)
    assert (state(whole), len(sent)) == (JobState.WAITING, 1)


def test_the_whole_is_put_together_from_what_the_parts_made(whole):
    for part in parts(whole):
        attempt(part)
    attempt(whole)
    assert (state(whole), whole.result) == (JobState.DONE, {"sum": 14})
    assert not Material.objects.exists()


def test_asking_again_while_parts_are_worked_on_finds_the_same_job(whole, neighbour):
    assert ask(kind="sum", key="1", title="Adding", by=neighbour, at=NOW) == whole


def test_the_page_adds_up_the_parts(whole):
    attempt(parts(whole)[0])
    page = job_page(whole)
    assert (page.heading, page.percent) == ("Working", 50)
    assert page.step == "1 of 2 parts are done."
    held = claim(job_id=parts(whole)[1].pk, at=LATER)
    renew(job=held, at=LATER, progress=(1, 2, "Doubled 4"))
    page = job_page(whole)
    assert (page.percent, page.step) == (75, "1 of 2 parts are done. Doubled 4")


def test_a_part_that_cannot_be_done_ends_the_whole_with_its_sentence(whole):
    first, second = parts(whole)
    refuse(job=claim(job_id=first.pk, at=NOW), error="Level 3 is gone: end it.", at=NOW)
    assert (state(whole), whole.error) == (JobState.FAILED, "Level 3 is gone: end it.")
    assert state(second) == JobState.CANCELLED


def test_a_part_that_keeps_dying_parks_the_whole(whole, settings):
    first, second = parts(whole)
    running = claim(job_id=second.pk, at=NOW + dt.timedelta(days=1))
    for _ in range(settings.JOB_MAX_ATTEMPTS):
        claim(job_id=first.pk, at=NOW)
        requeue_expired(at=LATER)
    assert (state(first), state(whole)) == (JobState.PARKED, JobState.PARKED)
    second.refresh_from_db()
    assert (second.state, second.claim) == (JobState.RUNNING, running.claim)
    assert second.cancel_asked_at is not None


def test_our_own_mistake_in_a_part_is_that_of_the_whole(whole):
    fail(job=claim(job_id=parts(whole)[0].pk, at=NOW), at=NOW)
    assert state(whole) == JobState.FAILED


def test_cancelling_the_whole_cancels_what_waits_and_tells_what_runs(whole, user):
    first, second = parts(whole)
    held = claim(job_id=first.pk, at=NOW)
    assert ask_cancel(job=whole, by=user, at=NOW).state == JobState.CANCELLED
    assert state(second) == JobState.CANCELLED
    first.refresh_from_db()
    assert (first.state, first.cancel_asked_by) == (JobState.RUNNING, user)
    # A part that is done all the same wakes nobody.
    finish(job=held, result={}, at=LATER)
    assert (state(first), state(whole)) == (JobState.DONE, JobState.CANCELLED)


def test_a_job_that_commits_in_steps_looks_first_whether_it_had_ended(handle, user):
    done = []

    @handle("steps", atomic=False)
    def steps(job, progress):
        if not done:
            progress(1, 2)
        return {"found": True}

    job = ask(kind="steps", key="1", title="Steps", by=user, at=NOW)
    for had_ended, expected in ((True, JobState.DONE), (False, JobState.CANCELLED)):
        Job.objects.filter(pk=job.pk).update(
            state=JobState.WAITING, cancel_asked_at=None, ended_at=None, attempts=0
        )
        claim(job_id=job.pk, at=NOW)
        ask_cancel(job=job, by=user, at=NOW)
        assert [one.state for one in requeue_expired(at=LATER)] == [JobState.WAITING]
        done[:] = [1] if had_ended else []
        attempt(job)
        assert state(job) == expected
