"""Writing jobs: asking for one, holding it, ending it, and keeping house after dead workers."""

from scorecard.jobs.services.asking import ask
from scorecard.jobs.services.claims import claim, fail, finish, put_back, refuse, renew
from scorecard.jobs.services.housekeeping import requeue_expired, worker_seen

__all__ = [
    "ask",
    "claim",
    "fail",
    "finish",
    "put_back",
    "refuse",
    "renew",
    "requeue_expired",
    "worker_seen",
]
