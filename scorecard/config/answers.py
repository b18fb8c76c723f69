"""Whether the database and the broker answer, asked before anything is started.

`python -m scorecard.config.answers` ends with one sentence and exit code 1 where they do not, or
where a setting is wrong. No sentence repeats a password.
"""

import os
import sys
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from kombu.connection import Connection

from scorecard.config.broker import connection_string

SECONDS = 4


def database_trouble(database: dict[str, Any]) -> str:
    """'' when the PostgreSQL server of these Django settings answers, else what is wrong."""
    try:
        psycopg.connect(connection_string(database), connect_timeout=SECONDS).close()
    except psycopg.Error as error:
        return (
            f"DATABASE_URL names the PostgreSQL server at {_place(database)}, but no connection "
            f"comes about ({_reason(error)}). Start that server or mend DATABASE_URL."
        )
    return ""


def broker_trouble(url: str, options: dict[str, Any]) -> str:
    """'' when Redis at `url` answers, else what is wrong. pgmq:// is the database itself."""
    if not url.startswith("redis"):
        return ""
    quick = {**options, "socket_connect_timeout": SECONDS, "socket_timeout": SECONDS}
    try:
        # kombu has no types
        with Connection(url, transport_options=quick) as broker:  # type: ignore[no-untyped-call]
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDS)
    except Exception as error:
        # Redis, kombu and the socket below them each have errors of their own.
        return (
            f"CELERY_BROKER_URL names the broker at {_server(url)}, but no connection comes about "
            f"({_reason(error)}). Start that broker, mend CELERY_BROKER_URL, or leave it out: "
            "then PostgreSQL is the broker."
        )
    return ""


def _place(database: dict[str, Any]) -> str:
    options = database.get("OPTIONS", {})
    host = database.get("HOST") or options.get("host") or "the local socket"
    return f"{host}:{database.get('PORT') or options.get('port') or 5432}"


def _server(url: str) -> str:
    """Scheme, host and port: the rest may be secret."""
    parts = urlsplit(url)
    try:
        port = parts.port or 6379
    except ValueError:
        return "an address that cannot be read"
    return f"{parts.scheme}://{parts.hostname or 'localhost'}:{port}"


def _reason(error: Exception) -> str:
    """The end of the driver's own first line, which is where it says why."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return " ".join(lines[0].rsplit("failed: ", 1)[-1].split()).rstrip(".")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scorecard.config.settings")
    from django.conf import settings

    try:
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS  # type: ignore[misc]
        trouble = database_trouble(settings.DATABASES["default"])
        trouble = trouble or broker_trouble(settings.CELERY_BROKER_URL, options)
    except ImproperlyConfigured as error:
        trouble = str(error)
    if trouble:
        print(trouble, file=sys.stderr)
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
