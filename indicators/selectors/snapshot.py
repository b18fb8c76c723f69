"""Every figure that a banding run needs, as arrays.

A run reads them in one transaction that sees one moment (`scorecard.cards.services.banding`), so
a return that arrives meanwhile is either wholly in or out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.definitions import KINDS_WITH_PARTS
from indicators.models import CollectionItem, Definition, Period
from indicators.periods import months_between
from indicators.selectors.one_picture import Reader
from indicators.selectors.packed_figures import FigureArrays
from practices.models.links import ListKind
from practices.selectors import list_sizes
from scorecard.calc.types import NoBand


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
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[int],
    second: Reader | None = None,
) -> dict[int, IndicatorFigures]:
    """By indicator id: the current figures that count for `period`.

    A definition that is valid for some months takes the newest figure not older than that. What
    is due in the period's return and has no figure is "not returned"; the rest "no data". A
    definition whose denominator is the list takes it where a figure has only its numerator.
    `second` is another reader of the same picture.
    """
    asked = _asked_for(period)
    indicators = list(dict.fromkeys(one.indicator_id for one in definitions))
    arrays = FigureArrays(indicators, practices)
    for source, wanted in _sources(period, definitions):
        arrays.read(source, wanted, second)
    found = {
        indicator: _of_indicator(arrays, row, due=indicator in asked)
        for row, indicator in enumerate(indicators)
    }
    _put_lists(period, definitions, practices, found)
    return found


def _of_indicator(arrays: FigureArrays, row: int, *, due: bool) -> IndicatorFigures:
    missing = arrays.figure_ids[row] == 0
    arrays.states[row][missing] = NoBand.NOT_RETURNED if due else NoBand.NO_DATA
    return IndicatorFigures(
        figure_ids=arrays.figure_ids[row],
        states=arrays.states[row],
        numerator=arrays.numerator[row],
        denominator=arrays.denominator[row],
        value=arrays.value[row],
        spread=arrays.spread[row],
        texts=arrays.texts_of(row),
        queried=arrays.queried_of(row),
    )


def _sources(period: Period, definitions: Sequence[Definition]) -> list[tuple[int, list[int]]]:
    """Periods with the indicators whose figures may stand for `period`, the best period last."""
    found = [(period.pk, [one.indicator_id for one in definitions])]
    lasting = [one for one in definitions if one.valid_for_months]
    if not lasting:
        return found
    earlier = Period.objects.filter(
        commissioner_id=period.commissioner_id, ends_on__lte=period.ends_on
    ).exclude(pk=period.pk)
    for source in earlier:
        age = months_between(source.ends_on, period.ends_on)
        wanted = [one.indicator_id for one in lasting if age <= one.valid_for_months]
        if wanted:
            found.append((source.pk, wanted))
    return found[::-1]


def _asked_for(period: Period) -> set[int]:
    asked = CollectionItem.objects.filter(collection__period=period)
    return set(asked.values_list("definition__indicator_id", flat=True))


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
