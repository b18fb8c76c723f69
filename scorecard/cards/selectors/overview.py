"""What a commissioner sees first: completeness, bands by domain, who needs attention."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from indicators.models import Collection, DataReturn, Query, Result
from practices.models import Commissioner
from practices.selectors import practices_of
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardRun, OverallBy, Score


@dataclass(frozen=True)
class Completeness:
    """Of the weighted figures of a run: how many are banded, and why the others are not."""

    expected: int
    banded: int
    reasons: tuple[tuple[NoBand, int], ...]


def completeness(card_run: CardRun) -> Completeness:
    weighted = card_run.version.items.filter(role="weighted").values("definition_id")
    counts = dict(
        Result.objects.of_run(card_run.run)
        .filter(definition__in=weighted)
        .values_list("no_band")
        .annotate(Count("practice"))
        .order_by("no_band")
    )
    banded = counts.pop(int(NoBand.BANDED), 0)
    reasons = tuple((NoBand(reason), number) for reason, number in counts.items())
    return Completeness(banded + sum(counts.values()), banded, reasons)


def bands_by_domain(card_run: CardRun) -> list[tuple[str, dict[int, int]]]:
    """For each domain its name and how many practices have each band."""
    rows = (
        card_run.scores.exclude(domain=None)
        .values_list("domain__name", "band")
        .annotate(number=Count("pk"))
        .order_by("domain__order", "band")
    )
    found: dict[str, dict[int, int]] = {}
    for name, band, number in rows:
        found.setdefault(name, {})[band] = number
    return list(found.items())


def lowest_scores(card_run: CardRun, number: int = 5) -> Iterable[Score]:
    """The practices with the lowest scores; where reds are counted, those with the most reds."""
    by_score = card_run.version.overall_by == OverallBy.SCORE
    order = ("score",) if by_score else ("band", "-reds", "score")
    return (
        card_run.scores.filter(domain=None)
        .exclude(band=Band.NONE)
        .select_related("practice")
        .order_by(*order, "practice__sort_key")[:number]
    )


def overall_scores(card_run: CardRun) -> dict[int, Score]:
    """The overall score of every practice, by its id."""
    return {score.practice_id: score for score in card_run.scores.filter(domain=None)}


def red_practices(card_run: CardRun) -> int:
    return card_run.scores.filter(domain=None, band=Band.RED).count()


def open_queries(commissioner: Commissioner) -> int:
    return Query.objects.filter(
        figure__period__commissioner=commissioner, decision__isnull=True
    ).count()


def waiting_returns(commissioner: Commissioner, today: dt.date) -> list[tuple[Collection, int]]:
    """Collections that are open or past their deadline, with how many practices sent nothing."""
    collections = Collection.objects.filter(
        Q(period__commissioner=commissioner), opens_on__lte=today
    ).select_related("period")
    counted = [
        (collection, _not_sent(collection, commissioner))
        for collection in collections.order_by("-period__ends_on")[:4]
    ]
    return [(collection, missing) for collection, missing in counted if missing]


def _not_sent(collection: Collection, commissioner: Commissioner) -> int:
    sent = DataReturn.objects.filter(collection=collection).values("practice_id")
    practices = practices_of(commissioner, collection.period.ends_on)
    return practices.exclude(pk__in=sent).count()
