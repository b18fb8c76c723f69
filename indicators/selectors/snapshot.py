"""One consistent picture of every figure that a banding run needs, as arrays.

One statement reads all of it, so a return that arrives meanwhile is either wholly in or out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.definitions import KINDS_WITH_PARTS
from indicators.models import CollectionItem, Definition, Period
from indicators.periods import months_between
from practices.models.links import ListKind
from practices.selectors import list_sizes
from scorecard.calc.types import NoBand

_STATES = {
    "present": NoBand.BANDED,
    "suppressed": NoBand.SUPPRESSED,
    "not_applicable": NoBand.NOT_APPLICABLE,
    "no_data": NoBand.NO_DATA,
}

_FIGURES = """
WITH wanted (indicator_id, period_id, age) AS (
    SELECT * FROM unnest(%(indicators)s::bigint[], %(periods)s::bigint[], %(ages)s::int[])
)
SELECT DISTINCT ON (f.indicator_id, f.practice_id)
    f.indicator_id, f.practice_id, f.id, f.state, f.numerator, f.denominator, f.value, f.spread,
    f.text,
    EXISTS (
        SELECT 1 FROM indicators_query q
        WHERE q.figure_id = f.id
          AND NOT EXISTS (SELECT 1 FROM indicators_querydecision d WHERE d.query_id = q.id)
    )
FROM wanted w
JOIN indicators_figure f ON f.indicator_id = w.indicator_id AND f.period_id = w.period_id
WHERE f.replaced_at IS NULL AND f.counts AND f.practice_id = ANY(%(practices)s::bigint[])
ORDER BY f.indicator_id, f.practice_id, w.age
"""


@dataclass(frozen=True)
class IndicatorFigures:
    """Figures of one indicator, an entry per practice asked for, in that order."""

    figure_ids: NDArray[np.int64]
    states: NDArray[np.int8]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    value: NDArray[np.float64]
    spread: NDArray[np.float64]
    texts: list[str]
    queried: NDArray[np.bool_]


def figures_for(
    period: Period, definitions: Sequence[Definition], practices: Sequence[int]
) -> dict[int, IndicatorFigures]:
    """By indicator id: the current figures that count for `period`.

    A definition that is valid for some months takes the newest figure not older than that. What
    is due in the period's return and has no figure is "not returned"; the rest "no data". A
    definition whose denominator is the list takes it where a figure has only its numerator.
    """
    found = {
        definition.indicator_id: _empty(len(practices), due)
        for definition, due in _due(period, definitions)
    }
    place = {practice: at for at, practice in enumerate(practices)}
    for indicator, practice, *rest in _rows(period, definitions, practices):
        _put(found[indicator], place[practice], rest)
    _put_lists(period, definitions, practices, found)
    return found


def source_periods(period: Period, definition: Definition) -> list[Period]:
    """The periods whose figures may stand for `period`, the best first."""
    if not definition.valid_for_months:
        return [period]
    earlier = Period.objects.filter(
        commissioner_id=period.commissioner_id, ends_on__lte=period.ends_on
    ).exclude(pk=period.pk)
    near = [p for p in earlier if _age(p, period.ends_on) <= definition.valid_for_months]
    return [period, *near]


def _age(period: Period, on: dt.date) -> int:
    return months_between(period.ends_on, on)


def _due(period: Period, definitions: Sequence[Definition]) -> list[tuple[Definition, bool]]:
    asked = set(
        CollectionItem.objects.filter(collection__period=period).values_list(
            "definition__indicator_id", flat=True
        )
    )
    return [(definition, definition.indicator_id in asked) for definition in definitions]


def _rows(
    period: Period, definitions: Sequence[Definition], practices: Sequence[int]
) -> list[tuple[Any, ...]]:
    wanted = [
        (definition.indicator_id, source.pk, age)
        for definition in definitions
        for age, source in enumerate(source_periods(period, definition))
    ]
    columns = list(zip(*wanted, strict=True)) or [(), (), ()]
    rows: list[tuple[Any, ...]]
    with connection.cursor() as cursor:
        cursor.execute(
            _FIGURES,
            {
                "indicators": list(columns[0]),
                "periods": list(columns[1]),
                "ages": list(columns[2]),
                "practices": list(practices),
            },
        )
        rows = cursor.fetchall()
    return rows


def _empty(size: int, due: bool) -> IndicatorFigures:
    state = NoBand.NOT_RETURNED if due else NoBand.NO_DATA
    return IndicatorFigures(
        figure_ids=np.zeros(size, np.int64),
        states=np.full(size, state, np.int8),
        numerator=np.full(size, np.nan),
        denominator=np.full(size, np.nan),
        value=np.full(size, np.nan),
        spread=np.full(size, np.nan),
        texts=[""] * size,
        queried=np.zeros(size, bool),
    )


def _put_lists(
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[int],
    found: dict[int, IndicatorFigures],
) -> None:
    """Fill the denominator from the list at the period's end, never over one that is given."""
    for kind in ListKind.values:
        wanted = [
            one
            for one in definitions
            if one.denominator_list == kind and one.kind in KINDS_WITH_PARTS
        ]
        if not wanted:
            continue
        lists = lists_on(period.ends_on, kind, practices)
        for definition in wanted:
            held = found[definition.indicator_id]
            empty = np.isnan(held.denominator) & ~np.isnan(held.numerator)
            held.denominator[empty] = lists[empty]


def lists_on(day: dt.date, kind: str, practices: Sequence[int]) -> NDArray[np.float64]:
    """The newest list size at or before the day, per practice asked for; NaN where none is."""
    known = list_sizes(practices, kind, day)
    return np.array([float(known.get(practice, "nan")) for practice in practices], dtype=float)


def _put(figures: IndicatorFigures, at: int, row: Sequence[Any]) -> None:
    figure_id, state, numerator, denominator, value, spread, text, queried = row
    figures.figure_ids[at] = figure_id
    figures.states[at] = _STATES[state]
    columns = (figures.numerator, figures.denominator, figures.value, figures.spread)
    for column, number in zip(columns, (numerator, denominator, value, spread), strict=True):
        if number is not None:
            column[at] = number
    figures.texts[at] = text
    figures.queried[at] = queried
