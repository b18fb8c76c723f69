"""England's value twice: as it was published, and as the figures held here add up to."""

from collections.abc import Collection, Sequence

import numpy as np

from indicators import comparing
from indicators.inputs import Figures
from indicators.models import BenchmarkValue, Definition, Result
from indicators.selectors.agreements import outside_values
from indicators.selectors.definitions import data_of
from practices.selectors import atypical_on, is_england
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardRun
from scorecard.charts.words import figure_with_unit

# Why a figure has no band that counts in pooled values all the same.
_COUNTS = (NoBand.BANDED, NoBand.TOO_FEW, NoBand.NO_COMPARISON, NoBand.NOT_BANDED)


def two_englands(definition: Definition, card_run: CardRun, results: Sequence[Result]) -> str:
    """Both values with their difference, and which one the results use; empty where there is no
    published one for the period, not all practices of England are here, or they share a figure."""
    period, data = card_run.run.period, data_of(definition)
    adds_up = data.level == "practice" and data.kind not in ("fact", "yes_no")
    if not is_england(period.commissioner) or not adds_up:
        return ""
    held = outside_values(definition.indicator)
    loaded = held.filter(period=period, area=BenchmarkValue.Area.ENGLAND).first()
    unlike = atypical_on([one.practice_id for one in results], period.ends_on)
    figures = _figures(results, unlike)
    counted = comparing.pooled(data, figures, comparing.values_of(data, figures), "England")
    if loaded is None or np.isnan(counted.value):
        return ""
    one, two = (
        figure_with_unit(number, data.unit, data.decimals)
        for number in (loaded.value, counted.value)
    )
    unit = "percentage points" if data.unit == "%" else data.unit
    apart = figure_with_unit(abs(counted.value - loaded.value), unit, data.decimals)
    used = {"england": "the published one", "area": "the one of the figures held here"}
    which = used.get(data.comparator, "neither")
    return (
        f"England is {one} as published ({loaded.source}) and {two} by the figures held here"
        f" ({counted.name}): a difference of {apart}. Practices are compared with {which}."
    )


def _figures(results: Sequence[Result], unlike: Collection[int]) -> Figures:
    def column(name: str) -> np.ndarray:
        return np.array([getattr(one, name) for one in results], dtype=float)

    states = [0 if one.no_band in _COUNTS else one.no_band for one in results]
    return Figures(
        numerator=column("numerator"),
        denominator=column("denominator"),
        value=column("value"),
        spread=np.full(len(results), np.nan),
        states=np.array(states, dtype=np.int8),
        peers=np.array([one.practice_id not in unlike for one in results], dtype=bool),
    )
