"""Reading jobs."""

import datetime as dt
import time
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q

from scorecard.jobs.models import Job, JobState, WorkerSeen

LOOKS_EVERY_SECONDS = 0.04


def job_for(user: Any, job_id: UUID) -> Job | None:
    """The job, for one of those who asked for it; None for anybody else."""
    asked = Q(asked_by_id=user.pk) | Q(also_asked_by=user.pk)
    return Job.objects.filter(asked, pk=job_id).distinct().first()


def await_end(job: Job, seconds: float) -> Job:
    """The job as it is when it ends, or `seconds` from now at the latest."""
    end = time.monotonic() + seconds
    while job.is_open and (left := end - time.monotonic()) > 0:
        time.sleep(min(LOOKS_EVERY_SECONDS, left))
        job.refresh_from_db()
    return job


def worker_last_seen() -> dt.datetime | None:
    seen: dt.datetime | None = WorkerSeen.objects.aggregate(at=Max("seen_at"))["at"]
    return seen


def oldest_waiting() -> dt.datetime | None:
    """Since when the job that waits longest has waited."""
    waiting = Job.objects.filter(state=JobState.WAITING)
    since: dt.datetime | None = waiting.aggregate(at=Min("asked_at"))["at"]
    return since
