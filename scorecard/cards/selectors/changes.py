"""Reading what changed from one version to another, and why."""

from django.db.models import QuerySet

from scorecard.cards.comparison import Change, compare
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.content import content_of
from scorecard.cards.selectors.versions import versions_of


def base_of(version: CardVersion) -> CardVersion | None:
    """What a version was copied from, or the one before it; None for the first."""
    if version.copied_from:
        return version.copied_from
    before = version.scorecard.versions.filter(number__lt=version.number)
    return before.select_related("scorecard__commissioner").order_by("-number").first()


def changes_from(old: CardVersion | None, new: CardVersion) -> tuple[Change, ...]:
    """Every change; none from nothing, since then everything is new."""
    return compare(content_of(old), content_of(new)) if old else ()


def reasons_of(version: CardVersion) -> dict[str, str]:
    """Why, by the key of the change."""
    return dict(version.reasons.values_list("key", "why"))


def unexplained(version: CardVersion) -> int:
    """How many changes of a version have no reason."""
    known = reasons_of(version)
    return sum(change.key not in known for change in changes_from(base_of(version), version))


def others_of(version: CardVersion) -> QuerySet[CardVersion]:
    """What a version can be compared with: every other one of the commissioner, newest first."""
    found = versions_of(version.scorecard.commissioner).exclude(pk=version.pk)
    return found.order_by("scorecard__name", "-number")
