"""One practice's results, for its commissioner, its network and itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner, in_network, in_practice
from practices.models import Commissioner, Network, Practice
from practices.pages import area_page, network_page, practice_page
from practices.selectors import commissioner_of, practices_ever_of, practices_in
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.certainty import sees_numbers
from scorecard.cards.presenters.practice import practice_context
from scorecard.cards.selectors.runs import banded_periods


@in_commissioner(Permission.SEE_RESULTS)
def area_practice(
    request: MemberRequest, commissioner: Commissioner, practice_code: str
) -> HttpResponse:
    practice = get_object_or_404(practices_ever_of(commissioner), code=practice_code)
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    shown = practice_context(
        practice,
        periods,
        timezone.localdate(),
        "area-result",
        commissioner.code,
        practice.code,
        numbers=sees_numbers(request.permissions),
    )
    return area_page(request, commissioner, "cards/practice.html", **shown)


@in_practice(Permission.SEE_OWN)
def own_results(request: MemberRequest, practice: Practice) -> HttpResponse:
    commissioner = commissioner_of(practice, timezone.localdate())
    wanted = request.GET.get("period", "")
    periods = banded_periods(commissioner, wanted) if commissioner else None
    shown = practice_context(
        practice, periods, timezone.localdate(), "practice-result", practice.code
    )
    return practice_page(request, practice, "cards/practice.html", own=True, **shown)


@in_network(Permission.SEE_NETWORK)
def network_practice(request: MemberRequest, network: Network, practice_code: str) -> HttpResponse:
    practice = practices_in(network, timezone.localdate()).filter(code=practice_code).first()
    if practice is None:
        raise Http404(f"{practice_code} is not in {network}.")
    periods = banded_periods(network.commissioner, request.GET.get("period", ""))
    shown = practice_context(
        practice, periods, timezone.localdate(), "network-result", network.code, practice.code
    )
    return network_page(request, network, "cards/practice.html", **shown)
