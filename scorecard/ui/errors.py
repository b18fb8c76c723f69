"""What people see when something fails: plain words, and what to do next."""

from collections.abc import Mapping

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from scorecard.ui.context import site


class NotFoundInWords(Http404):
    """Not found, and the reader may know why: its one sentence is shown on the page.

    Only for a reader who may see the place itself: "This period is not banded yet."
    Any other Http404 says nothing of what exists. `instead`: what the address would have to ask
    for, and the words of the link that asks for it.
    """

    def __init__(
        self,
        sentence: str,
        *,
        heading: str = "",
        instead: tuple[Mapping[str, str], str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.heading, self.instead = heading, instead


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_large(request)
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said: dict[str, str] = {}
    if isinstance(exception, NotFoundInWords):
        said = {"sentence": str(exception), "heading": exception.heading}
        if exception.instead:
            changes, words = exception.instead
            said |= {"instead": words, "href": _asking(request, changes)}
    return render(request, "404.html", said, status=404)


def _asking(request: HttpRequest, changes: Mapping[str, str]) -> str:
    """This very page, asked for something else; what else was asked for stays."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


def too_long(request: HttpRequest) -> HttpResponse:
    return render(request, "414.html", status=414)


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """In place of Django's page about a missing or wrong CSRF token."""
    return render(request, "csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return _without_the_database(request, "500.html", 500)


def no_room(request: HttpRequest) -> HttpResponse:
    """The disk is full: this machine's, or that of the database."""
    return _without_the_database(request, "507.html", 507)


def _without_the_database(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Without the request's context: the fault may be the database that it needs."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    page = render_to_string(template, {**site(request), "request_id": request_id})
    return HttpResponse(page, status=status)
