"""Which editions anybody may read. The same queries whether there is one that is not public.

An edition of which the public is told nothing (`public_detail` 0) is not there at all: neither
open nor withdrawn, in no list, at no address.
"""

from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When

from scorecard.publication.levels import Detail
from scorecard.publication.lifecycle import OPEN, Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.editions import editions

EVER = (Step.PUBLISHED, Step.CORRECTED, Step.WITHDRAWN)
_STEPS = EditionStep.objects.filter(edition=OuterRef("pk"))
_AREA = "release__scorecard__commissioner"
# Not who drafted it: people change whenever they sign in.
_WITH = (_AREA, "release__period", "card_run", "rules", "corrects")


def ever_public() -> QuerySet[Any]:
    """Every edition that anybody may read or could once read, the latest period first.

    Each with its `state`, when it was published (`published_at`) and what its last step said
    (`ended_at`, `ended_note`).
    """
    last = _STEPS.order_by("-number")
    published = _STEPS.filter(step=Step.PUBLISHED)
    found: QuerySet[Any] = (
        editions()
        .select_related(None)
        .select_related(*_WITH)
        .filter(public_detail__gt=Detail.NOTHING, state__in=EVER)
        .annotate(
            published_at=Subquery(published.values("at")[:1]),
            ended_at=Subquery(last.values("at")[:1]),
            ended_note=Subquery(last.values("note")[:1]),
        )
        .order_by("-release__period__ends_on", F("published_at").desc(), "-number")
    )
    return found


def current(slug: str) -> Any:
    """What the area's own address shows: the newest in force, else the newest withdrawn."""
    first = Case(When(state=Step.PUBLISHED, then=Value(0)), default=Value(1))
    here = ever_public().filter(**{f"{_AREA}__slug": slug}).exclude(state=Step.CORRECTED)
    return here.order_by(first, *here.query.order_by).first()


def at_address(slug: str, period: str, number: int) -> Any:
    """The edition at its own stable address, which a correction or withdrawal leaves in place."""
    here = ever_public().filter(**{f"{_AREA}__slug": slug, "release__period__code": period})
    return here.filter(number=number).first()


def history(slug: str) -> list[Any]:
    """Every edition of an area that is or was public, the latest period and number first."""
    return list(ever_public().filter(**{f"{_AREA}__slug": slug}))


def in_force_everywhere() -> list[Any]:
    """For each area the edition that its own address shows, in the order of names."""
    found: dict[int, Any] = {}
    for edition in newest_everywhere():
        found.setdefault(edition.release.scorecard.commissioner_id, edition)
    return list(found.values())


def newest_everywhere() -> list[Any]:
    """The newest edition in force of each scorecard, area by area in the order of names; of an area
    the one that its own address shows comes first."""
    found: dict[int, Any] = {}
    for edition in in_force():
        found.setdefault(edition.release.scorecard_id, edition)
    return sorted(found.values(), key=lambda one: one.release.scorecard.commissioner.sort_key)


def in_force() -> QuerySet[Any]:
    return ever_public().filter(state=Step.PUBLISHED)


def beside(edition: Any) -> list[Any]:
    """The newest edition in force of each other scorecard of its area, the latest first."""
    area = edition.release.scorecard.commissioner_id
    here = in_force().filter(release__scorecard__commissioner=area)
    found: dict[int, Any] = {}
    for one in here.exclude(release__scorecard=edition.release.scorecard_id):
        found.setdefault(one.release.scorecard_id, one)
    return list(found.values())


def newest_like(edition: Any) -> Any:
    """The newest edition in force of the same scorecard."""
    return in_force().filter(release__scorecard=edition.release.scorecard_id).first()


def correction_of(edition: Edition) -> Any:
    """The public edition that stands in for a corrected one."""
    return ever_public().filter(corrects=edition, state__in=OPEN).first()


def corrected_in(edition: Edition) -> Edition | None:
    """The edition that this one corrects, where the public was told of that one. Else what was
    wrong there, and that anything was, is nothing that the public has to know."""
    old: Edition | None = edition.corrects
    return old if old and old.public_detail > Detail.NOTHING else None


def withdrawn_since(edition: Any) -> Any:
    """What was published after `edition` of its scorecard and then withdrawn, the newest of it."""
    same = ever_public().filter(release__scorecard=edition.release.scorecard_id)
    gone = same.filter(state=Step.WITHDRAWN)
    return gone.filter(published_at__gt=edition.published_at).first()
