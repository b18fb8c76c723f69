"""What the worker does for this app."""

from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Run
from indicators.services import (
    certainty,
    digests,
    evidence,
    loading,
    looking,
    reminders,
    returns,
    splitting,
    urgent_telling,
    window_notices,
)
from scorecard.jobs.errors import JobRefused
from scorecard.jobs.models import Job
from scorecard.jobs.registry import Progress, handles
from scorecard.jobs.services import ask, leave


@handles("check_file")
def check_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Files are read in a child of the worker and never in a web process."""
    file = returns.check_file(
        file_id=job.arguments["file"], by=job.asked_by, at=timezone.now(), progress=progress
    )
    return {"file": file.pk, "state": file.state}


@handles("remind", atomic=False)
def remind(job: Job, progress: Progress) -> dict[str, Any]:
    """Each message is a transaction of its own: another attempt goes on where this one stopped."""
    done = reminders.send_reminders(at=timezone.now(), progress=progress)
    sent = digests.send_weekly_digests(at=timezone.now())
    windows = window_notices.tell_of_windows(at=timezone.now())
    counts = {"sent": done.sent, "nobody": done.nobody, "failed": done.failed}
    return counts | {"digests": sent, "windows": windows}


@shared_task(name="indicators.remind")  # type: ignore[untyped-decorator]
def remind_today() -> None:
    """Once a day, by the clock of beat."""
    now = timezone.now()
    today = timezone.localdate(now)
    ask(
        kind="remind",
        key=str(today),
        title=f"Reminders of {today:%-d %B %Y}",
        by=None,
        at=now,
    )


@shared_task(name=urgent_telling.TELL)  # type: ignore[untyped-decorator]
def tell_urgently() -> None:
    """When something urgent came, and every few minutes for what could not be sent then. No job:
    a job has a page, and this is in confidence."""
    urgent_telling.tell_of_signals(at=timezone.now())


@handles("examine_evidence")
def examine_evidence(job: Job, progress: Progress) -> dict[str, Any]:
    """The same for a file that stands beside a figure or a query."""
    examined = evidence.examine_evidence(
        evidence_id=job.arguments["evidence"],
        by=job.asked_by,
        at=timezone.now(),
        progress=progress,
    )
    return {"evidence": examined.pk, "state": examined.state}


@handles(splitting.KIND)
def band_part(job: Job, progress: Progress) -> dict[str, Any]:
    """Some definitions of a run that is split; the table and the end of the job are one."""
    content = bytes(job.material.content)
    try:
        part, made = splitting.judge_part(content=content, at=timezone.now(), progress=progress)
    except ValidationError as error:
        raise JobRefused(" ".join(error.messages)) from error
    leave(job=job, content=made)
    return {"part": part.pk}


@shared_task(name="indicators.drop_orphans")  # type: ignore[untyped-decorator]
def drop_orphans() -> None:
    """Now and then: tables of runs that were cancelled, or could not be put together."""
    splitting.drop_orphans()


@handles("load_file")
def load_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Everything that a commissioner's file brings."""
    return _of_file(loading.load_file, job, progress)


@handles("look_at_file")
def look_at_file(job: Job, progress: Progress) -> dict[str, Any]:
    """How a file that nobody knows seems to be laid out."""
    return _of_file(looking.look_at_file, job, progress)


@handles("preview_file")
def preview_file(job: Job, progress: Progress) -> dict[str, Any]:
    """What a layout makes of the first rows of a file."""
    return _of_file(looking.preview_file, job, progress)


def _of_file(work: Callable[..., Any], job: Job, progress: Progress) -> dict[str, Any]:
    file = work(
        file_id=job.arguments["file"], by=job.asked_by, at=timezone.now(), progress=progress
    )
    return {"file": file.pk, "state": file.state}


@handles(certainty.KIND)
def work_out_certainty(job: Job, progress: Progress) -> dict[str, Any]:
    """The second pass over a run; nothing to do where the run was pruned meanwhile."""
    run = Run.objects.filter(pk=job.arguments["run"]).select_related("commissioner").first()
    if run is None:
        return {"parts": 0}
    parts = certainty.work_out_certainty(
        run=run, by=job.asked_by, at=timezone.now(), progress=progress
    )
    return {"parts": parts}
