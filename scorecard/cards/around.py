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
from scorecard.calc import peers, rates
from scorecard.calc.types import Flags, Floats, NoBand

# Why a figure has no band that counts in the values of groups all the same.
COUNTS = (NoBand.BANDED, NoBand.TOO_FEW, NoBand.NO_COMPARISON, NoBand.NOT_BANDED)
OTHERS = 3  # with fewer others behind it, the area's value less one's own tells of a neighbour
MANY = 10  # with fewer, the ends of a range and its quarters are the figures of four of them
_QUARTERS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Spread:
    """The practices of an area on one indicator, in its unit; None where it cannot be told.

    `area` is their pooled value, told where at least `OTHERS` others than any reader stand behind
    it; a median and the practices from `lowest` to `highest` where they are `MANY`. The atypical
    are left out.
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
        states=np.where(np.isin(states, COUNTS), NoBand.BANDED, states).astype(np.int8),
        peers=typical,
    )


def adds_up(data: DefinitionData) -> bool:
    """Whether it is a number of each practice's own: not words, nor a figure that they share."""
    return data.level == "practice" and data.kind not in ("fact", "yes_no")


def spread_of(data: DefinitionData, figures: Figures) -> Spread:
    if not adds_up(data):
        return UNKNOWN
    behind = _behind(data, figures)
    shown = figures.value[pooling.who_counts(figures, figures.value)]
    # A median is one practice's own figure, or the mean of two.
    if behind.sum() < OTHERS + 1 and (behind.any() or shown.size < MANY):
        return UNKNOWN
    area = _number(comparing.pooled(data, figures, figures.value, "").value)
    if shown.size < MANY:
        return Spread(area)
    return Spread(area, *(float(one) for one in np.percentile(shown, _QUARTERS)))


def similar_of(data: DefinitionData, figures: Figures, similar: NDArray[np.intp]) -> Floats:
    """What the similar practices of each add up to, as if the indicator compared with them.

    Told where `OTHERS` or more stand behind it, and where nobody or as many are left of the area:
    the area less the similar ones would tell of who is left.
    """
    nobody = np.full(figures.value.shape, np.nan)
    if not adds_up(data):
        return nobody
    asked = replace(data, comparator="similar")
    found = comparing.benchmark_of(asked, figures, figures.value, "", Around(similar=similar))
    if found.own is None:
        return nobody
    behind, fewest = _behind(data, figures), OTHERS
    if not behind.any():
        behind, fewest = pooling.who_counts(figures, figures.value), MANY
    inside = peers.sizes_of_groups(behind, similar)
    left = behind.sum() - behind - inside
    told = (inside >= fewest) & ((left == 0) | (left >= OTHERS))
    return np.where(told, found.own, np.nan)


def _behind(data: DefinitionData, figures: Figures) -> Flags:
    """Whose counts are added up; nobody's where the middle value stands in for them."""
    counted = pooling.who_counts(figures, figures.value)
    above, below, _ = pooling.counts_of(data, figures, figures.value)
    if not pooling.has_counts(above, below, counted):
        return np.zeros(counted.shape, dtype=np.bool_)
    return np.asarray(counted & rates.has_value(above, below))


def _number(value: float) -> float | None:
    return None if value != value else float(value)
