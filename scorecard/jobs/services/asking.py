"""Asking for a job."""

import datetime as dt
from typing import Any

import structlog
from django.db import IntegrityError, transaction

from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.jobs.models import Job
from scorecard.jobs.queue import send_on_commit
from scorecard.jobs.registry import handler_for


def ask(
    *,
    kind: str,
    key: str,
    title: str,
    arguments: dict[str, Any] | None = None,
    by: User | None,
    at: dt.datetime,
    next_url: str = "",
) -> Job:
    """Queue a job, or return the open one of this kind and key: asking twice is harmless.

    `title` says what is being done ("Banding 2026-27 Q1"), `arguments` is what JSON can hold,
    `next_url` is where the page leads when the job has ended well. Raises UnknownKind.
    """
    handler_for(kind)
    job = Job(
        kind=kind,
        key=key,
        title=title[:200],
        arguments=arguments or {},
        next_url=next_url,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
        asked_by=by,
        asked_at=at,
        queued_at=at,
    )
    # Two people may ask at once: the database lets one in, and the other finds that row, unless
    # it has ended in between, and then asks again.
    for _ in range(5):
        found = _open_job(kind, key, by) or _added(job, by, at)
        if found is not None:
            return found
    raise RuntimeError(f"The job {kind} {key} keeps starting and ending; ask again.")


@transaction.atomic
def _open_job(kind: str, key: str, by: User | None) -> Job | None:
    job = Job.objects.filter(kind=kind, key=key, state__in=Job.OPEN).first()
    if job is not None and by is not None and by.pk != job.asked_by_id:
        job.also_asked_by.add(by)
    return job


def _added(job: Job, by: User | None, at: dt.datetime) -> Job | None:
    job.full_clean(validate_constraints=False)  # the database decides, without a race
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            record(action="job asked for", subject=job, by=by, at=at, details={"kind": job.kind})
            send_on_commit(job.pk)
    except IntegrityError:
        return None
    return job
