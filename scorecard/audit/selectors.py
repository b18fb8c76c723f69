"""Reading the trail."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from scorecard.audit.models import AuditEvent


def events_of(organisation: str) -> QuerySet[AuditEvent]:
    """What happened in an organisation, the newest first."""
    return AuditEvent.objects.filter(organisation=organisation).order_by("-at", "-pk")


def events_about(organisation: str, about: Mapping[str, Iterable[int]]) -> QuerySet[AuditEvent]:
    """What happened in an organisation to these things (ids by "app.Model"), the oldest first."""
    subjects = Q(pk__in=[])
    for kind, ids in about.items():
        subjects |= Q(subject_type=kind, subject_id__in=[str(one) for one in ids])
    return events_of(organisation).filter(subjects).order_by("at", "pk")
