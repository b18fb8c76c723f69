"""A network: pooled, its practices side by side, for its lead and for its commissioner."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner, in_network
from practices.models import Commissioner, Network
from practices.pages import area_page, network_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.levels import overall_rule
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.dashboards.presenters import network as presenter
from scorecard.dashboards.presenters.network_file import header_of, rows_of
from scorecard.dashboards.presenters.networks import HEADER, networks_of
from scorecard.dashboards.presenters.networks import rows_of as side_by_side
from scorecard.dashboards.selectors.networks import network_in
from scorecard.ui.numbers import whole_number
from scorecard.ui.writers import csv_response

ROWS = 100
_TEMPLATE = "dashboards/network.html"


@in_network(Permission.SEE_NETWORK)
def network(request: MemberRequest, network: Network) -> HttpResponse:
    return network_page(
        request, network, _TEMPLATE, **_shown(request, network.commissioner, network)
    )


@in_network(Permission.SEE_NETWORK)
def network_file(request: MemberRequest, network: Network) -> HttpResponseBase:
    return _file(_shown(request, network.commissioner, network))


@in_commissioner(Permission.SEE_RESULTS)
def area_network(
    request: MemberRequest, commissioner: Commissioner, network_code: str
) -> HttpResponse:
    shown = _shown(request, commissioner, _found(commissioner, network_code), only_today=False)
    return area_page(request, commissioner, _TEMPLATE, **shown)


@in_commissioner(Permission.SEE_RESULTS)
def area_network_file(
    request: MemberRequest, commissioner: Commissioner, network_code: str
) -> HttpResponseBase:
    found = _found(commissioner, network_code)
    return _file(_shown(request, commissioner, found, only_today=False))


@in_commissioner(Permission.SEE_RESULTS)
def all_networks(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    """Side by side; who sees this sees every practice."""
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    shown: dict[str, Any] = {"periods": periods}
    if periods:
        listing = networks_of(periods, request.GET, request.user)
        page = Paginator(listing.rows, ROWS).get_page(request.GET.get("page", "1"))
        shown |= {"listing": listing, "page_obj": page}
    return area_page(request, commissioner, "dashboards/networks.html", **shown)


@in_commissioner(Permission.SEE_RESULTS)
def all_networks_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    code = periods.current.run.period.code if periods else "no-results"
    rows = side_by_side(networks_of(periods, request.GET, request.user)) if periods else iter(())
    return csv_response(f"{commissioner.code}-{code}-networks", HEADER, rows)


def _found(commissioner: Commissioner, code: str) -> Network:
    found = network_in(commissioner, code)
    if found is None:
        raise Http404(f"No network {code} in {commissioner}.")
    return found


def _shown(
    request: MemberRequest, commissioner: Commissioner, network: Network, only_today: bool = True
) -> dict[str, Any]:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    page = min(whole_number(request.GET.get("page", "1")) or 1, 100_000)
    shown = presenter.network_page(
        commissioner,
        network,
        periods,
        timezone.localdate(),
        wanted=request.GET.get("indicator", ""),
        page=page,
        only_today=only_today,
    )
    pages = Paginator(range(shown.shown), presenter.SIDE_BY_SIDE)
    return {
        "network": network,
        "periods": periods,
        "page": shown,
        "page_obj": pages.get_page(page),
        "query": _query(periods, pages.get_page(page).number),
        "overall_rule": overall_rule(periods.current.version) if periods else "",
    }


def _query(periods: BandedPeriods | None, page: int) -> str:
    period = periods.current.run.period.code if periods else ""
    return urlencode({"period": period, "page": page})


def _file(shown: dict[str, Any]) -> HttpResponseBase:
    periods, page = shown["periods"], shown["page"]
    period = periods.current.run.period.code if periods else "no-results"
    name = f"{shown['network'].code}-{period}"
    return csv_response(name, header_of(page), rows_of(page))
