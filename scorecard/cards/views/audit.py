"""Reading the audit trail."""

from django.http import HttpResponse
from django_tables2 import RequestConfig

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.audit.selectors import events_of
from scorecard.cards.tables import AuditTable


@in_commissioner(Permission.SEE_AUDIT)
def audit(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    table = AuditTable(events_of(commissioner.code))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return area_page(request, commissioner, "cards/audit.html", table=table)
