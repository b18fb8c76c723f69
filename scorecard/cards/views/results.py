"""One indicator over all practices, and the explanation behind one figure."""

from collections.abc import Collection
from typing import Any

from django.db.models import Subquery
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from indicators.models import Result
from practices.access import MemberRequest, in_commissioner, in_network, in_practice
from practices.models import Commissioner, Network, Practice
from practices.pages import area_page, network_page, practice_page
from practices.selectors import commissioner_id_of, practices_ever_of, practices_in
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.result import (
    Reader,
    certainty_told,
    explained_result,
    find_result,
    result_context,
    standing_of,
    without_neighbours,
)
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.ui.errors import NotFoundInWords


@in_commissioner(Permission.SEE_RESULTS)
def area_result(
    request: MemberRequest, commissioner: Commissioner, practice_code: str, indicator: str
) -> HttpResponse:
    practice = get_object_or_404(practices_ever_of(commissioner), code=practice_code)
    found = _found(request, commissioner, practice, indicator)
    reader = Reader(area=commissioner.code, permissions=request.permissions)
    if _wants_data(request):
        return _data(found, reader)
    back = reverse("area-practice", args=[commissioner.code, practice.code])
    shown = _shown(found, reader)
    return area_page(request, commissioner, "cards/result.html", back=back, **shown)


@in_practice(Permission.SEE_OWN)
def own_result(request: MemberRequest, practice: Practice, indicator: str) -> HttpResponse:
    commissioner = commissioner_id_of(practice, timezone.localdate())
    found = _told(_found(request, commissioner, practice, indicator))
    reader = Reader(practice=practice.code)
    if _wants_data(request):
        return _data(found, reader)
    back = reverse("practice-results", args=[practice.code])
    shown = _shown(found, reader)
    return practice_page(request, practice, "cards/result.html", back=back, own=True, **shown)


@in_network(Permission.SEE_NETWORK)
def network_result(
    request: MemberRequest, network: Network, practice_code: str, indicator: str
) -> HttpResponse:
    members = list(practices_in(network, timezone.localdate()))
    practice = next((one for one in members if one.code == practice_code), None)
    if practice is None:
        raise Http404(f"{practice_code} is not in {network}.")
    found = _told(
        _found(request, network.commissioner, practice, indicator),
        [one.pk for one in members],
    )
    if _wants_data(request):
        return _data(found, Reader())
    back = reverse("network-practice", args=[network.code, practice.code])
    shown = _shown(found, Reader())
    return network_page(request, network, "cards/result.html", back=back, **shown)


def _found(
    request: MemberRequest,
    commissioner: Commissioner | Subquery,
    practice: Practice,
    indicator: str,
) -> tuple[BandedPeriods, Result]:
    """The periods, with the wanted one, and the result in it. Raises Http404 without one."""
    wanted = request.GET.get("period", "")
    periods = banded_periods(commissioner, wanted)
    if periods is None:
        raise Http404("Nothing is banded yet.")
    result = find_result(periods.current, practice, indicator)
    if result is None:
        raise NotFoundInWords(
            f"{practice} has no result on {indicator} for {periods.current.run.period}: it was not"
            f" on {periods.current.version}, which banded that period, or the practice was not open"
            " on its last day."
        )
    return periods, result


def _told(
    found: tuple[BandedPeriods, Result], members: Collection[int] = ()
) -> tuple[BandedPeriods, Result]:
    """For who may not see all practices."""
    periods, result = found
    return periods, without_neighbours(periods.current, result, members)


def _shown(found: tuple[BandedPeriods, Result], reader: Reader) -> dict[str, Any]:
    periods, result = found
    today = timezone.localdate()
    shown = result_context(periods.current, result, today, reader, periods.runs)
    return {**shown, "periods": periods}


def _wants_data(request: MemberRequest) -> bool:
    return request.GET.get("format") == "json"


def _data(found: tuple[BandedPeriods, Result], reader: Reader) -> JsonResponse:
    """The page as data, at the same address and behind the same guard: docs/result-as-data.md."""
    periods, result = found
    standing = standing_of(result, timezone.localdate())
    told = explained_result(periods.current, result, standing, reader)
    certain = certainty_told(result, reader)
    return JsonResponse({**told.as_json(), "certainty": certain.as_json()})
