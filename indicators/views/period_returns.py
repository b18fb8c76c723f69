"""The commissioner's page: who has sent a return for a period."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from indicators.presenters.period_returns import period_returns as present
from indicators.selectors.returns import collection_of
from indicators.tables import PracticeReturns
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission


@in_commissioner(Permission.OPEN_PERIODS)
@require_safe
def period_returns(
    request: MemberRequest, commissioner: Commissioner, period_code: str
) -> HttpResponse:
    collection = collection_of(commissioner, period_code)
    if collection is None:
        raise Http404("No return was asked for in this period.")
    page = present(collection, timezone.localdate())
    table = PracticeReturns(page.lines, caption="Practices")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return area_page(
        request, commissioner, "indicators/period_returns.html", page=page, table=table
    )
