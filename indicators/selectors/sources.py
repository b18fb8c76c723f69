"""Reading sources: what several of them say of one place, and who agreed which of them counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from indicators.models import Figure, Indicator, Period, Result, Run, SourceAgreement, SourceProfile
from indicators.selectors.returns import RETURN_PROFILE
from indicators.sources import profiles
from practices.models import Commissioner, Practice

# The sources that are no files: a practice's return, a correction after a query, anything else.
RETURN, CORRECTION, ENTERED = RETURN_PROFILE, "query", ""
_TITLES = {
    RETURN: "The practices' own returns",
    CORRECTION: "Correction after a query",
    ENTERED: "Entered without a source",
}
_CONTENT = (
    "pk", "practice_id", "practice__code", "practice__name", "indicator_id", "period_id",
    "source", "state", "numerator", "denominator", "value", "text", "counts", "modelled",
)  # fmt: skip


def source_titles(commissioner: Commissioner) -> dict[str, str]:
    """Every source that a figure may name, in words: saved profiles stand before shipped ones."""
    saved = SourceProfile.objects.filter(commissioner=commissioner).order_by("number")
    return titles_with(dict(saved.values_list("name", "title")))


def titles_with(saved: Mapping[str, str]) -> dict[str, str]:
    """The same from the titles of the saved profiles, by name."""
    return {**_shipped(), **saved, **_TITLES}


@cache
def _shipped() -> dict[str, str]:
    return {name: profiles.load(name).title for name in profiles.names()}


@dataclass(frozen=True)
class Place:
    """One practice, indicator and period: the figure that counts, and those beside it.

    Figures are rows of `_CONTENT`.
    """

    counting: Any
    others: tuple[Any, ...]

    @property
    def sources(self) -> set[str]:
        """A figure and its own correction after a query are one source, not two."""
        return {row.source for row in (self.counting, *self.others)} - {CORRECTION}


def places_with_several(
    commissioner: Commissioner,
    indicator: Indicator | None = None,
    period: Period | None = None,
) -> list[Place]:
    """By period (the newest first), indicator and practice; one query, however many there are."""
    held = Figure.objects.filter(indicator__commissioner=commissioner, replaced_at__isnull=True)
    if indicator:
        held = held.filter(indicator=indicator)
    if period:
        held = held.filter(period=period)
    rows = held.filter(Exists(_held_beside())).order_by(
        "-period__ends_on", "-period__starts_on", "period_id", "indicator__code", "indicator_id",
        "practice__sort_key", "practice__code", "practice_id", "-counts", "source",
    ).values_list(*_CONTENT, named=True)  # fmt: skip
    found = (_place(list(group)) for _, group in groupby(rows, key=_key))
    return [place for place in found if len(place.sources) > 1]


def _held_beside() -> QuerySet[Figure]:
    """Figures in the same place that are held and do not count."""
    return Figure.objects.filter(
        practice=OuterRef("practice"),
        indicator=OuterRef("indicator"),
        period=OuterRef("period"),
        replaced_at__isnull=True,
        counts=False,
    )


def _key(row: Any) -> tuple[int, int, int]:
    return row.period_id, row.indicator_id, row.practice_id


def _place(rows: list[Any]) -> Place:
    """Of rows in which the one that counts comes first."""
    return Place(rows[0], tuple(rows[1:]))


def figures_beside(figure: Figure) -> list[Figure]:
    """What other sources say today of the same practice, indicator and period; with the titles of
    saved profiles as `saved_titles`, since that costs no statement more."""
    same = Figure.objects.filter(
        practice=figure.practice_id, indicator=figure.indicator_id, period=figure.period_id
    )
    saved = SourceProfile.objects.filter(commissioner=OuterRef("indicator__commissioner"))
    titles = saved.order_by("number").values(json=JSONObject(name="name", title="title"))
    found = same.filter(replaced_at__isnull=True).exclude(source=figure.source)
    return list(found.annotate(saved_titles=ArraySubquery(titles)))


def agreements_of(commissioner: Commissioner) -> QuerySet[SourceAgreement]:
    """Whose figures count, as it was agreed, the newest first."""
    return SourceAgreement.objects.filter(commissioner=commissioner).select_related(
        "indicator", "practice", "period", "agreed_by"
    )


def deciding(
    agreements: Iterable[SourceAgreement],
    indicator_id: int,
    period_id: int | None = None,
    practice_id: int | None = None,
) -> SourceAgreement | None:
    """The agreement that holds in a place: the most particular, of those the newest.

    `agreements` come the newest first. Without a practice or a period: what holds for all.
    """
    fitting = [
        one
        for one in agreements
        if one.indicator_id == indicator_id
        and one.practice_id in (None, practice_id)
        and one.period_id in (None, period_id)
    ]
    # min keeps the first of equals, which is the newest.
    return min(fitting, key=_generality, default=None)


def _generality(one: SourceAgreement) -> int:
    return (one.practice_id is None) + (one.period_id is None)


def banded_by_others(
    commissioner: Commissioner, indicator: Indicator | None = None
) -> dict[str, int]:
    """How many results rest on figures that do not count any more, by the period's name.

    Only the newest banding of each period; the newest period first.
    """
    newest = Run.objects.filter(commissioner=commissioner).order_by(
        "period_id", "-finished_at", "-pk"
    )
    runs = list(newest.distinct("period_id").select_related("period"))
    outdated = Result.objects.filter(
        Q(figure__counts=False) | Q(figure__replaced_at__isnull=False),
        part__in=[part for run in runs for part in run.parts],
        definition__rundefinition__run__in=runs,
        definition__rundefinition__part=F("part"),
    )
    if indicator:
        outdated = outdated.filter(definition__indicator=indicator)
    counted = outdated.values_list("definition__rundefinition__run").annotate(Count("practice"))
    found = dict(counted.order_by())
    runs.sort(key=lambda run: run.period.ends_on, reverse=True)
    return {run.period.name: found[run.pk] for run in runs if run.pk in found}


def sources_held(indicator: Indicator) -> list[str]:
    """The sources with figures on the indicator, by name; a correction is not one of them."""
    held = Figure.objects.filter(indicator=indicator, replaced_at__isnull=True)
    names = held.exclude(source=CORRECTION).values_list("source", flat=True)
    return sorted(names.order_by().distinct())


def periods_held(indicator: Indicator) -> dict[str, Period]:
    """The periods with figures on the indicator, by code, the newest first."""
    held = Figure.objects.filter(indicator=indicator, period=OuterRef("pk"))
    found = Period.objects.filter(Exists(held)).order_by("-ends_on", "-starts_on")
    return {period.code: period for period in found}


def practice_with_figures(indicator: Indicator, code: str) -> Practice | None:
    held = Figure.objects.filter(indicator=indicator, practice=OuterRef("pk"))
    return Practice.objects.filter(Exists(held), code__iexact=code).first()
