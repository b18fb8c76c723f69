"""Middleware: an id for every request, and no address with a NUL in it."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.http import Http404, HttpRequest, HttpResponse

_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
log = structlog.get_logger("scorecard.requests")

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Takes the proxy's X-Request-Id or makes one; logs and jobs carry it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        log.info("request", method=request.method, path=request.path, status=response.status_code)
        return response


class NoNulMiddleware:
    """PostgreSQL cannot hold a NUL in a text, so nothing is found at an address with one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404("No address has a NUL in it.")
        return self.get_response(request)
