"""Middleware: how public pages may be kept by others, and whether a reader's copy still holds.

Nobody may show a kept copy without asking us first ("no-cache"): an edition that was withdrawn is
gone from every cache at the next request. Asking costs little. The tag is made from the bytes, so
it changes when they do, for whatever reason, and only then; a file too long for that has a tag
from its view. Dates decide nothing: two changes may fall into one second.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

GetResponse = Callable[[HttpRequest], HttpResponse]

EVERYBODYS = "public, no-cache"
KEPT = ("200", "410")  # of other answers nothing is kept
_WITH_304 = ("Cache-Control", "ETag", "Last-Modified", "Vary", "Access-Control-Allow-Origin")


class FrozenMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD") or not is_public_address(request.path_info):
            return response
        response.setdefault("Cache-Control", _cache_control(request, response))
        if response.status_code == 200 and not response.streaming:
            response.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
        return _unchanged(response) if _is_held(request, response) else response


def is_public_address(path: str) -> bool:
    """Whether anybody reads here; `path` as in a request, without its query."""
    return path == "/" or path.startswith(settings.PUBLIC_ADDRESSES)


def _cache_control(request: HttpRequest, response: HttpResponse) -> str:
    if str(response.status_code) not in KEPT:
        return "no-cache"
    own = any(name in request.COOKIES for name in settings.OUR_COOKIES)
    return "private, no-cache" if own else EVERYBODYS


def _is_held(request: HttpRequest, response: HttpResponse) -> bool:
    given = request.headers.get("If-None-Match", "")
    tag = response.headers.get("ETag", "")
    if not given or not tag or response.status_code != 200:
        return False
    return given.strip() == "*" or tag in {one.removeprefix("W/") for one in parse_etags(given)}


def _unchanged(response: HttpResponse) -> HttpResponse:
    answer = HttpResponseNotModified()
    for name in _WITH_304:
        if name in response:
            answer[name] = response[name]
    response.close()
    return answer
