"""Open data on other websites: their scripts may read what is published, and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

OPEN_DATA = frozenset(
    {"feed", "open-figures", "open-metadata", "open-practices", "open-indicators", "openapi"}
)
_READ = "ETag, Last-Modified, Link, Content-Disposition, X-Request-Id"


class ElsewhereMiddleware:
    """A browser hands an answer to a script of another website only where the answer says so.

    It never does for who is signed in, and no other website may ask with the cookies of a reader.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method in ("GET", "HEAD") and _is_open(request):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = _READ
        return response


def _is_open(request: HttpRequest) -> bool:
    if any(name in request.COOKIES for name in settings.OUR_COOKIES):
        return False
    name = getattr(request.resolver_match, "url_name", None) or ""
    return name in OPEN_DATA or name.startswith("api-")
