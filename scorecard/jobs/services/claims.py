"""Holding a job and ending it. Every write names the claim, so a late worker changes nothing."""

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from scorecard.jobs.errors import ClaimLost
from scorecard.jobs.models import Job, JobState, Material
from scorecard.jobs.queue import send_group_on_commit
from scorecard.jobs.registry import Part, is_atomic
from scorecard.jobs.services.ending import ended

PARKED = (
    "The work stopped {attempts} times before it could end{why}, so it is not tried again. "
    "Ask for it once more; if it stops again, tell your administrator the reference {reference}."
)


class Hold(enum.IntEnum):
    """What a worker learns when it renews its claim. Only a lost one is false."""

    LOST = 0
    HELD = 1
    CANCEL_ASKED = 2


@transaction.atomic
def claim(*, job_id: UUID | str, at: dt.datetime) -> Job | None:
    """Take a waiting job for this worker; None when it is not there to be taken.

    That is how a late or doubled message does nothing.
    """
    waiting = Job.objects.select_for_update(skip_locked=True, of=("self",))
    job = waiting.filter(pk=job_id, state=JobState.WAITING).first()
    if job is None:
        return None
    job.state = JobState.RUNNING
    job.attempts += 1
    job.claim = uuid4()
    job.started_at = job.heartbeat_at = at
    job.lease_until = at + lease()
    job.done_steps = 0
    if job.parent_id is None:  # of a part it is known beforehand
        job.total_steps = 0
    job.message = ""
    job.save()
    return job


def renew(*, job: Job, at: dt.datetime, progress: tuple[int, int, str] | None = None) -> Hold:
    """Hold the claim for another lease and note `progress` (done, total, message)."""
    changes: dict[str, Any] = {"lease_until": at + lease(), "heartbeat_at": at}
    if progress is not None:
        done, total, message = progress
        changes |= {"done_steps": done, "total_steps": total, "message": message[:300]}
    held = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    if held.update(**changes) == 0:
        return Hold.LOST
    return Hold.CANCEL_ASKED if cancel_is_asked(job) else Hold.HELD


def cancel_is_asked(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, cancel_asked_at__isnull=False).exists()


def finish(*, job: Job, result: dict[str, Any], at: dt.datetime) -> Job:
    """The work is done. Raises ClaimLost, which rolls back work in the same transaction."""
    return _end(job, at, state=JobState.DONE, result=result)


def refuse(*, job: Job, error: str, at: dt.datetime) -> Job:
    """The person who asked can mend it: `error` says how. Raises ClaimLost."""
    return _end(job, at, state=JobState.FAILED, error=error)


@transaction.atomic
def split(*, job: Job, parts: Sequence[Part], at: dt.datetime) -> Job:
    """Leave the work to a job for each part; the last to end queues this one again.

    Raises ClaimLost. The messages are sent as one group.
    """
    whole = _held(job)
    made = [
        Job(
            kind=part.kind,
            key=f"{whole.pk}:{number:05}",
            title=part.title[:200],
            parent=whole,
            arguments=part.arguments,
            total_steps=part.steps,
            request_id=whole.request_id,
            asked_at=at,
            queued_at=at,
        )
        for number, part in enumerate(parts, start=1)
    ]
    Job.objects.bulk_create(made)
    Material.objects.bulk_create(
        Material(job=one, content=part.material) for one, part in zip(made, parts, strict=True)
    )
    whole.state, whole.claim, whole.lease_until = JobState.SPLIT, None, None
    # The attempts so far were at planning. Putting together has as many of its own.
    whole.attempts, whole.message = 0, ""
    whole.save()
    send_group_on_commit([one.pk for one in made])
    return whole


def fail(*, job: Job, at: dt.datetime) -> Job:
    """Our mistake. The page apologises and gives the reference of the log. Raises ClaimLost."""
    error = (
        "Something went wrong on our side and nothing was changed. Ask again; if it happens "
        f"again, tell your administrator the reference {job.pk}."
    )
    return _end(job, at, state=JobState.FAILED, error=error)


def cancel(*, job: Job, at: dt.datetime) -> Job:
    """The worker stopped because it was asked to. Raises ClaimLost."""
    return _end(job, at, state=JobState.CANCELLED)


@transaction.atomic
def put_back(*, job: Job, at: dt.datetime, reason: str = "") -> Job:
    """Let another attempt have it after a lease, or park it. Raises ClaimLost.

    `reason`: what stopped it, as the middle of a sentence that the page shows.
    """
    return release(_held(job), at, reason)


def release(job: Job, at: dt.datetime, reason: str = "") -> Job:
    """Queue a locked, running job again, or park it after too many attempts.

    One that somebody asked to cancel ends here, if all that its attempt did was rolled back.
    Another looks once more whether the work had ended, and stops at its first sign of progress.
    """
    if job.cancel_asked_at is not None and is_atomic(job.kind):
        return ended(job, at, state=JobState.CANCELLED)
    if job.attempts >= settings.JOB_MAX_ATTEMPTS:
        return ended(job, at, state=JobState.PARKED, error=_parked(job, reason))
    job.state, job.claim, job.lease_until = JobState.WAITING, None, None
    job.queued_at = at
    job.message = f"Waiting to be tried again{f': {reason}' if reason else ''}."[:300]
    job.save()
    return job


def lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _parked(job: Job, reason: str) -> str:
    why = f" ({reason})" if reason else ""
    return PARKED.format(attempts=job.attempts, why=why, reference=job.pk)


@transaction.atomic
def _end(job: Job, at: dt.datetime, **changes: Any) -> Job:
    return ended(_held(job), at, **changes)


def _held(job: Job) -> Job:
    """The row itself, locked, if this worker's claim still holds. Its whole is locked before it."""
    if job.parent_id is not None:
        Job.objects.select_for_update(of=("self",)).get(pk=job.parent_id)
    held = Job.objects.select_for_update(of=("self",)).filter(
        pk=job.pk, claim=job.claim, state=JobState.RUNNING
    )
    found = held.first()
    if found is None:
        raise ClaimLost(f"Job {job.pk} belongs to another attempt now.")
    return found
