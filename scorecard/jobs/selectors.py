"""Reading jobs."""

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from scorecard.jobs.models import Job, JobState, WorkerSeen
from scorecard.jobs.registry import rule_of

LOOKS_EVERY_SECONDS = 0.04


def job_for(user: Any, job_id: UUID) -> Job | None:
    """The job, for those who asked for it or may ask for it; None for anybody else."""
    job = Job.objects.filter(pk=job_id).select_related("cancel_asked_by").first()
    if job is None or not (asked_for(user, job) or may_ask(user, job)):
        return None
    return job


def asked_for(user: Any, job: Job) -> bool:
    asked = Q(asked_by_id=user.pk) | Q(also_asked_by=user.pk)
    return Job.objects.filter(asked, pk=job.pk).exists()


def may_ask(user: Any, job: Job) -> bool:
    """Whether this kind of job has a rule by which this person may ask for this one."""
    rule = rule_of(job.kind)
    return rule is not None and rule(job, user)


def may_ask_again(user: Any, job: Job) -> bool:
    """By the rule of its kind; where there is none, whoever asked for it."""
    return may_ask(user, job) if rule_of(job.kind) else asked_for(user, job)


@dataclass(frozen=True)
class Steps:
    """How far a job is; for one in parts, all of them together and the newest message of one."""

    done: int
    total: int
    parts: int
    parts_done: int
    message: str

    @property
    def percent(self) -> int | None:
        """None while nobody knows how much there is to do."""
        return 100 * self.done // self.total if self.total else None


def steps_of(job: Job) -> Steps:
    if job.state != JobState.SPLIT:
        return Steps(job.done_steps, job.total_steps, 0, 0, job.message)
    parts = list(job.parts.order_by("heartbeat_at"))
    ended = [part for part in parts if part.state == JobState.DONE]
    working = [part for part in parts if part.state == JobState.RUNNING and part.message]
    return Steps(
        done=sum(part.total_steps for part in ended) + sum(part.done_steps for part in working),
        total=sum(part.total_steps for part in parts),
        parts=len(parts),
        parts_done=len(ended),
        message=working[-1].message if working else "",
    )


def await_end(job: Job, seconds: float) -> Job:
    """The job as it is when it ends, or `seconds` from now at the latest."""
    end = time.monotonic() + seconds
    while job.is_open and (left := end - time.monotonic()) > 0:
        time.sleep(min(LOOKS_EVERY_SECONDS, left))
        job.refresh_from_db()
    return job


def is_under_way(kind: str, key: str) -> bool:
    """Whether somebody's job of this kind and key has not ended yet."""
    return under_way(kind, key).exists()


def under_way(kind: str, key: str) -> QuerySet[Job]:
    """The same for a page that asks it within another statement."""
    return Job.objects.filter(kind=kind, key=key, state__in=Job.OPEN)


def worker_last_seen() -> dt.datetime | None:
    seen: dt.datetime | None = WorkerSeen.objects.aggregate(at=Max("seen_at"))["at"]
    return seen


def oldest_waiting() -> dt.datetime | None:
    """Since when the job that waits longest has waited."""
    waiting = Job.objects.filter(state=JobState.WAITING)
    since: dt.datetime | None = waiting.aggregate(at=Min("asked_at"))["at"]
    return since
