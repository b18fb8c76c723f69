"""The list of indicators, and one of them."""

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.availability import availability_of
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.presenters.indicator_list import indicator_list
from scorecard.cards.presenters.indicator_page import indicator_page
from scorecard.cards.selectors.versions import find_definition, find_version, working_version
from scorecard.cards.tables import AvailabilityTable, IndicatorTable
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicators(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    found = indicator_list(commissioner, request.GET)
    table = IndicatorTable(found.rows, order_by=request.GET.get("sort", "code"))
    shown = {"found": found, "form": found.form, "table": table}
    return area_page(request, commissioner, "cards/indicators.html", **shown)


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicators_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    """The list as the page with the same search shows it."""
    found = indicator_list(commissioner, request.GET)
    table = IndicatorTable(found.rows, order_by=request.GET.get("sort", "code"))
    header, *rows = table.as_values()
    return csv_response(f"{commissioner.code}-indicators", header, rows)


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicator(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = find_definition(commissioner, indicator)
    version = working_version(commissioner, request.GET.get("card", ""))
    shown = indicator_page(definition, version)
    return area_page(request, commissioner, "cards/indicator.html", page=shown, version=version)


@in_commissioner(Permission.SEE_DEFINITIONS)
def availability(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    found = availability_of(commissioner, version, timezone.localdate())
    shown = {
        "version": version,
        "links": card_links(version, request.permissions),
        "found": found,
        "table": AvailabilityTable(found.rows),
    }
    return area_page(request, commissioner, "cards/availability.html", **shown)
