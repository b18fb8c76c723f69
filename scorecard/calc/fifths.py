"""Fifths of practices by a number such as a deprivation score: 1 is the most deprived."""

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import floats
from scorecard.calc.types import Codes

FIFTHS = 5


def fifths(values: ArrayLike, among: ArrayLike) -> Codes:
    """1 + floor(5 m / n), where m of the n known values `among` are higher; at most 5.

    The highest values are fifth 1, equal values share a fifth, and 0 is not known (NaN). `among`
    may be the values themselves or those of a larger place; without 5 values nobody has a fifth.
    """
    (own,), (others,) = floats(values), floats(among)
    known = np.sort(others[~np.isnan(others)])
    if known.size < FIFTHS:
        return np.zeros(own.shape, dtype=np.int8)
    higher = known.size - np.searchsorted(known, own, side="right")
    found = np.minimum(1 + higher * FIFTHS // known.size, FIFTHS)
    return np.where(np.isnan(own), 0, found).astype(np.int8)
