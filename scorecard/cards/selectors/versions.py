"""Reading scorecard versions. A version without a status row is a draft."""

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Definition
from practices.models import Commissioner
from scorecard.cards import weights
from scorecard.cards.models import CardItem, CardVersion, StatusRow

Status = StatusRow.Status


def _has(status: str) -> Exists:
    return Exists(StatusRow.objects.filter(version=OuterRef("pk"), status=status))


def versions_of(commissioner: Commissioner) -> QuerySet[CardVersion]:
    return CardVersion.objects.filter(scorecard__commissioner=commissioner).select_related(
        "scorecard__commissioner"
    )


def live_version(commissioner: Commissioner) -> CardVersion | None:
    """The newest version in force; None before the first is made live."""
    live = versions_of(commissioner).filter(_has(Status.LIVE), ~_has(Status.CLOSED))
    return live.order_by("-scorecard", "-number").first()


def draft_version(commissioner: Commissioner) -> CardVersion | None:
    """The version being worked on; None when there is none."""
    drafts = versions_of(commissioner).filter(statuses__isnull=True)
    return drafts.order_by("-scorecard", "-number").first()


def items_of(version: CardVersion) -> QuerySet[CardItem]:
    """What is on a card, in its order: domain by domain, then context and facts."""
    return version.items.select_related("definition__indicator", "domain").order_by(
        "domain__order", "role", "order", "id"
    )


def status_of(version: CardVersion) -> str:
    last = version.statuses.order_by("at", "id").last()
    return last.status if last else "draft"


def newest_version(commissioner: Commissioner) -> CardVersion | None:
    """The draft if there is one, else the live version."""
    return draft_version(commissioner) or live_version(commissioner)


def card_domains(version: CardVersion | None) -> list[str]:
    return list(version.domains.values_list("name", flat=True)) if version else []


def item_on_card(version: CardVersion | None, definition: Definition) -> CardItem | None:
    """The place of an indicator (in any of its definitions) on a card."""
    if version is None:
        return None
    return items_of(version).filter(definition__indicator=definition.indicator_id).first()


def version_problems(version: CardVersion) -> list[str]:
    """What keeps a draft from being made live, in sentences."""
    return weights.problems(
        version.domains.values_list("name", "weight"),
        version.items.filter(role="weighted").values_list("domain__name", "weight"),
    )


def returned_definitions(commissioner: Commissioner) -> QuerySet[Definition]:
    """What practices supply for the scorecard in force (or, before that, the draft)."""
    version = live_version(commissioner) or newest_version(commissioner)
    return (
        Definition.objects.filter(carditem__version=version, supplied_by="practice")
        .select_related("indicator")
        .order_by("indicator__code")
    )
