"""What groups of practices come to together: counts added, percentages never averaged. Pure.

As for the area as a whole: practices unlike the others take no part, nor do figures that no count
can give. Where at least half of a group's figures come without the counts behind them, nothing can
be added up and the middle one (median) stands in, and is called so.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from indicators import pooling
from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from scorecard.calc import comparators, dispersion, intervals, rates
from scorecard.calc.types import Codes, Flags, Floats, NoBand, Polarity, Sampling

Groups = NDArray[np.intp]

# Why a figure has no band and is added up all the same.
ADDED = (NoBand.BANDED, NoBand.TOO_FEW, NoBand.NO_COMPARISON, NoBand.NOT_BANDED)


@dataclass(frozen=True)
class Column:
    """Results of one definition, an entry per practice; NaN is missing, `typical` who counts."""

    states: Codes
    value: Floats
    numerator: Floats
    denominator: Floats
    typical: Flags

    @property
    def counted(self) -> Flags:
        return np.asarray(self.typical & np.isin(self.states, ADDED) & ~np.isnan(self.value))

    def only(self, places: NDArray[np.intp]) -> "Column":
        """Those at these places, in that order."""
        return Column(*(getattr(self, one.name)[places] for one in fields(self)))


@dataclass(frozen=True)
class Pooled:
    """An entry per group. `above` / `below` are the counts added up (NaN for a median).

    `practices` have a figure that counts; `added` of them bring the counts behind it. `median`:
    the value is the middle one of the group. Limits are 95%, NaN without a model of chance.
    """

    value: Floats
    lower: Floats
    upper: Floats
    above: Floats
    below: Floats
    practices: NDArray[np.intp]
    added: NDArray[np.intp]
    median: Flags


def pool(
    data: DefinitionData,
    column: Column,
    groups: Groups,
    size: int,
    scatter: dispersion.Dispersion | None = None,
) -> Pooled:
    """The pooled value of each of `size` groups; `groups` has a number from 0, -1 for none.

    `scatter` is that of all practices of the area, for a definition that says there is some.
    """
    counted = column.counted & (groups >= 0)
    above, below, multiplier = _counts(data, column)
    whole = counted & rates.has_value(above, below)
    practices, added = (np.bincount(groups[who], minlength=size) for who in (counted, whole))
    tops, bottoms = (_sums(part, groups, whole, size) for part in (above, below))
    median = np.asarray((practices > 0) & (2 * added < practices))
    middle = _medians(column.value, groups, counted, np.flatnonzero(median), size)
    tops, bottoms = (np.where(median | (added == 0), np.nan, part) for part in (tops, bottoms))
    value = np.where(median, middle, rates.value(tops, bottoms, multiplier))
    squares = _sums(below**2, groups, whole, size)
    widened = _inflation(data, scatter, bottoms, squares)
    lower, upper = intervals.for_sampling(
        _sampling(data), tops / widened, bottoms / widened, multiplier
    )
    return Pooled(value, lower, upper, tops, bottoms, practices, added, median)


def scatter_of(data: DefinitionData, column: Column) -> dispersion.Dispersion | None:
    """How far the practices of the area scatter; None where the definition asks for no widening."""
    if not data.over_dispersed:
        return None
    above, below, _ = _counts(data, column)
    counted = column.counted
    return dispersion.estimate(Sampling(data.sampling), above[counted], below[counted])


def _counts(data: DefinitionData, column: Column) -> tuple[Floats, Floats, float]:
    if data.kind == "yes_no":
        return column.value, np.where(np.isnan(column.value), np.nan, 1.0), 100.0
    nothing = np.full(column.value.shape, np.nan)
    figures = Figures(
        column.numerator, column.denominator, column.value, nothing, column.states, column.typical
    )
    return pooling.counts_of(data, figures, column.value)


def _sampling(data: DefinitionData) -> Sampling:
    """A mean brings no spread with its result, so that of several has no interval."""
    found = Sampling(data.sampling)
    return Sampling.NONE if found is Sampling.MEAN or data.kind == "yes_no" else found


def _sums(part: Floats, groups: Groups, who: Flags, size: int) -> Floats:
    return np.bincount(groups[who], weights=part[who], minlength=size).astype(np.float64)


def _medians(values: Floats, groups: Groups, counted: Flags, wanted: Groups, size: int) -> Floats:
    """Of the wanted groups (each with somebody that counts); NaN of the others."""
    found = np.full(size, np.nan)
    if not wanted.size:
        return found
    held, own = values[counted], groups[counted]
    order = np.lexsort((held, own))
    held, own = held[order], own[order]
    first, after = np.searchsorted(own, wanted), np.searchsorted(own, wanted, side="right")
    low, high = held[(first + after - 1) // 2], held[(first + after) // 2]
    found[wanted] = np.mean([low, high], axis=0)  # as np.median has it
    return found


def _inflation(
    data: DefinitionData,
    scatter: dispersion.Dispersion | None,
    people: Floats,
    squares: Floats,
) -> Floats:
    """By how much the variance of the pooled value is larger than by chance.

    phi at every size (multiplicative). Additive: on the scale of `calc.dispersion` the practices'
    own variance tau^2 counts by the square of each one's share, so 1 + 4 tau^2 sum(n^2) / sum(n);
    for a group of one that is the practice's own 1 + 4 n tau^2.
    """
    alone = np.ones(people.shape)
    if scatter is None:
        return alone
    if data.over_dispersed == "multiplicative":
        return alone if np.isnan(scatter.phi) else alone * scatter.phi
    share = np.divide(squares, people, out=np.zeros(people.shape), where=people > 0)
    tau = 0.0 if np.isnan(scatter.tau_squared) else scatter.tau_squared
    return np.asarray(1 + 4 * tau * share)


def patients_of(data: DefinitionData, counted: Flags, below: Floats, lists: Floats) -> Floats:
    """By how many patients each practice weighs in a slope over all of them: those its figure
    counts where figures bring counts, else those of its registered list (NaN: not known).

    A number of events counts practices, and an answer too; their patients are those of the list.
    """
    known = counted & ~np.isnan(below)
    if data.kind in ("count", "yes_no") or 2 * known.sum() < counted.sum():
        return lists
    return below


def value_of_area(data: DefinitionData, column: Column) -> Pooled:
    """All practices as one group."""
    everybody = np.zeros(column.value.size, dtype=np.intp)
    return pool(data, column, everybody, 1, scatter_of(data, column))


def compared(data: DefinitionData, found: Pooled, mark: float) -> Codes:
    """On which side of `mark` the whole interval of each group lies, as Comparison codes."""
    return comparators.compare(found.lower, found.upper, mark, Polarity(data.polarity))


def can_pool(data: DefinitionData) -> bool:
    """Whether the figures of practices can be put together at all."""
    return data.level == "practice" and data.kind != "fact"
