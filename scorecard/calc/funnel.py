"""Funnel limits about the pooled mean, and who lies outside them by more than chance.

The limits say where a practice of each size would lie if only chance kept it from the mean. They
turn round the practice's own interval, Wilson's of a share and the exact one of a count: a
practice lies outside the limits exactly when that interval does not hold the mean. (Byar's
approximation, shown from 10 events, may differ from the exact one by an event.) Sources:
Spiegelhalter 2005 (Statistics in Medicine 24:1185) and the technical guide of the national
public-health profiles.

Events that come several to a person (contacts, attendances) scatter more than chance allows. Each
function takes the `inflation` of the variance at n (`scorecard.calc.dispersion`), 1 or more, and
widens by it: n patients then tell as much as n / inflation would. It is estimated from all
practices, so that widened limits depend on all of them.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc import comparators, intervals, rates
from scorecard.calc.arrays import checked_confidence, floats, z_for
from scorecard.calc.dispersion import effective
from scorecard.calc.types import Codes, Floats, Polarity, Sampling

Limits = tuple[Floats, Floats]
NEAR, FAR = 0.95, 0.998
_HALVINGS = 60  # halves the widest bracket below the last digits of a float


def limits_proportion(
    mean: ArrayLike, n: ArrayLike, confidence: float = NEAR, inflation: ArrayLike = 1.0
) -> Limits:
    """p -/+ z sqrt(p (1 - p) x inflation / n), clipped to 0..1: shares, as the mean p is.

    This is Wilson's interval turned round, and not Wilson's interval of p and n. NaN where n is
    not above zero or the mean lies outside 0..1.
    """
    share, people = floats(mean, effective(n, inflation))
    share = np.where((share >= 0) & (share <= 1), share, np.nan)
    people = np.where(people > 0, people, np.nan)
    half = z_for(confidence) * np.sqrt(share * (1 - share) / people)
    return np.maximum(share - half, 0.0), np.minimum(share + half, 1.0)


def limits_rate(
    mean: ArrayLike,
    n: ArrayLike,
    multiplier: float = 1.0,
    confidence: float = NEAR,
    inflation: ArrayLike = 1.0,
) -> Limits:
    """Exact Poisson limits about the mean rate at the denominators n, in the unit of the mean.

    With E = mean x n / multiplier events expected, the upper limit is the count x whose exact
    interval (Garwood 1936) begins at E: chi2(alpha/2; 2 x) / 2 = E; the lower limit is the one
    whose interval ends there: chi2(1 - alpha/2; 2 x + 2) / 2 = E. Counts between whole numbers
    are allowed, so that the lines are smooth. The lower limit is 0 while E is so small that no
    count is low. NaN where n is not above zero or the mean is negative.
    """
    rate, people = floats(mean, effective(n, inflation))
    people = np.where(people > 0, people, np.nan)
    expected = np.where(rate >= 0, rate, np.nan) * people / multiplier
    tail = (1 - checked_confidence(confidence)) / 2
    distinct, where = np.unique(expected, return_inverse=True)  # a distribution is slow to invert
    lower, upper = (
        rates.value(limit[where].reshape(expected.shape), people, multiplier)
        for limit in (
            _lowest_usual(distinct, tail),
            _highest_usual(distinct, tail),
        )
    )
    return lower, upper


def limits_ratio(
    expected: ArrayLike,
    multiplier: float = 1.0,
    confidence: float = NEAR,
    inflation: ArrayLike = 1.0,
) -> Limits:
    """Exact Poisson limits of observed / expected about 1, at the numbers of events expected.

    In units of the multiplier (100 gives limits about 100). As `limits_rate` of one event per
    event expected. NaN where nothing is expected.
    """
    return limits_rate(multiplier, expected, multiplier, confidence, inflation)


def significance(
    sampling: Sampling,
    numerator: ArrayLike,
    denominator: ArrayLike,
    mean: ArrayLike,
    polarity: Polarity,
    multiplier: float = 1.0,
    inflation: ArrayLike = 1.0,
) -> tuple[Codes, Codes]:
    """Say who lies beyond the limits about the mean: Comparison codes at 95% and 99.8%.

    `mean` is in the unit of the value (x multiplier). Only proportions (Wilson) and counts of
    independent events (exact Poisson) have a funnel; the rest are NONE.
    """
    events, people, marks = floats(
        effective(numerator, inflation), effective(denominator, inflation), mean
    )
    if sampling is Sampling.POISSON:
        near, far = (
            comparators.compare(*tails, 0.0, polarity)
            for tails in _tails(events, people, marks / multiplier)
        )
        return near, far
    if sampling is not Sampling.PROPORTION:
        sampling = Sampling.NONE
    near, far = (
        comparators.compare(
            *intervals.for_sampling(sampling, events, people, multiplier, confidence),
            marks,
            polarity,
        )
        for confidence in (NEAR, FAR)
    )
    return near, far


def _tails(events: Floats, people: Floats, mean: Floats) -> Iterator[Limits]:
    """For each confidence a pair that lies about 0 as the exact interval lies about the mean.

    The interval begins above the mean where so many events or more are less likely than the tail,
    and ends below it where so few or fewer are. That spares looking for the interval itself.
    """
    usable = (events >= 0) & (people > 0) & (mean >= 0)
    expected = np.where(usable, mean * people, np.nan)
    counts = np.where(usable, events, np.nan)
    # None or more is certain, also where none is expected.
    so_many = np.where(counts == 0, 1.0, special.gammainc(counts, expected))
    so_few = special.gammaincc(counts + 1, expected)
    for confidence in (NEAR, FAR):
        tail = (1 - confidence) / 2
        yield tail - so_many, so_few - tail


def _highest_usual(expected: Floats, tail: float) -> Floats:
    """The count x with P(chi2 of 2 x degrees <= 2 E) = tail; 0 where no event is expected."""
    found = _falling_root(lambda count: special.gammainc(count, expected) - tail, expected)
    return np.where(expected == 0, expected, found)


def _lowest_usual(expected: Floats, tail: float) -> Floats:
    """The count x with P(chi2 of 2 x + 2 degrees > 2 E) = tail; 0 where even none is not low."""
    found = _falling_root(lambda c: tail - special.gammaincc(c + 1, expected), expected)
    return np.where(special.gammaincc(1, expected) >= tail, 0 * expected, found)


def _falling_root(function: Callable[[Floats], Floats], expected: Floats) -> Floats:
    """Where a falling function of the count crosses zero, by halving the bracket."""
    low = np.full(expected.shape, 1e-12)
    high = expected + 10 * np.sqrt(expected) + 50
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = function(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.where(np.isnan(expected), np.nan, (low + high) / 2)
