"""One indicator over all practices, and the explanation behind one figure."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner, in_network, in_practice
from practices.models import Commissioner, Network, Practice
from practices.pages import area_page, network_page, practice_page
from practices.selectors import commissioner_of, practices_ever_of, practices_in
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.indicator import indicator_context
from scorecard.cards.presenters.result import result_context
from scorecard.cards.selectors.runs import banded_periods


@in_commissioner(Permission.SEE_RESULTS)
def area_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    shown = indicator_context(commissioner, periods, indicator, timezone.localdate())
    return area_page(request, commissioner, "cards/indicator_results.html", **shown)


@in_commissioner(Permission.SEE_RESULTS)
def area_result(
    request: MemberRequest, commissioner: Commissioner, practice_code: str, indicator: str
) -> HttpResponse:
    practice = get_object_or_404(practices_ever_of(commissioner), code=practice_code)
    shown = _result(request, commissioner, practice, indicator)
    back = reverse("area-practice", args=[commissioner.code, practice.code])
    return area_page(request, commissioner, "cards/result.html", back=back, **shown)


@in_practice(Permission.SEE_OWN)
def own_result(request: MemberRequest, practice: Practice, indicator: str) -> HttpResponse:
    commissioner = commissioner_of(practice, timezone.localdate())
    shown = _result(request, commissioner, practice, indicator)
    back = reverse("practice-results", args=[practice.code])
    return practice_page(request, practice, "cards/result.html", back=back, own=True, **shown)


@in_network(Permission.SEE_NETWORK)
def network_result(
    request: MemberRequest, network: Network, practice_code: str, indicator: str
) -> HttpResponse:
    members = practices_in(network, timezone.localdate())
    practice = get_object_or_404(members, code=practice_code)
    shown = _result(request, network.commissioner, practice, indicator)
    back = reverse("network-practice", args=[network.code, practice.code])
    return network_page(request, network, "cards/result.html", back=back, **shown)


def _result(
    request: MemberRequest, commissioner: Commissioner | None, practice: Practice, indicator: str
) -> dict:  # type: ignore[type-arg]
    wanted = request.GET.get("period", "")
    periods = banded_periods(commissioner, wanted) if commissioner else None
    if commissioner is None or periods is None:
        raise Http404("Nothing is banded yet.")
    shown = result_context(periods.current, practice, indicator, timezone.localdate())
    if shown is None:
        raise Http404(f"{practice} has no result on {indicator} in this period.")
    return {**shown, "periods": periods}
