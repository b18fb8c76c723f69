"""How far bands and ranks hang on the weights, on the page and as a file."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.robustness import HEADER, robustness_view
from scorecard.cards.selectors.versions import find_version
from scorecard.ui.writers import csv_response, xlsx_response

PAGE_SIZE = 200
FILES = {"csv": csv_response, "xlsx": xlsx_response}


@in_commissioner(Permission.SEE_RESULTS)
def robustness(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    shown = robustness_view(version, request.GET.get("period", ""), request.permissions)
    page = Paginator(shown.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return area_page(
        request,
        commissioner,
        "cards/robustness.html",
        robust=shown,
        periods=shown.periods,
        page_obj=page,
    )


@in_commissioner(Permission.SEE_RESULTS)
def robustness_file(
    request: MemberRequest, commissioner: Commissioner, pk: int, kind: str
) -> HttpResponseBase:
    version = find_version(commissioner, pk)
    shown = robustness_view(version, request.GET.get("period", ""), request.permissions)
    code = shown.periods.current.run.period.code if shown.periods else "no-results"
    return FILES[kind](f"robustness-{commissioner.code}-{code}", HEADER, shown.file_rows)
