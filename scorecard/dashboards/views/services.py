"""Services of an area, on the page and as a file."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters import service_file
from scorecard.dashboards.presenters.service_detail import detail_of
from scorecard.dashboards.presenters.services import offer_rows, services_of, uptake_rows
from scorecard.ui.writers import csv_response

MOST_CHOSEN = 100


@in_commissioner(Permission.SEE_RESULTS)
def services(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    shown: dict[str, Any] = {"periods": periods}
    if periods:
        found = services_of(periods, _wanted(request))
        detail, note = detail_of(found, request.GET.get("of", ""))
        chosen = [one.code for one in found.choices if one.chosen]
        shown |= {
            "services": found,
            "offers": offer_rows(found),
            "uptakes": uptake_rows(found),
            "detail": detail,
            "notes": (*found.notes, note) if note else found.notes,
            "query": urlencode(
                {"period": periods.current.run.period.code, "service": chosen}, doseq=True
            ),
        }
    return area_page(request, commissioner, "dashboards/services.html", **shown)


@in_commissioner(Permission.SEE_RESULTS)
def services_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    period = periods.current.run.period.code if periods else "no-results"
    rows = service_file.rows_of(services_of(periods, _wanted(request))) if periods else iter(())
    return csv_response(f"services-{commissioner.code}-{period}", service_file.HEADER, rows)


def _wanted(request: MemberRequest) -> list[str]:
    return request.GET.getlist("service")[:MOST_CHOSEN]
