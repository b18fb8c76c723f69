"""The commissioner's first page."""

from django.http import HttpResponse
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters.overview import before_the_first_run, overview
from scorecard.dashboards.presenters.overview_told import told_overview


@in_commissioner(Permission.SEE_AGGREGATE)
def area(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    granted, today = request.permissions, timezone.localdate()
    if periods is None:
        waiting = before_the_first_run(commissioner, granted, today)
        return area_page(request, commissioner, "dashboards/overview.html", to_do=waiting)
    if Permission.SEE_RESULTS not in granted:
        told = told_overview(commissioner, periods, granted, today)
        return area_page(
            request, commissioner, "dashboards/overview_told.html", periods=periods, told=told
        )
    shown = overview(commissioner, periods, granted, today)
    return area_page(
        request,
        commissioner,
        "dashboards/overview.html",
        periods=periods,
        overview=shown,
        to_do=shown.to_do,
    )
