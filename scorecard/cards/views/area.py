"""The commissioner's first page."""

from django.http import HttpResponse
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.overview import overview
from scorecard.cards.selectors.runs import banded_periods


@in_commissioner(Permission.SEE_AGGREGATE)
def area(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    return area_page(
        request,
        commissioner,
        "cards/area.html",
        periods=periods,
        overview=overview(commissioner, periods, timezone.localdate()) if periods else None,
    )
