"""The list of indicators, and one of them."""

from django.http import HttpResponse

from indicators.selectors.definitions import latest_definitions
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.indicator_page import indicator_page
from scorecard.cards.selectors.versions import find_definition, newest_version
from scorecard.cards.tables import IndicatorTable


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicators(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    table = IndicatorTable(
        list(latest_definitions(commissioner)),
        commissioner=commissioner,
        order_by=request.GET.get("sort", "code"),
    )
    return area_page(request, commissioner, "cards/indicators.html", table=table)


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicator(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = find_definition(commissioner, indicator)
    shown = indicator_page(definition, newest_version(commissioner))
    return area_page(request, commissioner, "cards/indicator.html", page=shown)
