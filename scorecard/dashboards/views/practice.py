"""One practice's results, for its commissioner, its network and itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.access import MemberRequest, in_commissioner, in_network, in_practice
from practices.models import Commissioner, Network, Practice
from practices.pages import area_page, network_page, practice_page
from practices.selectors import commissioner_id_of, practices_ever_of, practices_in
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.certainty import sees_numbers
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters.practice import practice_context
from scorecard.dashboards.presenters.readers import for_area, for_network, for_practice

TEMPLATE = "dashboards/practice.html"


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def area_practice(
    request: MemberRequest, commissioner: Commissioner, practice_code: str
) -> HttpResponse:
    practice = get_object_or_404(
        practices_ever_of(commissioner).select_related("successor"), code=practice_code
    )
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    reader = for_area(commissioner.code, practice.code, sees_numbers(request.permissions))
    shown = practice_context(practice, periods, timezone.localdate(), reader)
    return area_page(request, commissioner, TEMPLATE, **shown)


@in_practice(Permission.SEE_OWN)
@require_safe
def own_results(request: MemberRequest, practice: Practice) -> HttpResponse:
    commissioner = commissioner_id_of(practice, timezone.localdate())
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    reader = for_practice(practice.code)
    shown = practice_context(practice, periods, timezone.localdate(), reader)
    return practice_page(request, practice, TEMPLATE, own=True, **shown)


@in_network(Permission.SEE_NETWORK)
@require_safe
def network_practice(request: MemberRequest, network: Network, practice_code: str) -> HttpResponse:
    members = list(practices_in(network, timezone.localdate()).select_related("successor"))
    practice = next((one for one in members if one.code == practice_code), None)
    if practice is None:
        raise Http404(f"{practice_code} is not in {network}.")
    periods = banded_periods(network.commissioner, request.GET.get("period", ""))
    reader = for_network(network.code, practice.code, [one.pk for one in members])
    shown = practice_context(practice, periods, timezone.localdate(), reader)
    return network_page(request, network, TEMPLATE, **shown)
