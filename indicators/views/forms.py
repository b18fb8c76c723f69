"""What views of this app have in common."""

from typing import Any

from django.http import Http404, HttpRequest

from indicators.models import Collection
from indicators.selectors.returns import collection_of
from practices.models import Commissioner


def sent_in(request: HttpRequest, files: bool = False) -> dict[str, Any]:
    """What a form is bound to: nothing until somebody has sent it, even empty."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES} if files else {"data": request.POST}


def whole_numbers(given: list[str]) -> set[int]:
    """The ids among what a form sent; anything else was not made by our page."""
    return {int(number) for number in given if number.isdecimal() and len(number) < 19}


def asked_collection(commissioner: Commissioner, period_code: str) -> Collection:
    """What was asked for in the period; 404 where nothing was."""
    collection = collection_of(commissioner, period_code)
    if collection is None:
        raise Http404("No return was asked for in this period.")
    return collection
