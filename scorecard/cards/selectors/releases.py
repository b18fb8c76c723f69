"""Reading releases. Only what was approved and not withdrawn is public."""

from collections.abc import Iterable

from django.db.models import QuerySet

from indicators.models import Query
from practices.models import Commissioner, Practice
from scorecard.cards.models import Release, ReleasePage


def releases_of(commissioner: Commissioner) -> QuerySet[Release]:
    return Release.objects.filter(
        card_run__version__scorecard__commissioner=commissioner
    ).select_related(
        "card_run__run__period",
        "card_run__version__scorecard__commissioner",
        "drafted_by",
        "approval__approved_by",
        "withdrawal",
    )


def approved_release(commissioner: Commissioner) -> Release | None:
    """The newest approved release, withdrawn or not; None before there is one."""
    return (
        releases_of(commissioner)
        .filter(approval__isnull=False)
        .order_by("-approval__approved_at")
        .first()
    )


def state_of(release: Release) -> str:
    """In preview, published or withdrawn."""
    if hasattr(release, "withdrawal"):
        return "withdrawn"
    return "published" if hasattr(release, "approval") else "in preview"


def page_of(release: Release, kind: str, key: str = "") -> ReleasePage | None:
    return release.pages.filter(kind=kind, key=key).first()


def releases_for(practice: Practice) -> QuerySet[Release]:
    """Releases that say something about a practice, the newest first."""
    return (
        Release.objects.filter(pages__practice=practice)
        .select_related("approval", "withdrawal", "card_run__run__period")
        .order_by("-drafted_at")
    )


def published_areas() -> Iterable[tuple[Commissioner, Release]]:
    """Every commissioner with a release that the public may read now."""
    areas = Commissioner.objects.filter(
        scorecard__versions__cardrun__release__approval__isnull=False
    ).distinct()
    found = [(area, approved_release(area)) for area in areas]
    return [
        (area, release)
        for area, release in found
        if release is not None and not hasattr(release, "withdrawal")
    ]


def undecided_queries(release: Release) -> QuerySet[Query]:
    """Queries about figures of the release's period that nobody has decided yet."""
    return Query.objects.filter(
        figure__period=release.card_run.run.period, decision__isnull=True
    ).select_related("figure__practice", "figure__indicator")
