"""Confidence intervals: (lower, upper) in the unit of the value, NaN where there is none.

The methods are those of the technical guide to public-health confidence intervals (APHO Technical
Briefing 3, 2008, carried on by Public Health England): Wilson for proportions, Byar for counts,
exact Poisson for small counts, Student t for means.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc import rates
from scorecard.calc.arrays import checked_confidence, floats, z_for
from scorecard.calc.types import Floats, Sampling

Interval = tuple[Floats, Floats]
EXACT_BELOW = 10  # events; from here on Byar's approximation is as good and much faster


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> Interval:
    """Wilson score interval of a proportion, as shares from 0 to 1 (Wilson 1927).

    (2r + z^2 -/+ z sqrt(z^2 + 4r(1 - p))) / (2(n + z^2)) with p = r / n. NaN where n is not
    above zero or r lies outside 0..n: a register above its list is a query, not a proportion.
    """
    events, people = floats(numerator, denominator)
    people = np.where((people > 0) & (events >= 0) & (events <= people), people, np.nan)
    share, z = events / people, z_for(confidence)
    spread = z * np.sqrt(z**2 + 4 * events * (1 - share))
    middle, scale = 2 * events + z**2, 2 * (people + z**2)
    # The ends are exact there: 0 and 1 without the noise of binary fractions.
    lower = np.where(events == 0, share, (middle - spread) / scale)
    upper = np.where(events == people, share, (middle + spread) / scale)
    return lower, upper


def byars(
    count: ArrayLike, denominator: ArrayLike, multiplier: float = 1.0, confidence: float = 0.95
) -> Interval:
    """Byar's approximation to the Poisson interval, as a rate (Breslow and Day 1987).

    Lower: O (1 - 1/(9 O) - z / (3 sqrt O))^3; upper the same of O + 1 with + z; both divided by
    the denominator and multiplied. The lower limit of no events is 0. NaN without a denominator.
    """
    events, people = _counts(count, denominator)
    z = z_for(confidence)
    some = np.where(events > 0, events, 1.0)
    more = events + 1
    lower = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    lower = np.where(events > 0, np.maximum(lower, 0.0), events)
    return rates.value(lower, people, multiplier), rates.value(upper, people, multiplier)


def poisson_exact(
    count: ArrayLike, denominator: ArrayLike, multiplier: float = 1.0, confidence: float = 0.95
) -> Interval:
    """Exact Poisson interval by the chi-square link, as a rate (Garwood 1936).

    Lower: chi2(alpha/2; 2 O) / 2, 0 for no events; upper: chi2(1 - alpha/2; 2 O + 2) / 2.
    """
    events, people = _counts(count, denominator)
    tail = (1 - checked_confidence(confidence)) / 2
    distinct, where = np.unique(events, return_inverse=True)  # a distribution is slow to invert
    lower = np.where(distinct == 0, 0.0, special.gammaincinv(distinct, tail))
    upper = special.chdtri(2 * distinct + 2, tail) / 2
    limits = (limit[where].reshape(events.shape) for limit in (lower, upper))
    low, high = (rates.value(limit, people, multiplier) for limit in limits)
    return low, high


def rate(
    count: ArrayLike, denominator: ArrayLike, multiplier: float = 1.0, confidence: float = 0.95
) -> Interval:
    """Interval of a rate of independent events: exact below 10 events, Byar's from 10."""
    events, people = _counts(count, denominator)
    exact = poisson_exact(
        np.where(events < EXACT_BELOW, events, np.nan), people, multiplier, confidence
    )
    approximate = byars(events, people, multiplier, confidence)
    low, high = (
        np.where(events < EXACT_BELOW, small, large)
        for small, large in zip(exact, approximate, strict=True)
    )
    return low, high


def mean(
    average: ArrayLike, deviation: ArrayLike, number: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Student's t interval of a mean: average -/+ t(n - 1) x deviation / sqrt n.

    The deviation is the sample standard deviation in the unit of the average. NaN where n is
    below 2 or the deviation is negative or not known.
    """
    centre, spread, people = floats(average, deviation, number)
    people = np.where((people >= 2) & (spread >= 0), people, np.nan)
    tail = (1 - checked_confidence(confidence)) / 2
    half = -special.stdtrit(people - 1, tail) * spread / np.sqrt(people)
    return centre - half, centre + half


def for_sampling(
    sampling: Sampling,
    numerator: ArrayLike,
    denominator: ArrayLike,
    multiplier: float = 1.0,
    confidence: float = 0.95,
    deviation: ArrayLike = np.nan,
) -> Interval:
    """The interval that suits the sampling model, in the unit of `rates.value`.

    A mean is numerator / denominator x multiplier over `denominator` people and needs their
    `deviation` in that unit. Sampling.NONE gives NaN: no model, no interval.
    """
    if sampling is Sampling.PROPORTION:
        low, high = wilson(numerator, denominator, confidence)
        return low * multiplier, high * multiplier
    if sampling is Sampling.POISSON:
        return rate(numerator, denominator, multiplier, confidence)
    average = rates.value(numerator, denominator, multiplier)
    if sampling is Sampling.MEAN:
        return mean(average, deviation, denominator, confidence)
    return average * np.nan, average * np.nan


def _counts(count: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    """Counts below zero are missing: no number of events is negative."""
    events, people = floats(count, denominator)
    return np.where(events >= 0, events, np.nan), people
