"""Reading scorecard versions. A version without a status row is a draft."""

from django.db.models import Exists, OuterRef, QuerySet

from practices.models import Commissioner
from scorecard.cards.models import CardItem, CardVersion, StatusRow

Status = StatusRow.Status


def _has(status: str) -> Exists:
    return Exists(StatusRow.objects.filter(version=OuterRef("pk"), status=status))


def versions_of(commissioner: Commissioner) -> QuerySet[CardVersion]:
    return (
        CardVersion.objects.filter(scorecard__commissioner=commissioner)
        .select_related("scorecard__commissioner")
        .annotate(is_live=_has(Status.LIVE) & ~_has(Status.CLOSED), is_closed=_has(Status.CLOSED))
    )


def live_version(commissioner: Commissioner) -> CardVersion | None:
    """The newest version in force; None before the first is made live."""
    return versions_of(commissioner).filter(is_live=True).order_by("-scorecard", "-number").first()


def draft_version(commissioner: Commissioner) -> CardVersion | None:
    """The version being worked on; None when there is none."""
    drafts = versions_of(commissioner).filter(is_live=False, is_closed=False)
    return drafts.order_by("-scorecard", "-number").first()


def items_of(version: CardVersion) -> QuerySet[CardItem]:
    """What is on a card, in its order: domain by domain, then context and facts."""
    return version.items.select_related("definition__indicator", "domain").order_by(
        "domain__order", "role", "order", "id"
    )


def status_of(version: CardVersion) -> str:
    last = version.statuses.order_by("at", "id").last()
    return last.status if last else "draft"
