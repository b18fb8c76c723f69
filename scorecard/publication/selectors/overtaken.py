"""Whether readers were told of the same counts while an edition was on its way.

What is withheld is decided when an edition is frozen, by what readers had then. An edition that is
published meanwhile can make up for what is withheld here: who has both has the difference.
"""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from scorecard.cards.models import CardItem
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.told_before import year_of


def overtaken_by(edition: Edition) -> Edition | None:
    """The newest edition of the same release, or with an indicator in common, that was published
    since `edition` was frozen, withdrawn or not."""
    steps = EditionStep.objects.filter(edition=edition, step=Step.DRAFTED)
    since = EditionStep.objects.filter(
        step=Step.PUBLISHED, pk__gt=Subquery(steps.values("pk")[:1])
    ).exclude(edition=edition)
    area = edition.release.scorecard.commissioner_id
    others = Edition.objects.filter(
        pk__in=since.values("edition"), release__scorecard__commissioner=area
    )
    here = others.filter(Q(release=edition.release_id) | Q(pk__in=_same_counts(edition, others)))
    found: Edition | None = here.select_related("release__period").order_by("-pk").first()
    return found


def _same_counts(edition: Edition, others: QuerySet[Edition]) -> QuerySet[Any]:
    """Those of the same period with one of its indicators; those of the same year with one whose
    figures are for the year so far."""
    period = edition.release.period
    mine = CardItem.objects.filter(version=edition.card_run.version_id)
    so_far = mine.filter(definition__period_type="year_to_date")
    april = dt.date(year_of(period.ends_on), 4, 1)
    year = {"ends_on__gte": april, "ends_on__lt": april.replace(year=april.year + 1)}
    same_period = Q(release__period=period, **_has(mine))
    same_year = Q(**{f"release__period__{name}": day for name, day in year.items()}, **_has(so_far))
    return others.filter(same_period | same_year).values("pk")


def _has(items: QuerySet[CardItem]) -> dict[str, Any]:
    indicators = items.values("definition__indicator")
    return {"card_run__version__items__definition__indicator__in": indicators}
