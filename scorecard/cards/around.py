"""Where everybody stands on an indicator, and the similar practices of each one. Pure.

By the rules of banding (`indicators.comparing`), whatever the indicator's own comparator is: a
chart that puts a practice beside the area and beside similar practices needs both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators import comparing, pooling
from indicators.definitions import DefinitionData
from indicators.inputs import Around, Figures
from scorecard.calc.types import Floats, NoBand

# Why a figure has no band that counts in the values of groups all the same.
_COUNTS = (NoBand.BANDED, NoBand.TOO_FEW, NoBand.NO_COMPARISON, NoBand.NOT_BANDED)
FEWEST = 5  # practices with a value: with fewer, the ends of a range are somebody's own figure
_QUARTERS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Spread:
    """The practices of an area on one indicator, in its unit; None where it cannot be told.

    `area` is their pooled value. From `lowest` to `highest` they are told from five practices on,
    the atypical left out.
    """

    area: float | None = None
    lowest: float | None = None
    quarter: float | None = None
    middle: float | None = None
    three_quarters: float | None = None
    highest: float | None = None


UNKNOWN = Spread()


@dataclass(frozen=True, slots=True)
class AroundOne:
    """What one practice is put beside, by definition id: all others, and those similar to it."""

    spreads: Mapping[int, Spread]
    similar: Mapping[int, float]


def spread_from(numbers: Sequence[float]) -> Spread:
    """A spread from its six numbers, NaN where one is not known."""
    return Spread(*(_number(one) for one in numbers))


def figures_of(
    states: NDArray[np.int8], value: Floats, numerator: Floats, denominator: Floats,
    typical: NDArray[np.bool_],
) -> Figures:  # fmt: skip
    """Results as figures that are pooled: one entry per practice."""
    return Figures(
        numerator=numerator,
        denominator=denominator,
        value=value,
        spread=np.full(value.shape, np.nan),
        states=np.where(np.isin(states, _COUNTS), NoBand.BANDED, states).astype(np.int8),
        peers=typical,
    )


def adds_up(data: DefinitionData) -> bool:
    """Whether it is a number of each practice's own: not words, nor a figure that they share."""
    return data.level == "practice" and data.kind not in ("fact", "yes_no")


def spread_of(data: DefinitionData, figures: Figures) -> Spread:
    if not adds_up(data):
        return UNKNOWN
    area = comparing.pooled(data, figures, figures.value, "").value
    shown = figures.value[pooling.who_counts(figures, figures.value)]
    if shown.size < FEWEST:
        return Spread(_number(area))
    return Spread(_number(area), *(float(one) for one in np.percentile(shown, _QUARTERS)))


def similar_of(data: DefinitionData, figures: Figures, similar: NDArray[np.intp]) -> Floats:
    """What the similar practices of each add up to, as if the indicator compared with them."""
    if not adds_up(data):
        return np.full(figures.value.shape, np.nan)
    asked = replace(data, comparator="similar")
    found = comparing.benchmark_of(asked, figures, figures.value, "", Around(similar=similar))
    return np.full(figures.value.shape, np.nan) if found.own is None else found.own


def _number(value: float) -> float | None:
    return None if value != value else float(value)
