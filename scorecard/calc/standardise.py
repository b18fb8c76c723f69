"""Indirect standardisation: what was observed against what would be expected of such patients.

Two such ratios rest on two different populations, so neither says which practice does better than
the other: each is compared with 1, and they are never ranked against each other (Breslow and Day,
Statistical Methods in Cancer Research II, IARC 1987, chapter 2).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import comparators, intervals, rates
from scorecard.calc.arrays import floats
from scorecard.calc.types import Codes, Floats, Polarity


@dataclass(frozen=True, slots=True)
class Standardised:
    """An entry per practice, in units of the multiplier (100 gives the ratio as it is often
    printed); `comparisons` are Comparison codes against 1, that is against the multiplier."""

    ratio: Floats
    lower: Floats
    upper: Floats
    comparisons: Codes


def expected(standard_rates: ArrayLike, people: ArrayLike) -> Floats:
    """The events expected: standard rate (events per person) x people, added over the last axis.

    The strata (age and sex, for example) are the last axis. NaN where a rate or a number of people
    is missing or negative: an expectation that leaves some patients out is too low.
    """
    per_person, number = floats(standard_rates, people)
    parts = np.where((per_person >= 0) & (number >= 0), per_person * number, np.nan)
    return np.asarray(parts.sum(axis=-1))


def indirect(
    observed: ArrayLike,
    expected: ArrayLike,
    polarity: Polarity = Polarity.NONE,
    multiplier: float = 1.0,
    confidence: float = 0.95,
) -> Standardised:
    """observed / expected x multiplier with its interval: exact below 10 events, Byar's from 10.

    The expectation is taken as known, so only the observed count varies by chance (Poisson). NaN
    and no comparison where nothing is expected, and where a count is missing or negative.
    """
    events, due = floats(observed, expected)
    events = np.where(events >= 0, events, np.nan)
    lower, upper = intervals.rate(events, due, multiplier, confidence)
    return Standardised(
        rates.value(events, due, multiplier),
        lower,
        upper,
        comparators.compare(lower, upper, multiplier, polarity),
    )
