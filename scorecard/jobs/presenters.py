"""What the page of a job says."""

from dataclasses import dataclass

from django.urls import reverse

from scorecard.jobs.models import Job, JobState
from scorecard.jobs.selectors import Steps, steps_of

REFRESH_SECONDS, REFRESH_SECONDS_AT_FIRST = 2, 1
PAUSE = "pause"

HEADINGS = {
    JobState.WAITING: "Waiting to start",
    JobState.RUNNING: "Working",
    JobState.SPLIT: "Working",
    JobState.DONE: "Done",
    JobState.FAILED: "This could not be done",
    JobState.PARKED: "This was stopped",
    JobState.CANCELLED: "Cancelled",
}
TOO_LATE = "The work had ended before it could be cancelled, so what it did stands."


@dataclass(frozen=True)
class JobPage:
    """`percent` is None while nobody knows how much there is to do.

    `cancel_url` and `again_url` are empty where that cannot be asked for.
    """

    title: str
    url: str
    heading: str
    step: str
    percent: int | None
    error: str
    next_url: str
    is_open: bool
    refreshes: bool
    cancel_url: str
    again_url: str
    pause: str = PAUSE
    refresh_seconds: int = REFRESH_SECONDS


def job_page(
    job: Job, *, paused: bool = False, is_young: bool = False, may_ask_again: bool = False
) -> JobPage:
    """`paused`: the reader has asked that the page stay as it is. A young job may end soon."""
    steps = steps_of(job)
    return JobPage(
        title=job.title,
        url=job.get_absolute_url(),
        heading=_heading(job),
        step=_step(job, steps),
        percent=steps.percent,
        error=job.error,
        next_url=job.next_url,
        is_open=job.is_open,
        refreshes=job.is_open and not paused,
        cancel_url=reverse("job-cancel", args=[job.pk]) if _may_be_cancelled(job) else "",
        again_url=reverse("job-again", args=[job.pk])
        if may_ask_again and job.state == JobState.CANCELLED
        else "",
        refresh_seconds=REFRESH_SECONDS_AT_FIRST if is_young else REFRESH_SECONDS,
    )


def _may_be_cancelled(job: Job) -> bool:
    return job.is_open and job.cancel_asked_at is None


def _heading(job: Job) -> str:
    if job.is_open and job.cancel_asked_at:
        return "Being cancelled"
    return HEADINGS[JobState(job.state)]


def _step(job: Job, steps: Steps) -> str:
    if job.state == JobState.DONE:
        return TOO_LATE if job.cancel_asked_at else "The work has ended."
    if job.state == JobState.CANCELLED:
        return f"Cancelled{_asked_by(job)}; nothing was changed."
    if job.state == JobState.SPLIT:
        return f"{steps.parts_done} of {steps.parts} parts are done. {steps.message}".rstrip()
    if job.cancel_asked_at:
        return f"Asked to stop{_asked_by(job)}. It stops at the end of its present step."
    if job.message:
        return job.message
    if job.state == JobState.WAITING:
        return "It starts as soon as a worker is free."
    return "The work has started."


def _asked_by(job: Job) -> str:
    return f" by {job.cancel_asked_by.name}" if job.cancel_asked_by else ""
