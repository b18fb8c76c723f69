"""Ranks and percentiles: 1 is best, ties share the lowest rank, the missing have none."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.calc.arrays import floats, group_codes, steady
from scorecard.calc.types import Floats, Polarity

_SIGN: dict[Polarity, float] = {Polarity.HIGH: -1.0, Polarity.LOW: 1.0, Polarity.NONE: np.nan}


def rank(
    values: ArrayLike,
    polarity: Polarity,
    eligible: ArrayLike = True,
    groups: ArrayLike | None = None,
) -> Floats:
    """Rank each practice among the eligible: 1 + the number that are better.

    One-dimensional. NaN for the missing, the not eligible and, with `groups` (ranked within
    each), those in none. Where there is no judgement nobody is ranked. Values that differ only
    by the noise of binary fractions tie.
    """
    costs, codes = _costs(values, polarity, eligible, groups)
    ranked, order = _ordered(costs, codes)
    first = _run_starts(costs[order], codes[order])
    group_first = _run_starts(codes[order])
    return _placed(ranked, order, (first - group_first + 1).astype(np.float64))


def group_sizes(values: ArrayLike, groups: ArrayLike) -> Floats:
    """How many values each practice's group has, its own included; NaN for who has none."""
    costs, codes = _costs(values, Polarity.LOW, True, groups)
    ranked, order = _ordered(costs, codes)
    sizes = np.bincount(codes[order], minlength=1)[codes[order]]
    return _placed(ranked, order, sizes.astype(np.float64))


def percentile(values: ArrayLike, polarity: Polarity, eligible: ArrayLike = True) -> Floats:
    """Percentile rank from 0 to 100, where more is better: (worse + tied / 2) / n x 100.

    The practice counts itself among the tied, so that the middle one of three is at 50 and a
    practice alone is too. NaN as for `rank`.
    """
    return standing(values, polarity, eligible)[1]


def standing(
    values: ArrayLike, polarity: Polarity, eligible: ArrayLike = True
) -> tuple[Floats, Floats]:
    """Rank and percentile rank of each practice among all, from one sorting."""
    costs = _costs_of(values, polarity, eligible)
    present = np.flatnonzero(~np.isnan(costs))
    order = present[np.argsort(costs[present], kind="stable")]
    sorted_costs, number = costs[order], order.size
    better = np.searchsorted(sorted_costs, sorted_costs, side="left").astype(np.float64)
    worse = number - np.searchsorted(sorted_costs, sorted_costs, side="right")
    shares = (number + worse - better) / (2 * max(number, 1)) * 100
    missing = np.full(costs.shape, np.nan)
    return _placed(missing.copy(), order, better + 1), _placed(missing, order, shares)


def _costs(
    values: ArrayLike, polarity: Polarity, eligible: ArrayLike, groups: ArrayLike | None
) -> tuple[Floats, NDArray[np.intp]]:
    """Turn values so that less is better, NaN where nothing is ranked; number the groups."""
    costs = _costs_of(values, polarity, eligible)
    codes = group_codes(np.zeros(costs.shape) if groups is None else groups)
    return np.where(codes >= 0, costs, np.nan), codes


def _costs_of(values: ArrayLike, polarity: Polarity, eligible: ArrayLike) -> Floats:
    (numbers,) = floats(values)
    costs = steady(numbers) * _SIGN[polarity]
    return np.where(np.broadcast_to(np.asarray(eligible, dtype=bool), costs.shape), costs, np.nan)


def _ordered(costs: Floats, codes: NDArray[np.intp]) -> tuple[Floats, NDArray[np.intp]]:
    """An empty answer, and where the values are, sorted by group and then by cost."""
    present = np.flatnonzero(~np.isnan(costs))
    return np.full(costs.shape, np.nan), present[np.lexsort((costs[present], codes[present]))]


def _run_starts(*keys: NDArray[np.generic]) -> NDArray[np.intp]:
    """For sorted keys: the position where each entry's run of equal entries begins."""
    positions = np.arange(keys[0].size)
    new = np.ones(positions.shape, dtype=bool)
    new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return np.maximum.accumulate(np.where(new, positions, 0))


def _placed(answer: Floats, order: NDArray[np.intp], ordered: Floats) -> Floats:
    answer[order] = ordered
    return answer
