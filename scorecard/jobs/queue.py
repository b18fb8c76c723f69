"""Messages to the broker. A message only says "look at this row"; losing one does no harm."""

import functools
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from celery import current_app, group
from django.db import transaction

from scorecard.jobs.registry import load_tasks

RUN_JOB = "scorecard.jobs.run_job"
HOUSEKEEPING = "scorecard.jobs.keep_house"

log = structlog.get_logger("scorecard.jobs")


def send_on_commit(job_id: UUID) -> None:
    """Send the message once the row is there to be seen."""
    transaction.on_commit(functools.partial(_send, str(job_id)))


def send_group_on_commit(job_ids: Sequence[UUID]) -> None:
    """The same for jobs that were made together, as one group of Celery's."""
    transaction.on_commit(functools.partial(_send_group, [str(job_id) for job_id in job_ids]))


def _send_group(job_ids: list[str]) -> None:
    task = current_app.tasks[RUN_JOB]
    try:
        group(task.s(job_id) for job_id in job_ids).apply_async(retry=False)
    except Exception:
        log.exception("the broker took no messages", jobs=job_ids)


def ask_on_commit(name: str) -> None:
    """Have a worker run the task of that name, which is no job; the clock has to ask for it too,
    for when the broker takes nothing."""
    transaction.on_commit(functools.partial(_ask, name))


def task_named(name: str) -> Any:
    """A task of any app: a web process or a command has perhaps not met it yet."""
    load_tasks()
    return current_app.tasks[name]


def _ask(name: str) -> None:
    try:
        task_named(name).apply_async(retry=False)
    except Exception:
        log.exception("the broker took no message", task=name)


def _send(job_id: str) -> None:
    try:
        current_app.tasks[RUN_JOB].apply_async(args=[job_id], retry=False)
    except Exception:
        # Each broker's library raises its own. The row stands, and housekeeping sends again.
        log.exception("the broker took no message", job=job_id)
