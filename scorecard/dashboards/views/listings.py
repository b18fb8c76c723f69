"""The lists behind the numbers of the overview, on pages and as a file."""

from collections.abc import Callable, Mapping

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.dashboards.asked import Asked
from scorecard.dashboards.presenters import listings
from scorecard.ui.writers import csv_response

PAGE_SIZE = 50
CHANGES_HEADER = (
    "practice",
    "practice name",
    "indicator",
    "name",
    "before",
    "now",
    "value before",
    "value now",
    "chance",
)


@in_commissioner(Permission.SEE_RESULTS)
def practices(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    return _page(request, commissioner, "practices", listings.practice_list)


@in_commissioner(Permission.SEE_RESULTS)
def band_changes(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    return _page(request, commissioner, "band_changes", listings.change_list)


@in_commissioner(Permission.SEE_RESULTS)
def unbanded(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    return _page(request, commissioner, "unbanded", listings.missing_list)


@in_commissioner(Permission.SEE_RESULTS)
def band_changes_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    code = periods.current.run.period.code if periods else "no-results"
    found = listings.change_list(periods, request.GET.dict()).rows if periods else []
    rows = (
        (
            row.code,
            row.name,
            row.indicator,
            row.indicator_name,
            row.before.word,
            row.now.word,
            row.value_before,
            row.value,
            row.verdict,
        )
        for row in found
    )
    return csv_response(f"band-changes-{commissioner.code}-{code}", CHANGES_HEADER, rows)


def _page(
    request: MemberRequest,
    commissioner: Commissioner,
    name: str,
    make: Callable[[BandedPeriods, Mapping[str, str]], listings.Listing],
) -> HttpResponse:
    template = f"dashboards/{name}.html"
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if periods is None:
        return area_page(request, commissioner, template, periods=None)
    given = request.GET.dict()
    listing = make(periods, given)
    page = Paginator(listing.rows, PAGE_SIZE).get_page(Asked(given).page())
    return area_page(
        request, commissioner, template, periods=periods, listing=listing, page_obj=page
    )
