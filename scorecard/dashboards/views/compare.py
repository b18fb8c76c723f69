"""Two to six practices side by side, in an area and in a network."""

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.access import MemberRequest, in_commissioner, in_network
from practices.models import Commissioner, Network
from practices.pages import area_page, network_page
from practices.selectors import practices_ever_of, practices_in
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters.compare_page import Place, compare_page, compared_at
from scorecard.dashboards.presenters.compare_rows import HEADER, rows_of
from scorecard.dashboards.selectors.kept import list_seen_by
from scorecard.ui.writers import csv_response

PAGE = "dashboards/compare.html"


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def area_compare(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    shown = compare_page(_area(request, commissioner), request.GET)
    return area_page(request, commissioner, PAGE, **shown)


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def area_compare_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    return _file(_area(request, commissioner), request.GET)


@in_network(Permission.SEE_NETWORK)
@require_safe
def network_compare(request: MemberRequest, network: Network) -> HttpResponse:
    shown = compare_page(_network(request.GET, network), request.GET)
    return network_page(request, network, PAGE, **shown)


@in_network(Permission.SEE_NETWORK)
@require_safe
def network_compare_file(request: MemberRequest, network: Network) -> HttpResponseBase:
    return _file(_network(request.GET, network), request.GET)


def _file(place: Place, query: QueryDict) -> HttpResponseBase:
    """Under its header nothing where nothing stands side by side."""
    shown = compared_at(place, query)
    return csv_response(f"{place.code}-compared", HEADER, rows_of(shown) if shown else ())


def _area(request: MemberRequest, commissioner: Commissioner) -> Place:
    query = request.GET
    return Place(
        kind="area",
        code=commissioner.code,
        name=commissioner.name,
        practices=practices_ever_of(commissioner),
        periods=banded_periods(commissioner, query.get("period", "")),
        today=timezone.localdate(),
        kept=list_seen_by(request.user, commissioner, query.get("list", "")),
    )


def _network(query: QueryDict, network: Network) -> Place:
    today = timezone.localdate()
    return Place(
        kind="network",
        code=network.code,
        name=network.name,
        practices=practices_in(network, today),
        periods=banded_periods(network.commissioner, query.get("period", "")),
        today=today,
    )
