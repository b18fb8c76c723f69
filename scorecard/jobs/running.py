"""One attempt at a job, from claim to end."""

import gc
from contextlib import nullcontext
from uuid import UUID

import psycopg
import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction

from scorecard.jobs.errors import Cancelled, ClaimLost, JobRefused, TryAgain, is_disk_full
from scorecard.jobs.models import Job
from scorecard.jobs.pulse import Clock, Pulse
from scorecard.jobs.registry import handler_for, load_tasks
from scorecard.jobs.services.claims import cancel, claim, fail, finish, put_back, refuse, split

log = structlog.get_logger("scorecard.jobs")

TOO_LONG = (
    "The work took longer than it may, so it was stopped and nothing was changed. "
    "Ask for a smaller piece of it, or ask your administrator to raise the time limit."
)


def be_ready() -> None:
    """Once in each worker process: meet all work, and never look through it for garbage again.

    What is loaded is there for good; going through it takes longer than to judge an indicator.
    """
    load_tasks()
    gc.collect()
    gc.freeze()


def run(*, job_id: UUID | str, clock: Clock, pulse: type[Pulse] = Pulse) -> Job | None:
    """Claim the job and do it; None when there is nothing to claim."""
    job = claim(job_id=job_id, at=clock())
    if job is None:
        log.info("no job to claim", job=str(job_id))
        return None
    names = {"request_id": job.request_id, "job": str(job.pk), "kind": job.kind}
    with structlog.contextvars.bound_contextvars(**names, attempt=job.attempts):
        log.info("job started")
        try:
            ended = _attempt(job, clock, pulse)
        except ClaimLost:
            log.warning("claim lost; this attempt changes nothing")
            return None
        log.info("job ended", state=ended.state)
        return ended


def _attempt(job: Job, clock: Clock, pulse: type[Pulse]) -> Job:
    try:
        return _work(job, clock, pulse)
    except ClaimLost:
        raise
    except Cancelled:
        return cancel(job=job, at=clock())
    except JobRefused as refusal:
        return refuse(job=job, error=str(refusal), at=clock())
    except (TryAgain, OperationalError, psycopg.OperationalError) as passing:
        log.warning("job put back", reason=str(passing))
        return put_back(job=job, at=clock(), reason=_reason(passing))
    except SoftTimeLimitExceeded:
        return refuse(job=job, error=TOO_LONG, at=clock())
    except Exception:
        log.exception("job failed")
        return fail(job=job, at=clock())


def _reason(passing: Exception) -> str:
    """In words for the page; a database's own words are for the log."""
    if isinstance(passing, TryAgain):
        return str(passing).rstrip(".")
    if is_disk_full(passing):
        return "there is no room left where the data is stored"
    return "the database was away or busy"


def _work(job: Job, clock: Clock, pulse: type[Pulse]) -> Job:
    handler = handler_for(job.kind)
    with pulse(job, clock) as progress, transaction.atomic() if handler.atomic else nullcontext():
        answer = handler.work(job, progress) or {}
        if isinstance(answer, dict):
            return finish(job=job, result=answer, at=clock())
        return split(job=job, parts=answer, at=clock())
