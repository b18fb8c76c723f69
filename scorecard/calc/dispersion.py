"""Over-dispersion: practices that scatter more than chance, and how far limits are then widened.

Source: Spiegelhalter, Funnel plots for comparing institutional performance (Statistics in Medicine
24:1185, 2005) and Handling over-dispersion of performance indicators (Quality and Safety in Health
Care 14:347, 2005). Events that come several to a person (contacts, attendances) scatter so, and so
does what differs between practices for reasons that nobody counts.

Every practice is placed on a scale on which chance is the same for all: the arcsine of the square
root for proportions, the square root for rates, both with a standard error of 1 / (2 sqrt n), so
that z = 2 sqrt(n) (y - y0) about the pooled value y0. The lowest and highest tenth of z are drawn
in to the 10% and 90% quantiles (interpolated), so that a few who stand far out do not widen the
limits that should show them; phi is then the mean of z^2.

- multiplicative: every variance by chance is phi times as large;
- additive: practices differ by a variance of tau^2 beside chance, with w = 4 n the inverse
  variances, tau^2 = (k phi - (k - 1)) / (sum w - sum w^2 / sum w) over k practices, the moment
  estimate of DerSimonian and Laird (1986) on the winsorised z.

Neither is below what chance alone gives: nothing is ever narrowed. With chance alone the winsorised
phi is about 0.68 and not 1, and as published nothing makes up for that: limits are rather too
narrow than too wide. All practices share one estimate, so a practice's limits depend on the others.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import divide, floats
from scorecard.calc.types import Floats, Sampling

Model = Literal["", "multiplicative", "additive"]
AT_LEAST_PRACTICES = 10
WINSORISED = 0.1  # share of practices at each end


@dataclass(frozen=True, slots=True)
class Dispersion:
    """`phi` and `tau_squared` of so many practices; 1 and 0 where chance explains the scatter.

    NaN for fewer than ten practices: then nothing is estimated and nothing widened. tau^2 is on
    the transformed scale.
    """

    practices: int
    phi: float
    tau_squared: float


def estimate(
    sampling: Sampling,
    numerator: ArrayLike,
    denominator: ArrayLike,
    winsorised: float = WINSORISED,
) -> Dispersion:
    """How far the practices given scatter about their own pooled value, beyond chance.

    About their own value and not a benchmark: an area that is worse than England as a whole is
    not excused by it. Counts and people, one-dimensional; a pair that makes no proportion or rate
    takes no part. Only proportions and counts of events have an estimate.
    """
    y, n = _placed(sampling, *floats(numerator, denominator))
    if y.size < AT_LEAST_PRACTICES:
        return Dispersion(y.size, np.nan, np.nan)
    z = 2 * np.sqrt(n) * y
    z = np.clip(z, *np.quantile(z, [winsorised, 1 - winsorised]))
    phi = float((z**2).mean())
    weights = 4 * n
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    excess = y.size * phi - (y.size - 1)
    return Dispersion(y.size, max(1.0, phi), max(0.0, excess / scale))


def inflation(found: Dispersion, model: Model, denominator: ArrayLike) -> Floats:
    """By how much the variance at each denominator is larger than by chance: 1 or more.

    phi at every size (multiplicative), or 1 + tau^2 / s^2 = 1 + 4 n tau^2 (additive), which grows
    with n, so that the limits of the largest practice stay apart too. 1 where nothing was
    estimated. What is widened takes `effective` counts.
    """
    scatter = found.phi if model == "multiplicative" else found.tau_squared
    return inflation_by(scatter, model, denominator)


def inflation_by(scatter: float, model: Model, denominator: ArrayLike) -> Floats:
    """`inflation` by phi (multiplicative) or tau^2 (additive) alone; NaN is nothing estimated."""
    (n,) = floats(denominator)
    if model == "" or np.isnan(scatter):
        return np.ones(n.shape)
    if model == "multiplicative":
        return np.where(np.isnan(n), np.nan, scatter)
    return 1 + 4 * np.maximum(n, 0.0) * scatter


def effective(count: ArrayLike, inflation: ArrayLike) -> Floats:
    """count / inflation: events or people that by chance alone would tell as much as these do.

    An interval or a limit of effective counts is as wide as over-dispersion makes it. ValueError
    where the inflation is below 1: nothing here narrows limits.
    """
    number, factor = floats(count, inflation)
    if (factor < 1).any():
        raise ValueError("The inflation of a variance is 1 or more.")
    return np.asarray(number / factor)


def _placed(sampling: Sampling, events: Floats, people: Floats) -> tuple[Floats, Floats]:
    """(distance from the pooled value on the scale, people) of those who take part."""
    good = (people > 0) & (events >= 0)
    if sampling is Sampling.PROPORTION:
        good &= events <= people
    good &= np.bool_(sampling in (Sampling.PROPORTION, Sampling.POISSON))
    n, events = people[good], events[good]
    scale = _arcsine if sampling is Sampling.PROPORTION else np.sqrt
    pooled = divide(events.sum(), n.sum(), where=np.asarray(n.size > 0))
    return scale(events / n) - scale(pooled), n


def _arcsine(share: Floats) -> Floats:
    return np.asarray(np.arcsin(np.sqrt(share)))
