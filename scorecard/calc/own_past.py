"""A practice compared with its own past: two samples, and not an interval against a point.

Both periods vary by chance, so the question is whether the interval of the difference (or of the
share of events that fell in the later period) leaves no difference out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc import comparators, intervals, rates
from scorecard.calc.arrays import checked_confidence, floats
from scorecard.calc.types import Codes, Floats, Polarity, Sampling

Interval = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Sample:
    """One period's figures, an entry per practice.

    Events and people; for a mean the average stands in `value` with its number in `denominator`
    and the sample standard deviation, in the unit of the value, in `deviation`.
    """

    numerator: ArrayLike = np.nan
    denominator: ArrayLike = np.nan
    value: ArrayLike = np.nan
    deviation: ArrayLike = np.nan


def compare_with_past(
    sampling: Sampling, now: Sample, before: Sample, polarity: Polarity, confidence: float = 0.95
) -> Codes:
    """Say whether each practice is better, similar or worse than it was, as Comparison codes.

    NONE where either period is missing or the figure has no sampling model.
    """
    if sampling is Sampling.PROPORTION:
        limits = newcombe(
            now.numerator, now.denominator, before.numerator, before.denominator, confidence
        )
        return comparators.compare(*limits, 0.0, polarity)
    if sampling is Sampling.POISSON:
        return _compare_counts(now, before, polarity, confidence)
    if sampling is Sampling.MEAN:
        return comparators.compare(*welch(now, before, confidence), 0.0, polarity)
    shape = np.broadcast(np.asarray(now.denominator), np.asarray(before.denominator)).shape
    return np.zeros(shape, dtype=np.int8)


def newcombe(
    events: ArrayLike,
    people: ArrayLike,
    events_before: ArrayLike,
    people_before: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    """Interval of the difference of two proportions, now less before, as shares.

    Method 10 of Newcombe 1998 (Statistics in Medicine 17:873), from the two Wilson intervals:
    d - sqrt((p1 - l1)^2 + (u2 - p2)^2) to d + sqrt((u1 - p1)^2 + (p2 - l2)^2).
    """
    now = intervals.wilson(events, people, confidence)
    before = intervals.wilson(events_before, people_before, confidence)
    values = rates.value(events, people), rates.value(events_before, people_before)
    return of_two_intervals(values[0], now, values[1], before)


def of_two_intervals(
    now: ArrayLike, limits: Interval, before: ArrayLike, limits_before: Interval
) -> Interval:
    """Interval of a difference, now less before, from the intervals of its two values.

    The square-and-add rule of Zou and Donner 2008 (Statistics in Medicine 27:1693), of which
    Newcombe's is the one for Wilson intervals: for values whose own interval is known and no
    other comparison is, such as one that was widened by over-dispersion. NaN where one is missing.
    """
    value, low, high = floats(now, *limits)
    value_before, low_before, high_before = floats(before, *limits_before)
    change = value - value_before
    lower = change - np.sqrt((value - low) ** 2 + (high_before - value_before) ** 2)
    upper = change + np.sqrt((high - value) ** 2 + (value_before - low_before) ** 2)
    return lower, upper


def share_of_later(
    events: ArrayLike, events_before: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Exact interval of the share of all events that fell in the later period.

    Given their sum, the later of two Poisson counts is binomial (Przyborowski and Wilenski 1940);
    its exact interval is that of Clopper and Pearson 1934, by the beta distribution. 0 to 1 when
    nothing happened in either period: then nothing is known.
    """
    later, earlier = floats(events, events_before)
    later = np.where((later >= 0) & (earlier >= 0), later, np.nan)
    earlier = np.where(np.isnan(later), np.nan, earlier)
    tail = (1 - checked_confidence(confidence)) / 2
    lower = special.betaincinv(later, earlier + 1, tail)
    upper = special.betainccinv(later + 1, earlier, tail)
    return np.where(later == 0, later, lower), np.where(earlier == 0, earlier + 1, upper)


def welch(now: Sample, before: Sample, confidence: float = 0.95) -> Interval:
    """Interval of the difference of two means by Welch 1947, with Satterthwaite's freedom.

    NaN where a period has fewer than 2 people or its deviation is not known, and where nothing
    varied in either.
    """
    change, variance, freedom = _welch_parts(now, before)
    tail = (1 - checked_confidence(confidence)) / 2
    half = -special.stdtrit(freedom, tail) * np.sqrt(variance)
    return change - half, change + half


def _welch_parts(now: Sample, before: Sample) -> tuple[Floats, Floats, Floats]:
    one, spread, number, two, spread_before, number_before = floats(
        now.value,
        now.deviation,
        now.denominator,
        before.value,
        before.deviation,
        before.denominator,
    )
    first, second = (
        np.where((n >= 2) & (s >= 0), s, np.nan) ** 2 / np.where(n >= 2, n, np.nan)
        for s, n in ((spread, number), (spread_before, number_before))
    )
    variance = np.where(first + second > 0, first + second, np.nan)
    freedom = variance**2 / (first**2 / (number - 1) + second**2 / (number_before - 1))
    return one - two, variance, freedom


def _compare_counts(now: Sample, before: Sample, polarity: Polarity, confidence: float) -> Codes:
    """Compare the share of events in the later period with the share of people in it."""
    later, earlier = floats(now.denominator, before.denominator)
    usable = (later > 0) & (earlier > 0)
    people = rates.value(np.where(usable, later, np.nan), later + earlier)
    limits = share_of_later(now.numerator, before.numerator, confidence)
    return comparators.compare(*limits, people, polarity)
