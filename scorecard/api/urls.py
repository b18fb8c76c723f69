"""Addresses of open data: they never change, since others keep them."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from practices.access import public
from scorecard.api.operations import api
from scorecard.api.views import files, reading

_edition = "results/<slug:slug>/<str:period>/<int:number>/"


def _opened(pattern: URLPattern) -> URLPattern:
    """An operation as one of our views: it says who it is for, and answers HEAD as GET."""
    operation = pattern.callback

    @wraps(operation)
    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"
        answer: HttpResponseBase = operation(request, *args, **kwargs)
        return answer

    return path(f"api/v1/{pattern.pattern}", public(view), name=pattern.name)


urlpatterns = [
    path("results/<slug:slug>/feed.atom", files.feed_file, name="feed"),
    path(f"{_edition}figures.csv", files.figures_file, name="open-figures"),
    path(f"{_edition}figures.csv-metadata.json", files.metadata_file, name="open-metadata"),
    path(f"{_edition}practices.csv", files.practices_file, name="open-practices"),
    path(f"{_edition}indicators.csv", files.indicators_file, name="open-indicators"),
    path("api/v1/", reading.described, name="api"),
    path("api/v1/openapi.json", reading.openapi, name="openapi"),
    *(
        _opened(one)
        for one in api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ),
]
