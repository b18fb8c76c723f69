"""Middleware: an id for every request; no NUL in an address, and none without end."""

import os
import re
from collections.abc import Callable

import structlog
from django.http import Http404, HttpRequest, HttpResponse

from scorecard.config.logs import request_line
from scorecard.ui.errors import too_long

_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

UNREADABLE = "%EF%BF%BD"  # what browsers show for what cannot be read
LONGEST_QUERY = 16_000  # characters; room for hundreds of filters

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Takes the proxy's X-Request-Id or makes one; logs and jobs carry it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = new_request(request.headers.get("X-Request-Id", ""))
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        request_line(str(request.method), request.path, response.status_code, request_id)
        return response


def id_for(given: str) -> str:
    """The proxy's own id where it is harmless, else a new one."""
    return given if given and _SAFE_ID.fullmatch(given) else os.urandom(16).hex()


def new_request(given: str) -> str:
    """The id under which everything is logged from now on."""
    request_id = id_for(given)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    return request_id


class AddressMiddleware:
    """PostgreSQL cannot hold a NUL in a text: nothing is found at an address with one, and in a
    query another character stands in its place. What is longer than any choice of filters is
    answered before it is parsed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            # The page repeats its own address, which need not be so long.
            request.META["QUERY_STRING"] = ""
            return too_long(request)
        if "\0" in request.path:
            raise Http404("No address has a NUL in it.")
        if "\0" in query or "%00" in query:
            request.META["QUERY_STRING"] = query.replace("\0", UNREADABLE).replace(
                "%00", UNREADABLE
            )
        return self.get_response(request)
