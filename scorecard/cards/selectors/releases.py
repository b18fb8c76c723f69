"""Reading releases. Only what was approved and not withdrawn is public."""

from collections.abc import Iterable

from django.db.models import QuerySet

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


def area_by_slug(slug: str) -> Commissioner | None:
    return Commissioner.objects.filter(slug=slug).first()


def published_release(commissioner: Commissioner) -> Release | None:
    """What the public reads now: of the releases in force, that of the latest period."""
    return _latest(_approved(commissioner).filter(withdrawal__isnull=True))


def withdrawn_release(commissioner: Commissioner) -> Release | None:
    """The latest release that was published and then taken back."""
    return _latest(_approved(commissioner).filter(withdrawal__isnull=False))


def newer_published(release: Release) -> Release | None:
    """The release of a later period that the public would still read after this is approved."""
    now = published_release(release.card_run.version.scorecard.commissioner)
    period = release.card_run.run.period
    return now if now and now.card_run.run.period.ends_on > period.ends_on else None


def _approved(commissioner: Commissioner) -> QuerySet[Release]:
    return releases_of(commissioner).filter(approval__isnull=False)


def _latest(releases: QuerySet[Release]) -> Release | None:
    order = ("-card_run__run__period__ends_on", "-approval__approved_at")
    return releases.order_by(*order).first()


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
    found = [(area, published_release(area)) for area in areas]
    return [(area, release) for area, release in found if release is not None]
