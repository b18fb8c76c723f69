"""How much of the difference between practices is real, and how much the luck of who was counted.

Reliability is the share of the spread between practices that is not chance: 1 is all real, 0 is
all chance (Adams, The Reliability of Provider Profiling, RAND 2009). The true spread is estimated
as DerSimonian and Laird do (Controlled Clinical Trials 7, 1986).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import divide, floats, steady
from scorecard.calc.types import Flags, Floats, Sampling

AT_LEAST_PRACTICES = 2


@dataclass(frozen=True, slots=True)
class Spread:
    """How practices differ. All but `practices` are NaN where nothing can be said.

    `centre` is the pooled value and `between` the true variance between practices (tau^2), never
    below 0; `within` is the variance by chance of a practice with n = 1, so that it is within / n
    with n. Proportions are shares from 0 to 1, rates are events per one, means keep their unit.
    """

    practices: int
    centre: float
    between: float
    within: float


NOTHING = Spread(0, np.nan, np.nan, np.nan)


def spread(
    sampling: Sampling,
    numerator: ArrayLike,
    denominator: ArrayLike,
    value: ArrayLike = np.nan,
    deviation: ArrayLike = np.nan,
) -> Spread:
    """The true spread between practices, an entry per practice given.

    within: p(1 - p) of the pooled proportion; the pooled rate (Poisson); the pooled variance of
    patients, sum (n - 1) sd^2 / sum (n - 1), of means (`value` with the `deviation` of n =
    `denominator` patients). between: with y a practice's value, w = n / within and Y the pooled
    value, max(0, (sum w (y - Y)^2 - (k - 1)) / (sum w - sum w^2 / sum w)) over k practices.

    A practice without a valid pair (no denominator, a share above 1, a negative count; for means
    fewer than 2 patients or no deviation) takes no part. NaN with fewer than two practices and
    without a sampling model. Where chance plays no part at all (everybody or nobody everywhere,
    or no patient differs from another) between is the plain variance of the values.
    """
    y, n, variance = _parts(sampling, *floats(numerator, denominator, value, deviation))
    kept = np.asarray(~np.isnan(y))
    if kept.sum() < AT_LEAST_PRACTICES:
        return Spread(int(kept.sum()), np.nan, np.nan, np.nan)
    y, n = y[kept], n[kept]
    centre = float((n * y).sum() / n.sum())
    within = float(_within(sampling, centre, n, variance[kept]))
    return Spread(y.size, centre, _between(y, n, centre, within), within)


def reliability(found: Spread, denominator: ArrayLike) -> Floats:
    """between / (between + within / n) for each n: a share from 0 to 1.

    NaN where n is not above zero, where there is no spread to speak of (both parts are zero: all
    practices are equal and could not be otherwise by chance) and where nothing is known.
    """
    (n,) = floats(denominator)
    n = np.where(n > 0, n, np.nan)
    above = found.between * n
    total = above + found.within
    return divide(above, total, where=np.asarray(total > 0))


def needed(found: Spread, wanted: float) -> float:
    """The denominator at which reliability reaches `wanted` (a share below 1).

    within x wanted / (between x (1 - wanted)). NaN where no number of patients is enough, since
    practices differ by no more than chance, and where nothing is known.
    """
    if not 0 < wanted < 1:
        raise ValueError(f"Reliability is {wanted}; write it as a share between 0 and 1.")
    if not found.between > 0:
        return float("nan")
    return found.within * wanted / (found.between * (1 - wanted))


def _parts(
    sampling: Sampling, above: Floats, below: Floats, value: Floats, deviation: Floats
) -> tuple[Floats, Floats, Floats]:
    """(value, n, variance of patients) of each practice; the value is NaN where it has no part."""
    if sampling is Sampling.MEAN:
        good = (below >= 2) & (deviation >= 0) & ~np.isnan(value)
        return np.where(good, value, np.nan), below, deviation**2
    good = (below > 0) & (above >= 0) & _possible(sampling, above, below)
    return divide(above, below, where=np.asarray(good)), below, deviation


def _possible(sampling: Sampling, above: Floats, below: Floats) -> Flags:
    if sampling is Sampling.PROPORTION:
        return np.asarray(above <= below)
    return np.full(above.shape, sampling is Sampling.POISSON)


def _within(sampling: Sampling, centre: float, n: Floats, variance: Floats) -> float:
    if sampling is Sampling.PROPORTION:
        return centre * (1 - centre)
    if sampling is Sampling.POISSON:
        return centre
    return float(((n - 1) * variance).sum() / (n - 1).sum())


def _between(y: Floats, n: Floats, centre: float, within: float) -> float:
    if not within > 0:
        return float(steady(np.var(y, ddof=1)))
    weights = n / within
    excess = float((weights * (y - centre) ** 2).sum()) - (y.size - 1)
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, excess / float(scale))
