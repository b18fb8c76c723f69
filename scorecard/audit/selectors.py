"""Reading the trail."""

from django.db.models import QuerySet

from scorecard.audit.models import AuditEvent


def events_of(organisation: str) -> QuerySet[AuditEvent]:
    """What happened in an organisation, the newest first."""
    return AuditEvent.objects.filter(organisation=organisation).order_by("-at", "-pk")
