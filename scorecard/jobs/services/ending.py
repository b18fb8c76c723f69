"""The end of a job, and what the end of one part means for the whole.

Whoever ends a part holds the lock of the whole first. So of two parts that end at once one is the
last, and the whole is queued again once, whatever the broker does.
"""

import datetime as dt
from typing import Any

from scorecard.audit.services import record
from scorecard.jobs.models import Job, JobState, Material
from scorecard.jobs.queue import send_on_commit


def ended(job: Job, at: dt.datetime, **changes: Any) -> Job:
    """End a locked job, in the transaction that locked it."""
    for name, value in changes.items():
        setattr(job, name, value)
    job.claim = job.lease_until = None
    job.ended_at = at
    job.save()
    record(action=f"job {job.state}", subject=job, by=None, at=at, details={"kind": job.kind})
    if job.parent_id is not None:
        _tell(Job.objects.select_for_update(of=("self",)).get(pk=job.parent_id), job, at)
    stop_parts(job, at)
    Material.objects.filter(job__parent=job).delete()
    return job


def _tell(whole: Job, part: Job, at: dt.datetime) -> None:
    """One part has ended: the whole goes on when it was the last, and ends when it ended badly."""
    if whole.state != JobState.SPLIT:
        return
    if part.state != JobState.DONE:
        ended(whole, at, state=part.state, error=part.error)
    elif not whole.parts.exclude(state=JobState.DONE).exists():
        whole.state, whole.queued_at = JobState.WAITING, at
        whole.message = "All parts are done. They are put together."
        whole.save()
        send_on_commit(whole.pk)


def stop_parts(whole: Job, at: dt.datetime) -> None:
    """Parts of a job that has ended: those that wait end too, those that run are told."""
    open_ones = whole.parts.select_for_update(of=("self",)).filter(state__in=Job.OPEN)
    for part in open_ones.order_by("pk"):
        part.cancel_asked_at, part.cancel_asked_by = at, whole.cancel_asked_by
        if part.state == JobState.RUNNING:
            part.save(update_fields=["cancel_asked_at", "cancel_asked_by"])
        else:
            ended(part, at, state=JobState.CANCELLED)
