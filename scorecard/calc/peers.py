"""Groups of others: the most similar practices, or those of a network, without the practice itself.

A group is a row of positions of other practices, filled up with -1: practices x group size.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.calc import rates
from scorecard.calc.arrays import floats, group_codes
from scorecard.calc.types import Flags, Floats

Groups = NDArray[np.intp]
NOBODY = -1
_CHUNK = 256  # practices whose distances to all others are held at once


def similar(features: ArrayLike, k: int, eligible: ArrayLike = True) -> Groups:
    """The k nearest others of each practice by standardised Euclidean distance, nearest first.

    `features` are practices x features. Each feature is divided by its standard deviation among
    the eligible (a constant one tells nobody apart), and the distance is the root of the mean
    square over the features that both practices have. Ties go to the lower position. Who is not
    eligible is nobody's peer, but has peers. Who has no feature has no group; a group is shorter
    than k where fewer others can be compared. ValueError when k is below 1.
    """
    if k < 1:
        message = f"A group of {k} similar practices is empty; ask for at least 1."
        raise ValueError(message)
    (numbers,) = floats(features)
    count = numbers.shape[0]
    open_to = np.broadcast_to(np.asarray(eligible, dtype=bool), (count,))
    scaled = _standardised(numbers, open_to)
    chosen = np.full((count, k), NOBODY, dtype=np.intp)
    for start in range(0, count, _CHUNK):
        rows = slice(start, min(start + _CHUNK, count))
        chosen[rows] = _nearest(_distances(scaled, rows, open_to), k)
    return chosen


def others_of(groups: ArrayLike, eligible: ArrayLike = True) -> Groups:
    """The eligible others of each practice's group, by labels as in `leave_one_out`.

    Meant for small groups such as networks: as wide as the largest.
    """
    codes = group_codes(groups)
    open_to = np.broadcast_to(np.asarray(eligible, dtype=bool), codes.shape)
    members = [
        np.flatnonzero((codes == code) & open_to) for code in range(codes.max(initial=-1) + 1)
    ]
    widest = max((len(group) for group in members), default=0)
    chosen = np.full((codes.size, widest), NOBODY, dtype=np.intp)
    for practice, code in enumerate(codes):
        if code >= 0:
            others = members[code][members[code] != practice]
            chosen[practice, : others.size] = others
    return chosen


def sizes_of_groups(has_value: ArrayLike, groups: Groups) -> Floats:
    """How many members of each practice's group have a value."""
    flags = np.asarray(has_value, dtype=bool)
    members = _of_members(np.where(flags, 1.0, np.nan), groups)
    return np.asarray((~np.isnan(members)).sum(axis=1), dtype=np.float64)


def pooled_of_groups(
    numerator: ArrayLike, denominator: ArrayLike, groups: Groups, multiplier: float = 1.0
) -> Floats:
    """The pooled value of each practice's group: counts added, then divided.

    Only members with a value of their own take part; NaN where none has.
    """
    above, below = floats(numerator, denominator)
    kept = rates.has_value(above, below)
    above, below = np.where(kept, above, np.nan), np.where(kept, below, np.nan)
    return rates.pooled(_of_members(above, groups), _of_members(below, groups), multiplier, axis=1)


def median_of_groups(values: ArrayLike, groups: Groups) -> Floats:
    """The middle value of each practice's group; NaN where no member has a value."""
    (numbers,) = floats(values)
    members = _of_members(numbers, groups)
    found = np.full(groups.shape[0], np.nan)
    some = (~np.isnan(members)).any(axis=1)
    found[some] = np.nanmedian(members[some], axis=1)
    return found


def _of_members(numbers: Floats, groups: Groups) -> Floats:
    """The numbers of each practice's group, NaN where the row is filled up."""
    padded = np.append(numbers, np.nan)  # position -1 is the NaN at the end
    return padded[groups]


def _standardised(numbers: Floats, eligible: Flags) -> Floats:
    scaled = numbers.copy()
    for at in range(numbers.shape[1]):
        seen = numbers[eligible, at]
        seen = seen[~np.isnan(seen)]
        spread = seen.std() if seen.size and seen.min() < seen.max() else 0.0
        scaled[:, at] = numbers[:, at] / spread if spread > 0 else numbers[:, at] * 0.0
    return scaled


def _distances(scaled: Floats, rows: slice, eligible: Flags) -> Floats:
    """Mean squares between some practices and all; infinite where two cannot be compared."""
    total = np.zeros((rows.stop - rows.start, scaled.shape[0]))
    shared = np.zeros(total.shape)
    for feature in scaled.T:
        gap = feature[rows, None] - feature[None, :]
        known = ~np.isnan(gap)
        total += np.where(known, gap, 0.0) ** 2
        shared += known
    far = (shared == 0) | ~eligible[None, :]
    far[np.arange(total.shape[0]), np.arange(rows.start, rows.stop)] = True
    return np.where(far, np.inf, total / np.maximum(shared, 1))


def _nearest(distances: Floats, k: int) -> Groups:
    """Positions of the k smallest finite distances of each row, in order, -1 where there are none.

    All below the k-th smallest are in; the places left go to those equal to it, the first first.
    """
    width = min(k, distances.shape[1])
    last = np.partition(distances, width - 1, axis=1)[:, width - 1, None]
    below, level = distances < last, (distances == last) & np.isfinite(distances)
    places = k - below.sum(axis=1, keepdims=True)
    rows, columns = np.nonzero(below | (level & (np.cumsum(level, axis=1) <= places)))
    order = np.lexsort((columns, distances[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    chosen = np.full((distances.shape[0], k), NOBODY, dtype=np.intp)
    starts = np.searchsorted(rows, np.arange(distances.shape[0]))
    chosen[rows, np.arange(rows.size) - starts[rows]] = columns
    return chosen
