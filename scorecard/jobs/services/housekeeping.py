"""What has to happen when a worker dies or a message is lost."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from scorecard.jobs.models import Job, JobState, WorkerSeen
from scorecard.jobs.queue import send_on_commit
from scorecard.jobs.services.claims import lease, release


@transaction.atomic
def requeue_expired(*, at: dt.datetime) -> list[Job]:
    """Release jobs whose worker gave no sign of life, and send again for those that wait long.

    A second message for a job that waits in a long queue is harmless: it finds nothing to claim.
    """
    expired = Q(state=JobState.RUNNING, lease_until__lt=at)
    unheard = Q(state=JobState.WAITING, queued_at__lt=at - lease())
    locked = Job.objects.select_for_update(skip_locked=True, of=("self",))
    return [_again(job, at) for job in locked.filter(expired | unheard).order_by("asked_at")]


@transaction.atomic
def worker_seen(*, name: str, at: dt.datetime) -> None:
    """A sign of life of one worker; those gone for a day are forgotten."""
    WorkerSeen.objects.update_or_create(name=name, defaults={"seen_at": at})
    WorkerSeen.objects.filter(seen_at__lt=at - dt.timedelta(days=1)).delete()


def _again(job: Job, at: dt.datetime) -> Job:
    if job.state == JobState.RUNNING:
        job = release(job, at)
    else:
        job.queued_at = at
        job.save(update_fields=["queued_at"])
    if job.is_open:
        send_on_commit(job.pk)
    return job
