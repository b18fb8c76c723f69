"""Figures of one indicator added up over any groups of practices, all groups at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators import pooling
from scorecard.calc import dispersion, intervals, rates
from scorecard.calc.rounding import show
from scorecard.calc.types import Band, Floats, NoBand, Sampling
from scorecard.charts.types import BarItem
from scorecard.charts.words import in_bands
from scorecard.dashboards.presenters.indicator.reading import Reading


@dataclass(frozen=True)
class GroupLine:
    """One group of practices: what their counts add up to, and how they are banded. The words
    are made where they are shown: a nation has more than a thousand networks."""

    name: str
    practices: int
    bands: tuple[int, int, int]
    value: float | None
    low: float | None
    high: float | None
    amount: Callable[[float], str]

    @property
    def figure(self) -> str:
        return "No data" if self.value is None else self.amount(self.value)

    @property
    def interval(self) -> str:
        if self.low is None or self.high is None:
            return "No interval"
        return f"{self.amount(self.low)} to {self.amount(self.high)}"

    @property
    def bar(self) -> BarItem:
        reason = NoBand.NO_DATA if self.value is None else NoBand.NOT_BANDED
        return BarItem(self.name, self.value, self.low, self.high, Band.NONE, reason=reason)

    @property
    def cells(self) -> tuple[str, ...]:
        banded = in_bands(*self.bands) if any(self.bands) else "none banded"
        return self.name, show(self.practices), self.figure, self.interval, banded


class Pool:
    """Adds up the figures of any of the practices."""

    def __init__(self, reading: Reading) -> None:
        self.reading, rows, self.data = reading, reading.rows, reading.data
        self.counted = pooling.who_counts(rows.figures, rows.value)
        self.above, self.below, self.multiplier = pooling.counts_of(
            self.data, rows.figures, rows.value
        )
        self.adds_up = pooling.has_counts(self.above, self.below, self.counted)
        self.has_pair = rates.has_value(self.above, self.below)

    @property
    def how(self) -> str:
        if self.data.kind == "count":
            return "Each group's figure is the mean of its practices."
        if self.adds_up:
            return (
                "Each group's figure is what the counts of its practices add up to, never the"
                " mean of their percentages."
            )
        return "Sources give no counts that add up, so each group shows its middle practice."

    def lines(self, names: Sequence[str], codes: NDArray[np.intp]) -> list[GroupLine]:
        """A line for each name; `codes` say by place in the names in which group each is, -1 none.

        All groups are added up at once: a nation has more than a thousand networks.
        """
        inside = self.counted & (codes >= 0)
        values, lows, highs = self._together(inside, codes, len(names))
        bands = np.bincount(
            codes[inside] * 4 + self.reading.rows.bands[inside], minlength=4 * len(names)
        ).reshape(-1, 4)
        return [
            GroupLine(
                name, none + red + amber + green, (green, amber, red),
                _known(value), _known(low), _known(high), self.reading.amount,
            )
            for name, (none, red, amber, green), value, low, high in zip(
                names, bands.tolist(), values.tolist(), lows.tolist(), highs.tolist(), strict=True
            )
        ]  # fmt: skip

    def _together(
        self, inside: Any, codes: NDArray[np.intp], groups: int
    ) -> tuple[Floats, Floats, Floats]:
        nothing = np.full(groups, np.nan)
        if not self.adds_up:
            return self._medians(inside, codes, nothing.copy()), nothing, nothing
        paired = inside & self.has_pair
        above, below = (
            _added_up(one[paired], codes[paired], groups) for one in (self.above, self.below)
        )
        values = rates.value(above, below, self.multiplier)
        sampling = Sampling(self.data.sampling)
        if self.data.over_dispersed:
            wider = self.reading.inflation(below)
            above, below = (dispersion.effective(one, wider) for one in (above, below))
        if sampling not in (Sampling.PROPORTION, Sampling.POISSON):
            return values, nothing, nothing
        return values, *intervals.for_sampling(sampling, above, below, self.multiplier)

    def _medians(self, inside: Any, codes: NDArray[np.intp], found: Floats) -> Floats:
        for group in np.unique(codes[inside]).tolist():
            found[group] = np.median(self.reading.rows.value[inside & (codes == group)])
        return found


def _added_up(counts: Floats, codes: NDArray[np.intp], groups: int) -> Floats:
    return np.bincount(codes, weights=counts, minlength=groups).astype(np.float64)


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
