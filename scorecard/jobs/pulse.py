"""The sign of life of a running job: renews its claim and writes its progress.

It does so in a thread with a connection of its own, so that a long step does not lose the claim
and progress shows at once although the handler's transaction is still open.
"""

import datetime as dt
import socket
import threading
from collections.abc import Callable
from typing import Self

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from psycopg.pq import TransactionStatus

from scorecard.jobs.errors import Cancelled, ClaimLost
from scorecard.jobs.models import Job
from scorecard.jobs.services.claims import Hold, cancel_is_asked, renew
from scorecard.jobs.services.housekeeping import worker_seen

Clock = Callable[[], dt.datetime]
log = structlog.get_logger("scorecard.jobs")

SHOWN_EVERY_SECONDS = 1.0


class Pulse:
    """Context manager that is also the handler's `progress`."""

    def __init__(self, job: Job, clock: Clock) -> None:
        self._job, self._clock = job, clock
        self._latest: tuple[int, int, str] | None = None
        self._stop = threading.Event()
        self._hold = Hold.CANCEL_ASKED if job.cancel_asked_at else Hold.HELD
        self._thread = threading.Thread(target=self._beat, name=f"pulse {job.pk}", daemon=True)

    def __call__(self, done: int, total: int, message: str = "") -> None:
        self._obey(self._hold)
        self._latest = (done, total, message)

    def _obey(self, hold: Hold) -> None:
        if hold == Hold.LOST:
            raise ClaimLost(f"Job {self._job.pk} belongs to another attempt now.")
        if hold == Hold.CANCEL_ASKED:
            raise Cancelled(f"Job {self._job.pk} is to be cancelled.")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        lease = settings.JOB_LEASE_SECONDS
        written, waited, step = None, 0.0, min(SHOWN_EVERY_SECONDS, lease / 4)
        try:
            while not self._stop.wait(step):
                latest, waited = self._latest, waited + step
                if latest != written or waited >= lease / 4:
                    self._renew(latest)
                    written, waited = latest, 0.0
                else:
                    self._listen()
        finally:
            connection.close()

    def _renew(self, latest: tuple[int, int, str] | None) -> None:
        try:
            # A worker whose every process is busy does no housekeeping, but it is alive.
            worker_seen(name=socket.gethostname(), at=self._clock())
            hold = renew(job=self._job, at=self._clock(), progress=latest)
        except DatabaseError:
            log.warning("the claim could not be renewed", exc_info=True)
            connection.close()
            return
        if not self._stop.is_set():
            self._hold = hold

    def _listen(self) -> None:
        """Whoever asks to cancel waits for a second, not for the next renewal."""
        try:
            if cancel_is_asked(self._job):
                self._hold = Hold.CANCEL_ASKED
        except DatabaseError:
            connection.close()


def _is_busy() -> bool:
    """Whether a COPY is under way on this thread's connection: it would wait for itself."""
    held = connection.connection
    return held is not None and held.info.transaction_status == TransactionStatus.ACTIVE


class InlinePulse(Pulse):
    """The same without a thread, for a job run inside the asking process's own transaction."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        if _is_busy():
            return
        self._obey(renew(job=self._job, at=self._clock(), progress=(done, total, message)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        pass
