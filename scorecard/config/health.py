"""/healthz: this process lives. /readyz: everything that the site needs answers."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass

import structlog
from celery import current_app
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.services import scanning
from scorecard.accounts.access import public
from scorecard.jobs.selectors import oldest_waiting, worker_last_seen

log = structlog.get_logger("scorecard.health")


@dataclass(frozen=True)
class Finding:
    """`words` say what is wrong and what to look at; `seconds` is an age where there is one."""

    ok: bool
    words: str
    seconds: int | None = None


@public
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"alive": True})


@public
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the site can do its work, else 503 and what is missing."""
    found = findings(timezone.now())
    ready = all(finding.ok for finding in found.values())
    answer = {"ready": ready, **{name: asdict(finding) for name, finding in found.items()}}
    return JsonResponse(answer, status=200 if ready else 503)


def findings(now: dt.datetime) -> dict[str, Finding]:
    found = {
        "database": _asked(_database, "The database does not answer."),
        "broker": _asked(_broker, "The message broker does not answer."),
        "worker": _asked(lambda: _worker(now), "Nobody can tell: the database does not answer."),
        "queue": _asked(lambda: _queue(now), "Nobody can tell: the database does not answer."),
    }
    return {**found, "scanner": _scanner()} if scanning.is_on() else found


def _asked(question: Callable[[], Finding], otherwise: str) -> Finding:
    try:
        return question()
    except Exception:
        # Whatever the driver of a database or broker raises, the page must still answer. What it
        # was is for the log, not for the public.
        log.warning("not ready", reason=otherwise, exc_info=True)
        return Finding(False, otherwise)


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Finding(True, "The database answers.")


def _broker() -> Finding:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    return Finding(True, "The message broker answers.")


def _scanner() -> Finding:
    if reason := scanning.trouble():
        log.warning("the virus scanner does not answer", reason=reason)
        return Finding(False, "The virus scanner does not answer: uploads wait for it.")
    return Finding(True, "The virus scanner answers.")


def _worker(now: dt.datetime) -> Finding:
    seen = worker_last_seen()
    if seen is None:
        return Finding(False, "No worker has been seen yet: start the worker and beat.")
    age = round((now - seen).total_seconds())
    if age > 6 * settings.JOB_HOUSEKEEPING_SECONDS:
        return Finding(False, f"No worker was seen for {age} s: look at the worker and beat.", age)
    return Finding(True, f"A worker was seen {age} s ago.", age)


def _queue(now: dt.datetime) -> Finding:
    since = oldest_waiting()
    if since is None:
        return Finding(True, "No job waits.", 0)
    age = round((now - since).total_seconds())
    if age > settings.JOB_QUEUE_LIMIT_SECONDS:
        return Finding(False, f"A job has waited {age} s: start more workers.", age)
    return Finding(True, f"The oldest job has waited {age} s.", age)
