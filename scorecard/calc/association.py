"""Whether two numbers of the same practices go together: the correlation of their ranks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import floats, steady

AT_LEAST_PRACTICES = 10  # a correlation over fewer says next to nothing


@dataclass(frozen=True, slots=True)
class Association:
    """`rho` is -1 to 1 and `chance` how often chance alone would give as much; NaN where nothing
    can be said."""

    practices: int
    rho: float
    chance: float

    @property
    def is_more_than_chance(self) -> bool:
        return self.chance < 0.05


def ranked_together(x: ArrayLike, y: ArrayLike) -> Association:
    """Spearman's rank correlation (1904) over the practices that have both numbers.

    Ranks, since costs and scores of deprivation are skewed and a straight line is not needed; ties
    share their middle rank. `chance` is two-sided by Student's t of k - 2. NaN with fewer than ten
    practices, and where one of the two does not differ.
    """
    left, right = (steady(one) for one in floats(x, y))
    kept = ~np.isnan(left) & ~np.isnan(right)
    left, right = left[kept], right[kept]
    if left.size < AT_LEAST_PRACTICES or not np.ptp(left) or not np.ptp(right):
        return Association(int(left.size), np.nan, np.nan)
    from scipy import stats  # forty megabytes, for the processes that open such a page

    found = stats.spearmanr(left, right)
    return Association(int(left.size), float(found.statistic), float(found.pvalue))
