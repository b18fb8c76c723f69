"""Messages to the broker. A message only says "look at this row"; losing one does no harm."""

import functools
from uuid import UUID

import structlog
from celery import current_app
from django.db import transaction

RUN_JOB = "scorecard.jobs.run_job"
HOUSEKEEPING = "scorecard.jobs.keep_house"

log = structlog.get_logger("scorecard.jobs")


def send_on_commit(job_id: UUID) -> None:
    """Send the message once the row is there to be seen."""
    transaction.on_commit(functools.partial(_send, str(job_id)))


def _send(job_id: str) -> None:
    try:
        current_app.tasks[RUN_JOB].apply_async(args=[job_id], retry=False)
    except Exception:
        # Each broker's library raises its own. The row stands, and housekeeping sends again.
        log.exception("the broker took no message", job=job_id)
