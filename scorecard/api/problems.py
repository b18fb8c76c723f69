"""What is wrong with a request, as JSON in the words of the house."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

WORDS = {
    400: ("The request cannot be read.", "Check the address; /api/v1/ describes every one."),
    404: ("There is no such address, or nothing is public there.", "Start from /api/v1/areas."),
    405: ("Nothing can be changed here.", "Ask with GET."),
    410: ("This edition was withdrawn.", "The list of editions says which one holds."),
    413: ("The request is too large.", "Ask with GET, without a body."),
    414: ("The address is too long.", "Leave out what /api/v1/ does not describe."),
    429: ("There were too many requests.", "Wait a minute, and take the files for everything."),
    500: ("This is a fault of ours.", "Try again later; the header X-Request-Id helps us find it."),
}
_LIMITS = {
    "missing": "Give a value.",
    "int_parsing": "Write a whole number.",
    "int_from_float": "Write a whole number.",
    "int_parsing_size": "Write a smaller number.",
    "greater_than_equal": "Use {ge} or more.",
    "less_than_equal": "Use {le} or less.",
    "string_too_short": "Use at least {min_length} character.",
    "string_too_long": "Use at most {max_length} characters.",
    "string_pattern_mismatch": "Use letters, digits, - and _ only.",
}


class Gone(Exception):
    """The edition was withdrawn; the reader is told why."""


class NoSuch(Exception):
    """Nothing is public there; `what` says of what, never whether it exists."""


def problem(status: int, what: str = "", where: str = "", how: str = "") -> JsonResponse:
    usual = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    said = {"what": what or usual[0], "where": where, "how": how or usual[1]}
    return JsonResponse(said, status=status)


def gone(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(410, str(error))


def no_such(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(404, str(error))


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """The first parameter that is wrong, and what it may be."""
    first = error.errors[0]
    words = _LIMITS.get(first["type"], "See /api/v1/ for what it may be.")
    place = [str(part) for part in first["loc"] if part not in ("query", "path")]
    return problem(
        422,
        "A parameter is not what it has to be.",
        where=".".join(place) or "query",
        how=words.format(**first.get("ctx", {})),
    )


class ProblemMiddleware:
    """Whatever goes wrong below /api/, before or after an operation: never a page of HTML."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        if response.status_code < 400 or is_json or not request.path_info.startswith("/api/"):
            return response
        said = problem(response.status_code)
        if "Allow" in response:
            said["Allow"] = response["Allow"]
        return said
