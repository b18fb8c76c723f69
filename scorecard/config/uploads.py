"""Middleware: a request larger than any upload may be is answered before it is parsed."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from scorecard.ui.errors import too_large

GetResponse = Callable[[HttpRequest], HttpResponse]

# Where commissioners upload files, which are larger than those of practices.
_COMMISSIONERS = re.compile(r"/area/[^/]+/files/")
# What a form needs around a file that is just within the limit.
_FORM_AROUND_IT = 64 * 1024
# A browser shows the answer only when somebody took what it sends; up to here we do.
_MOST_TO_READ = 8
_CHUNK = 1024 * 1024


class UploadLimitMiddleware:
    """Answers 413 in words. Stands last, so that the page knows who is signed in; Django parses a
    form only after every middleware has had its turn."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= _limit(request) + _FORM_AROUND_IT:
            return self.get_response(request)
        _discard(request)
        return too_large(request)


def _limit(request: HttpRequest) -> int:
    if _COMMISSIONERS.match(request.path_info):
        return max(settings.NATIONAL_UPLOAD_LIMIT_BYTES, settings.UPLOAD_LIMIT_BYTES)
    return settings.UPLOAD_LIMIT_BYTES


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() else 0


def _discard(request: HttpRequest) -> None:
    left = min(_length(request), _limit(request) * _MOST_TO_READ)
    while left > 0 and (chunk := request.read(min(left, _CHUNK))):
        left -= len(chunk)
