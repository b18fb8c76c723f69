"""Writing jobs: asking for one, holding it, ending it, and keeping house after dead workers."""

from scorecard.jobs.services.asking import ask
from scorecard.jobs.services.cancelling import ask_cancel
from scorecard.jobs.services.claims import (
    Hold,
    cancel,
    claim,
    fail,
    finish,
    put_back,
    refuse,
    renew,
)
from scorecard.jobs.services.housekeeping import requeue_expired, worker_seen
from scorecard.jobs.services.materials import leave

__all__ = [
    "Hold",
    "ask",
    "ask_cancel",
    "cancel",
    "claim",
    "fail",
    "finish",
    "leave",
    "put_back",
    "refuse",
    "renew",
    "requeue_expired",
    "worker_seen",
]
