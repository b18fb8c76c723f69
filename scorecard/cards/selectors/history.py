"""Reading what happened to a version, from the audit trail."""

from django.db.models import QuerySet

from scorecard.accounts.selectors import names_of
from scorecard.audit.models import AuditEvent
from scorecard.audit.selectors import events_about
from scorecard.cards.models import CardVersion


def history_of(version: CardVersion) -> QuerySet[AuditEvent]:
    """The events about a version and the parts that it has now, the newest first."""
    parts = (version.items, version.domains, version.eligibilities)
    subjects = {part.model._meta.label: list(part.values_list("pk", flat=True)) for part in parts}
    subjects[version._meta.label] = [version.pk]
    return events_about(version.scorecard.commissioner.code, subjects).reverse()


def people_in(events: QuerySet[AuditEvent]) -> dict[int, str]:
    """The names of those who acted, by id."""
    return names_of(event.actor_id for event in events if event.actor_id)
