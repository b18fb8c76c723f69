"""What Celery calls. Both tasks are harmless when called late, twice or for nothing."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from scorecard.jobs import services
from scorecard.jobs.pulse import InlinePulse, Pulse
from scorecard.jobs.queue import HOUSEKEEPING, RUN_JOB
from scorecard.jobs.running import run


@shared_task(name=RUN_JOB, bind=True)  # type: ignore[untyped-decorator]
def run_job(task: Any, job_id: str) -> None:
    pulse = InlinePulse if task.request.is_eager else Pulse
    run(job_id=job_id, clock=timezone.now, pulse=pulse)


@shared_task(name=HOUSEKEEPING, bind=True)  # type: ignore[untyped-decorator]
def keep_house(task: Any) -> None:
    """Every few seconds: a sign of life, and work left by dead workers back in the queue."""
    services.worker_seen(name=task.request.hostname or "here", at=timezone.now())
    services.requeue_expired(at=timezone.now())
