"""The grid of practices by indicators, on the page and as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.export import HEADER, result_rows
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters.grid_file import grid_file as file_of
from scorecard.dashboards.presenters.grid_page import grid_page
from scorecard.ui.words import TOO_CLOSE
from scorecard.ui.writers import csv_response, xlsx_response

FILES = {"csv": csv_response, "xlsx": xlsx_response}
NOTHING = "no-results"


@in_commissioner(Permission.SEE_RESULTS)
def grid(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if periods is None:
        return area_page(request, commissioner, "dashboards/grid.html", periods=None)
    base = reverse("area", args=[commissioner.code])
    shown = grid_page(periods, request.GET, base, timezone.localdate(), request.user)
    return area_page(
        request,
        commissioner,
        "dashboards/grid.html",
        periods=periods,
        grid=shown,
        too_close=TOO_CLOSE,
    )


@in_commissioner(Permission.SEE_RESULTS)
def grid_file(request: MemberRequest, commissioner: Commissioner, kind: str) -> HttpResponseBase:
    """What the page shows, with the same filters, order and columns."""
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if periods is None:
        return FILES[kind](NOTHING, ["practice code", "practice"], iter(()))
    header, rows = file_of(periods, request.GET, timezone.localdate(), request.user)
    name = f"{commissioner.code}-{periods.current.run.period.code}-grid"
    return FILES[kind](name, header, rows)


@in_commissioner(Permission.SEE_RESULTS)
def results_file(request: MemberRequest, commissioner: Commissioner, kind: str) -> HttpResponseBase:
    """Every result in long form, for analysts' own tools."""
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    name = f"{commissioner.code}-{periods.current.run.period.code}" if periods else NOTHING
    rows = result_rows(periods.current, timezone.localdate()) if periods else iter(())
    return FILES[kind](name, HEADER, rows)
