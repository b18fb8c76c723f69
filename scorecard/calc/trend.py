"""Trend: does a practice's share or rate go steadily up or down, beyond noise?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc.arrays import checked_confidence, divide, floats
from scorecard.calc.types import Codes, Flags, Floats, Polarity, Sampling, Trend

POINTS = 5


@dataclass(frozen=True, slots=True)
class Trends:
    """One entry per series: Trend codes, and the test behind them (NaN where not computed).

    `direction` is increasing or decreasing whatever is good; `judged` is better or worse instead
    where the polarity says which, and the same as `direction` where it does not.
    """

    direction: Codes
    judged: Codes
    chi_square: Floats
    p_value: Floats


def chi_square_trend(
    numerators: ArrayLike,
    denominators: ArrayLike,
    alpha: float = 0.002,
    sampling: Sampling = Sampling.PROPORTION,
    polarity: Polarity = Polarity.NONE,
) -> Trends:
    """Chi-square test for linear trend over the last five points of the last axis.

    With x = 0..4 and p = sum r / sum n: (sum x (r - n p))^2 / (v (sum n x^2 - (sum n x)^2 /
    sum n)), one degree of freedom, where v is p (1 - p) for proportions (Armitage 1955) and p
    for Poisson rates. alpha 0.002 is the 99.8% level of the national profiles. The points must
    not overlap and must keep one definition: the caller sees to that. NOT_COMPUTED with fewer
    than five points, where one of the five has no valid pair, and without a sampling model that
    counts. Nobody or everybody at all points is no change.
    """
    checked_confidence(1 - alpha)
    above, below = (part[..., -POINTS:] for part in floats(numerators, denominators))
    computed = _computed(above, below, sampling)
    slope, spread = _slope_and_spread(above, below, sampling)
    chi_square = divide(slope**2, spread, where=computed & (spread > 0))
    chi_square = np.where(computed & ~(spread > 0), 0.0, chi_square)
    p_value = np.asarray(special.chdtrc(1, chi_square))
    direction = _directions(computed, p_value < alpha, slope)
    return Trends(direction, judged(direction, polarity), chi_square, p_value)


def judged(direction: ArrayLike, polarity: Polarity) -> Codes:
    """Say of Trend codes which way is better or worse; as they are where nothing is judged."""
    codes = np.asarray(direction, dtype=np.int8)
    if polarity is Polarity.NONE:
        return codes
    better = Trend.INCREASING if polarity is Polarity.HIGH else Trend.DECREASING
    moved = np.isin(codes, (Trend.INCREASING, Trend.DECREASING))
    found = np.where(codes == better, np.int8(Trend.BETTER), np.int8(Trend.WORSE))
    return np.where(moved, found, codes)


def _computed(above: Floats, below: Floats, sampling: Sampling) -> Flags:
    valid = (above >= 0) & (below > 0)
    if sampling is Sampling.PROPORTION:
        valid &= above <= below
    counts = sampling in (Sampling.PROPORTION, Sampling.POISSON)
    return np.asarray(valid.all(axis=-1) & np.bool_(counts and above.shape[-1] == POINTS))


def _slope_and_spread(above: Floats, below: Floats, sampling: Sampling) -> tuple[Floats, Floats]:
    x = np.arange(above.shape[-1])
    people = below.sum(axis=-1)
    share = divide(above.sum(axis=-1), people, where=people > 0)
    slope = (x * above).sum(axis=-1) - share * (x * below).sum(axis=-1)
    mean_square = divide((x * below).sum(axis=-1) ** 2, people, where=people > 0)
    variance = share * (1 - share) if sampling is Sampling.PROPORTION else share
    return slope, variance * ((x**2 * below).sum(axis=-1) - mean_square)


def _directions(computed: Flags, beyond_noise: Flags, slope: Floats) -> Codes:
    found = np.where(slope > 0, Trend.INCREASING, Trend.DECREASING)
    result = np.where(beyond_noise, found, Trend.NO_CHANGE)
    return np.where(computed, result, Trend.NOT_COMPUTED).astype(np.int8)
