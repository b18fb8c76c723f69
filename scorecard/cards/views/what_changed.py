"""What changed since the last banding, on the page and as a file."""

from django.http import HttpResponse, HttpResponseBase

from indicators.selectors.since_banding import changed_since
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters import what_changed as presenter
from scorecard.cards.selectors.runs import banded_periods
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.SEE_RESULTS)
def what_changed(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    since, reason = request.GET.get("since", ""), request.GET.get("reason", "")
    return area_page(
        request,
        commissioner,
        "cards/what_changed.html",
        periods=periods,
        since="period" if since == "period" else "",
        changed=presenter.what_changed(periods, since, reason) if periods else None,
        waiting=changed_since(periods.current.run) if periods else (),
    )


@in_commissioner(Permission.SEE_RESULTS)
def what_changed_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    since, reason = request.GET.get("since", ""), request.GET.get("reason", "")
    code = periods.current.run.period.code if periods else "no-results"
    rows = presenter.file_rows(periods, since, reason) if periods else iter(())
    return csv_response(f"changed-{commissioner.code}-{code}", presenter.HEADER, rows)
