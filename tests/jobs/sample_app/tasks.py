"""Jobs with one effect each, a row on the trail, so that a test can count how often it happened."""

import os
import signal
import time

from django.utils import timezone

from scorecard.audit.services import record
from scorecard.jobs.registry import handles


@handles("sleep")
def sleep(job, progress):
    """Sleeps in one go: no progress, so only the pulse holds the claim."""
    record(action="slept", subject=job, by=None, at=timezone.now(), details={"pid": os.getpid()})
    time.sleep(job.arguments.get("seconds", 0))
    return {"pid": os.getpid()}


@handles("count")
def count(job, progress):
    """Counts slowly and says so."""
    for number in range(1, job.arguments["to"] + 1):
        progress(number, job.arguments["to"], f"Counting {number}")
        time.sleep(job.arguments["seconds"])
    record(action="counted", subject=job, by=None, at=timezone.now())


@handles("die")
def die(job, progress):
    """Takes its own process with it, every time."""
    os.kill(os.getpid(), signal.SIGKILL)
