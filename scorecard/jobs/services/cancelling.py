"""Asking that a job be cancelled. A worker that has it learns of it by its pulse."""

import datetime as dt

from django.db import transaction

from scorecard.accounts.models import User
from scorecard.audit.services import record
from scorecard.jobs.models import Job, JobState
from scorecard.jobs.services.ending import ended


@transaction.atomic
def ask_cancel(*, job: Job, by: User | None, at: dt.datetime) -> Job:
    """The job as it is then: told to stop where it runs, else cancelled.

    One that has ended stays as it is, and so does the first request of several.
    """
    held = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if not held.is_open or held.cancel_asked_at is not None:
        return held
    held.cancel_asked_at, held.cancel_asked_by = at, by
    record(action="job cancel asked for", subject=held, by=by, at=at, details={"kind": held.kind})
    if held.state != JobState.RUNNING:
        return ended(held, at, state=JobState.CANCELLED)
    held.save(update_fields=["cancel_asked_at", "cancel_asked_by"])
    return held
