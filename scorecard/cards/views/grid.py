"""The grid of practices by indicators, on the page and as a file."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.certainty import closeness
from scorecard.cards.presenters.grid import grid as grid_of
from scorecard.cards.presenters.levels import overall_rule
from scorecard.cards.selectors.export import HEADER, result_rows
from scorecard.cards.selectors.runs import banded_periods, practices_with_results
from scorecard.cards.selectors.versions import items_of
from scorecard.ui.writers import csv_response, xlsx_response

PAGE_SIZE = 100
SORTS = {"name": "name", "best": "highest score first", "worst": "lowest score first"}
FILES = {"csv": csv_response, "xlsx": xlsx_response}


@in_commissioner(Permission.SEE_RESULTS)
def grid(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if periods is None:
        return area_page(request, commissioner, "cards/grid.html", periods=None)
    sort = request.GET.get("sort", "name")
    page = _page_number(request)
    only_close = "close" in request.GET
    practices = practices_with_results(periods.current, sort, only_close=only_close)
    rows = practices[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] or practices[:PAGE_SIZE]
    version = periods.current.version
    shown = grid_of(version, list(items_of(version)), rows, timezone.localdate())
    return area_page(
        request,
        commissioner,
        "cards/grid.html",
        periods=periods,
        grid=shown,
        overall_rule=overall_rule(version),
        by_reds=version.overall_by != "score",
        sort=sort if sort in SORTS else "name",
        sorts=SORTS.items(),
        **closeness(periods.current.run, shown.rows, only_close),
        page_obj=Paginator(range(shown.total), PAGE_SIZE).get_page(page),
    )


@in_commissioner(Permission.SEE_RESULTS)
def grid_file(request: MemberRequest, commissioner: Commissioner, kind: str) -> HttpResponseBase:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    name = f"{commissioner.code}-{periods.current.run.period.code}" if periods else "no-results"
    rows = result_rows(periods.current, timezone.localdate()) if periods else iter(())
    return FILES[kind](name, HEADER, rows)


def _page_number(request: MemberRequest) -> int:
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), 100_000) if text.isascii() and text.isdigit() else 1
