"""Individuals and moving range chart (XmR): one series through time, and what is more than noise.

Source: Wheeler, Understanding Variation (1993); the four rules are those of the English health
service's "Making Data Count". Only the arithmetic stands here.

How the doubtful cases count:
- A missing point is no point: it is passed over, and its neighbours become each other's.
- A point on the centre line is on neither side, and ends a run on one side.
- A point equal to the one before it neither rises nor falls, and ends a run that rises or falls.
- A point on a limit is inside.
- What differs only by the noise of binary fractions is equal (`arrays.steady`).
- A baseline stands for itself: no moving range and no run crosses its beginning.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from scorecard.calc.arrays import divide, floats, steady
from scorecard.calc.types import Codes, Flags, Floats

AT_LEAST_POINTS = 12
LIMITS = 2.66  # 3 / 1.128: three standard deviations in mean moving ranges of two points
WARNING = 1.773  # 2 / 1.128: two standard deviations
LARGE = 3.267  # the upper limit of moving ranges of two points
RUN = 7


@dataclass(frozen=True, slots=True)
class XmR:
    """Arrays of the shape of the values; nothing is set where there is no point.

    `computed` tells where a chart stands: NaN and 0 elsewhere, also in all of a baseline with
    fewer than twelve points. The limits, the centre and the moving range are in the unit of the
    value; the first point of a baseline has no moving range. Rules are 1 at the points that make
    a signal above the centre line or rising, -1 below or falling, 0 at all others. A turning
    point belongs to the run that ends in it.
    """

    computed: Flags
    centre: Floats
    lower: Floats
    upper: Floats
    moving_range: Floats
    outside: Codes
    one_side: Codes
    one_way: Codes
    two_of_three: Codes


def xmr(values: ArrayLike, rebases: Sequence[int] = (), leave_out_large_ranges: bool = True) -> XmR:
    """Judge series x points (or one series), oldest first, by their own mean and moving ranges.

    Centre: the mean of the points. Limits: centre -/+ 2.66 x the mean moving range, which is the
    mean distance of neighbours; ranges of at least 3.267 x their mean are left out of it once, so
    that one jump does not hide itself (an option). Rules: `outside` the limits; seven points in a
    row on `one_side` of the centre; seven points in a row that each rise, or each fall, from the
    one before (`one_way`); `two_of_three` points in a row on the same side and further than
    1.773 x the mean moving range from the centre, marked at these two or three.

    `rebases` are positions at which somebody has decided that a new baseline begins; nothing here
    chooses them. ValueError where they do not rise or lie outside the series. A baseline with
    fewer than twelve points is not computed. Where all points are equal nothing is outside.
    """
    (given,) = floats(values)
    numbers = np.atleast_1d(given)
    series, points = math.prod(numbers.shape[:-1]), numbers.shape[-1]
    rows = steady(numbers).reshape(series, points)
    parts = [
        _baseline(rows[:, start:stop], leave_out_large_ranges)
        for start, stop in pairwise(_edges(rebases, points))
    ]
    return _mapped(lambda *columns: np.concatenate(columns, axis=1).reshape(numbers.shape), *parts)


def _edges(rebases: Sequence[int], points: int) -> list[int]:
    edges = [0, *rebases, points]
    if rebases and not all(one < two for one, two in pairwise(edges)):
        message = (
            f"New baselines begin at rising positions from 1 to {points - 1}; not at"
            f" {', '.join(map(str, rebases))}."
        )
        raise ValueError(message)
    return edges


def _baseline(rows: Floats, leave_out_large: bool) -> XmR:
    """The chart of one baseline: known points are moved together, judged, and put back."""
    known = ~np.isnan(rows)
    order = np.argsort(~known, axis=1, kind="stable")
    packed = np.take_along_axis(rows, order, axis=1)
    number = known.sum(axis=1, keepdims=True)
    packed = np.where(number >= AT_LEAST_POINTS, packed, np.nan)
    back = np.argsort(order, axis=1, kind="stable")
    return _mapped(
        lambda column: np.take_along_axis(column, back, axis=1), _judged(packed, leave_out_large)
    )


def _mapped(function: Callable[..., Any], *charts: XmR) -> XmR:
    """One chart of what the function makes of each array of the charts."""
    return XmR(*(function(*(getattr(one, f.name) for one in charts)) for f in fields(XmR)))


def _judged(packed: Floats, leave_out_large: bool) -> XmR:
    computed = ~np.isnan(packed)
    steps = np.diff(packed, axis=1, prepend=np.nan)
    ranges = steady(np.abs(steps))
    typical = _mean_range(ranges, leave_out_large)
    centre = _mean(packed, computed)
    away = steady(packed - centre)
    side = _signs(away)
    centre, typical = (np.where(computed, one, np.nan) for one in (centre, typical))
    beyond = np.where(np.abs(away) > steady(WARNING * typical), side, 0)
    return XmR(
        computed,
        centre,
        centre - LIMITS * typical,
        centre + LIMITS * typical,
        ranges,
        np.where(np.abs(away) > steady(LIMITS * typical), side, 0).astype(np.int8),
        _runs(side, RUN),
        _one_way(_signs(steady(steps))),
        _two_of_three(beyond),
    )


def _mean(numbers: Floats, kept: Flags) -> Floats:
    number = kept.sum(axis=1, keepdims=True)
    return divide(np.where(kept, numbers, 0.0).sum(axis=1, keepdims=True), number, number > 0)


def _mean_range(ranges: Floats, leave_out_large: bool) -> Floats:
    known = ~np.isnan(ranges)
    first = _mean(ranges, known)
    if not leave_out_large:
        return first
    return _mean(ranges, known & ((ranges < steady(LARGE * first)) | (first == 0)))


def _signs(numbers: Floats) -> Codes:
    return np.sign(np.nan_to_num(numbers)).astype(np.int8)


def _runs(signs: Codes, length: int) -> Codes:
    """The signs of all that belong to `length` or more equal ones in a row, 0 elsewhere."""
    if signs.shape[1] < length:
        return np.zeros_like(signs)
    whole = np.abs(sliding_window_view(signs, length, axis=1).sum(axis=2)) == length
    return np.where(_covered(whole, length), signs, 0).astype(np.int8)


def _one_way(steps: Codes) -> Codes:
    """A run of six steps one way marks the seven points that they join."""
    ends = _runs(steps, RUN - 1)
    starts = np.roll(ends, -1, axis=1)
    starts[:, -1:] = 0
    return np.where(ends != 0, ends, starts).astype(np.int8)


def _two_of_three(beyond: Codes) -> Codes:
    found = np.zeros_like(beyond)
    if beyond.shape[1] < 3:
        return found
    for side in (-1, 1):
        here = beyond == side
        enough = sliding_window_view(here, 3, axis=1).sum(axis=2) >= 2
        found[_covered(enough, 3) & here] = side
    return found


def _covered(windows: Flags, length: int) -> Flags:
    """Whether each position lies in a window that is set; windows are known by their start."""
    padded = np.pad(windows, ((0, 0), (length - 1, length - 1)))
    return np.asarray(sliding_window_view(padded, length, axis=1).any(axis=2))
