"""What another commissioner tells the public of the same counts, by small numbers of its own.

A practice lies in one area, and areas lie in larger ones: both may publish it. Indicators are each
commissioner's own, so they are the same where they have the same code and the same days.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from scorecard.calc.types import NoBand
from scorecard.publication.levels import Audience, Detail
from scorecard.publication.models import Edition, EditionFigure, EditionPractice
from scorecard.publication.selectors.public import in_force
from scorecard.publication.selectors.told import Told

_HIDDEN, _TOLD = Q(no_band=NoBand.WITHHELD), Q(value__isnull=False)


@dataclass(frozen=True)
class Elsewhere:
    """Measures of which one of two editions withholds what the other one tells."""

    edition: Edition
    codes: tuple[str, ...]


def told_elsewhere(edition: Edition) -> Elsewhere | None:
    """The first edition in force of another commissioner that does not go together with this."""
    if edition.public_detail < Detail.NAMED:
        return None
    for other in _of_others(edition):
        if codes := tuple(_apart(edition, other)):
            return Elsewhere(other, codes)
    return None


def _of_others(edition: Edition) -> QuerySet[Edition]:
    period, area = edition.release.period, edition.release.scorecard.commissioner_id
    own = EditionPractice.objects.filter(edition=edition).values("practice")
    shared = EditionPractice.objects.filter(edition=OuterRef("pk"), practice__in=own)
    days = {f"release__period__{name}": getattr(period, name) for name in ("starts_on", "ends_on")}
    found: QuerySet[Edition] = (
        in_force()
        .filter(Exists(shared), public_detail=Detail.NAMED, **days)
        .exclude(release__scorecard__commissioner=area)
    )
    return found


def _apart(edition: Edition, other: Edition) -> Iterator[str]:
    theirs = _definitions(other)
    for code, definition in _definitions(edition).items():
        if code in theirs:
            here = EditionFigure.objects.filter(edition=edition, definition=definition)
            there = EditionFigure.objects.filter(
                edition=other, definition=theirs[code], practice=OuterRef("practice")
            )
            hidden_here = Q(_HIDDEN, Exists(there.filter(_TOLD)))
            hidden_there = Q(_TOLD, Exists(there.filter(_HIDDEN)))
            if here.filter(hidden_here | hidden_there).exists():
                yield code


def _definitions(edition: Edition) -> dict[str, int]:
    """By code what the public is told by name. What a national source has published, it has told
    already, so nothing of it is withheld."""
    named = Told(edition, Audience.PUBLIC).named
    own = [one for one in named if one.definition.supplied_by != "national"]
    return {one.code: one.definition_id for one in own}
