"""Logs as one JSON object a line, each with the id of the request or job it belongs to."""

import contextlib
import datetime as dt
import json as plain_json
import logging
import logging.config

import structlog
import structlog.typing

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


_log = structlog.get_logger("scorecard.requests")
_as_json: list[bool] = []
_NO_LOCK: contextlib.nullcontext[None] = contextlib.nullcontext()


def request_line(method: str, path: str, status: int, request_id: str) -> None:
    """One line for a request. In JSON it is written straight away: what a logger does to come to
    the same line takes as long as everything else about an answer from memory. `request_id` is
    one of `requests.id_for`, so it needs no escaping."""
    handlers = logging.getLogger().handlers
    handler = handlers[0] if handlers and _as_json == [True] else None
    if not isinstance(handler, logging.StreamHandler):
        _log.info("request", method=method, path=path, status=status, request_id=request_id)
        return
    said = plain_json.dumps
    line = (
        f'{{"method": {said(method)}, "path": {said(path)}, "status": {status}, '
        f'"event": "request", "request_id": "{request_id}", "level": "info", '
        f'"logger": "scorecard.requests", "timestamp": "{_now()}"}}\n'
    )
    with handler.lock or _NO_LOCK:
        handler.stream.write(line)
        handler.flush()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z")


def configure(*, json: bool, quiet: bool = False) -> None:
    _as_json[:] = [json and not quiet]
    # Where rich is installed, it would draw every traceback with the values of all variables in it:
    # slowly, and whatever these are.
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    renderer = structlog.processors.JSONRenderer() if json else plain
    last: list[structlog.typing.Processor] = [renderer]
    if json:
        last.insert(0, structlog.processors.format_exc_info)
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": _SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        *last,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "loggers": {
                # It warns that "pgmq://" names no host; the connection string does.
                "kombu.connection": {"level": "ERROR"},
                # It tells each step of each PDF.
                "weasyprint.progress": {"level": "WARNING"},
            },
            "root": {"handlers": ["stderr"], "level": "WARNING" if quiet else "INFO"},
        }
    )
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
