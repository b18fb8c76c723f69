"""What the page of a job says."""

from dataclasses import dataclass

from scorecard.jobs.models import Job, JobState

REFRESH_SECONDS, REFRESH_SECONDS_AT_FIRST = 2, 1
PAUSE = "pause"

HEADINGS = {
    JobState.WAITING: "Waiting to start",
    JobState.RUNNING: "Working",
    JobState.DONE: "Done",
    JobState.FAILED: "This could not be done",
    JobState.PARKED: "This was stopped",
}


@dataclass(frozen=True)
class JobPage:
    """`percent` is None while nobody knows how much there is to do."""

    title: str
    heading: str
    step: str
    percent: int | None
    error: str
    next_url: str
    is_open: bool
    refreshes: bool
    pause: str = PAUSE
    refresh_seconds: int = REFRESH_SECONDS


def job_page(job: Job, *, paused: bool = False, is_young: bool = False) -> JobPage:
    """`paused`: the reader has asked that the page stay as it is. A young job may end soon."""
    return JobPage(
        title=job.title,
        heading=HEADINGS[JobState(job.state)],
        step=_step(job),
        percent=job.percent if job.total_steps else None,
        error=job.error,
        next_url=job.next_url,
        is_open=job.is_open,
        refreshes=job.is_open and not paused,
        refresh_seconds=REFRESH_SECONDS_AT_FIRST if is_young else REFRESH_SECONDS,
    )


def _step(job: Job) -> str:
    if job.state == JobState.DONE:
        return "The work has ended."
    if job.message:
        return job.message
    if job.state == JobState.WAITING:
        return "It starts as soon as a worker is free."
    return "The work has started."
