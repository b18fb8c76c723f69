"""Reading what may be asked of practices."""

from django.db.models import Q, QuerySet

from indicators.models import Collection, Definition
from scorecard.cards.selectors.versions import returned_definitions


def askable_definitions(collection: Collection) -> QuerySet[Definition]:
    """What practices supply for the scorecard of the period, and what is asked already."""
    period = collection.period
    wanted = returned_definitions(period.commissioner, period.starts_on)
    either = Q(pk__in=wanted.values("pk")) | Q(collectionitem__collection=collection)
    found = Definition.objects.filter(either).select_related("indicator")
    return found.distinct().order_by("indicator__code", "number")
