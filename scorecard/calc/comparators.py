"""Compare practices with a benchmark: better, similar or worse, and the group without itself."""

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import rates
from scorecard.calc.arrays import floats, group_codes, group_totals, steady
from scorecard.calc.types import Codes, Comparison, Floats, Polarity

_ABOVE = {
    Polarity.HIGH: Comparison.BETTER,
    Polarity.LOW: Comparison.WORSE,
    Polarity.NONE: Comparison.HIGHER,
}
_BELOW = {
    Polarity.HIGH: Comparison.WORSE,
    Polarity.LOW: Comparison.BETTER,
    Polarity.NONE: Comparison.LOWER,
}


def compare(lower: ArrayLike, upper: ArrayLike, benchmark: ArrayLike, polarity: Polarity) -> Codes:
    """Say on which side of the benchmark the whole interval lies, as Comparison codes.

    A limit equal to the benchmark is similar. Where there is no judgement the words are higher
    and lower. NONE where a limit or the benchmark is missing. All in the unit of the value.
    """
    low, high, mark = np.broadcast_arrays(*(steady(ends) for ends in (lower, upper, benchmark)))
    result = np.full(mark.shape, Comparison.SIMILAR, dtype=np.int8)
    result[low > mark] = _ABOVE[polarity]
    result[high < mark] = _BELOW[polarity]
    result[np.isnan(low) | np.isnan(high) | np.isnan(mark)] = Comparison.NONE
    return result


def leave_one_out(
    numerator: ArrayLike, denominator: ArrayLike, groups: ArrayLike, multiplier: float = 1.0
) -> Floats:
    """The pooled value of each practice's group without the practice itself.

    In a network of four the practice is a quarter of the group, so it would partly be compared
    with itself. One-dimensional, one entry per practice; `groups` are labels, where a negative
    number, NaN or "" means none. NaN for a practice in no group, or whose peers have no value.
    """
    above, below = floats(numerator, denominator)
    kept = rates.has_value(above, below)
    codes = group_codes(groups)
    others_above, others_below, others = (
        group_totals(own, codes) - own
        for own in (np.where(kept, above, 0), np.where(kept, below, 0), np.where(kept, 1.0, 0.0))
    )
    return rates.value(others_above, np.where(others >= 1, others_below, 0), multiplier)
