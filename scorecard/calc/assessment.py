"""What can be computed about an indicator at the end of a year: size, ceiling, slope, fit.

The questions are those of the national review of the Quality and Outcomes Framework (2018): are
the numbers too small, and is there anything left to gain? The rule for the second follows the
criteria of Reeves et al. (BMJ 340, 2010): high, little spread, no more movement. Two answers are
proposed; whether an indicator goes, stays or changes is for people to say.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import floats, steady
from scorecard.calc.types import Flags, Floats, Polarity

# Below half, most practices still get a band; above it the indicator fails most of them.
MOST_TOO_SMALL = 0.5
# The usual least reliability for comparing groups (Adams, RAND 2009).
RELIABLE_FROM = 0.7
# Within one twentieth of the whole scale of the best possible value: 95% where high is good.
NEAR_BEST = 0.05
# The middle half of the practices lies within one twentieth of the scale.
LITTLE_SPREAD = 0.05
# A hundredth of the scale a year: less is not seen on a page that shows whole per cent.
LITTLE_SLOPE = 0.01
# Two points always make a line; three can contradict it.
LEAST_PERIODS = 3
# A correlation over fewer practices says next to nothing.
LEAST_PRACTICES = 10


class Proposal(StrEnum):
    LOW_NUMBERS = "low_numbers"
    PLATEAUED = "plateaued"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Patients (or events) in the denominators; None where there is nothing to say."""

    practices: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    tenth: float | None
    share_below: float | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values of the practices in one period, in the unit of the value."""

    practices: int
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    near_best: float | None

    @property
    def spread(self) -> float | None:
        """The range of the middle half of the practices (interquartile range)."""
        if self.lower_quartile is None or self.upper_quartile is None:
            return None
        return float(steady(self.upper_quartile - self.lower_quartile))


@dataclass(frozen=True, slots=True)
class Slope:
    """Change of the median a year, over `periods` periods; None with fewer than three."""

    periods: int
    a_year: float | None


@dataclass(frozen=True, slots=True)
class Link:
    """Correlation with the rest of the domain (-1 to 1) over `practices` practices."""

    practices: int
    correlation: float | None


def sizes(denominators: ArrayLike, minimum: float = 0) -> Sizes:
    """Patients per practice: median, quartiles, 10th percentile, and the share below `minimum`.

    Percentiles lie between neighbours (linear, Hyndman and Fan's type 7). Nobody in the
    denominator is a number: zero counts, and is below any minimum. What is missing or negative
    does not. The share is None where no minimum is agreed (zero) or no denominator known.
    """
    (found,) = floats(denominators)
    known = found[found >= 0]
    if not known.size:
        return Sizes(0, None, None, None, None, None)
    tenth, low, middle, high = (float(q) for q in np.percentile(known, (10, 25, 50, 75)))
    below = float((known < minimum).mean()) if minimum > 0 else None
    return Sizes(known.size, middle, low, high, tenth, below)


def best_possible(kind: str, polarity: Polarity, multiplier: float) -> tuple[float, float] | None:
    """(best value, length of the scale), in the unit of the value; None where there is no end.

    A proportion runs from 0 to `multiplier`; of a yes or no it is the practices that answer yes,
    from 0 to 100 per cent (see `answers`). A rate, a mean or a sum of money has no best possible
    value that anybody could name, nor has an indicator that nobody judges.
    """
    scale = {"proportion": multiplier, "yes_no": 100.0}.get(kind)
    if scale is None or polarity is Polarity.NONE:
        return None
    return (scale if polarity is Polarity.HIGH else 0.0), scale


def distribution(values: ArrayLike, best: tuple[float, float] | None = None) -> Distribution:
    """Median and quartiles of the values, and the share of practices at or near the best value.

    Near is within a twentieth of the scale. The missing are left out; one practice is its own
    median and quartiles. None throughout where nothing is known; no share without a best value.
    """
    (found,) = floats(values)
    known = found[~np.isnan(found)]
    if not known.size:
        return Distribution(0, None, None, None, None)
    low, middle, high = (float(q) for q in np.percentile(known, (25, 50, 75)))
    near = None if best is None else float(_near(known, best).mean())
    return Distribution(known.size, middle, low, high, near)


def answers(values: ArrayLike, best: tuple[float, float] | None = None) -> Distribution:
    """The distribution of yes (1) and no (0): one share of yes, in per cent, for all practices.

    A median of answers would say yes when a quarter of the practices say no.
    """
    (found,) = floats(values)
    known = found[~np.isnan(found)]
    if not known.size:
        return Distribution(0, None, None, None, None)
    share = float(known.mean()) * 100
    near = None if best is None else 1 - abs(share - best[0]) / best[1]
    return Distribution(known.size, share, share, share, near)


def slope(years: ArrayLike, medians: ArrayLike) -> Slope:
    """The least-squares line through the medians: its rise a year, in the unit of the value.

    sum (x - X)(y - Y) / sum (x - X)^2, x in years. Only periods with the same definition belong
    in it: the caller sees to that. Periods without a median are left out; None with fewer than
    three, or when all lie on one day.
    """
    x, y = floats(years, medians)
    kept = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[kept], y[kept]
    away = x - x.mean() if x.size else x
    if x.size < LEAST_PERIODS or not (away**2).sum() > 0:
        return Slope(int(x.size), None)
    return Slope(int(x.size), float(steady((away * (y - y.mean())).sum() / (away**2).sum())))


def item_rest(own: ArrayLike, others: ArrayLike) -> Link:
    """Pearson's correlation of an indicator with the mean of its domain's other indicators.

    `own` has an entry per practice, `others` is practices x indicators; all of them standings
    (see `standing`), so that more is better everywhere. A practice takes part that has the
    indicator and at least one other. None with fewer than ten practices, and where one of the
    two sides does not vary.
    """
    (mine,) = floats(own)
    (rest,) = floats(others)
    known = ~np.isnan(rest)
    count = known.sum(axis=1)
    mean = np.where(count > 0, np.nansum(rest, axis=1) / np.maximum(count, 1), np.nan)
    kept = ~np.isnan(mine) & ~np.isnan(mean)
    return Link(int(kept.sum()), _pearson(mine[kept], mean[kept]))


def standing(values: ArrayLike, polarity: Polarity, points: ArrayLike = np.nan) -> Floats:
    """How each practice stands on an indicator in standard deviations, more being better.

    (value - mean) / sd, turned round where low is good; where no direction is good, the band
    `points` are used in place of the value. 0 for all where nobody differs; NaN stays missing.
    """
    value, points = floats(values, points)
    numbers = points if polarity is Polarity.NONE else value
    known = numbers[~np.isnan(numbers)]
    if not known.size:
        return numbers
    turned = -1.0 if polarity is Polarity.LOW else 1.0
    deviation = float(steady(known.std()))
    away = turned * (numbers - known.mean())
    return np.asarray(away / deviation if deviation > 0 else away * 0)


def topped_out(found: Distribution, moving: Slope, best: tuple[float, float] | None) -> bool:
    """High, little spread, no more movement: little is left to gain.

    The median lies within 5% of the scale of the best value, the middle half of the practices
    within 5%, and the median moves by less than 1% of the scale a year, over three periods or
    more. False where any of it is not known.
    """
    if best is None or found.median is None or found.spread is None or moving.a_year is None:
        return False
    return bool(
        _near(np.array([found.median]), best)[0]
        and found.spread <= LITTLE_SPREAD * best[1]
        and abs(moving.a_year) < LITTLE_SLOPE * best[1]
    )


def proposal(
    numbers: Sizes,
    median_reliability: float | None,
    found: Distribution,
    moving: Slope,
    best: tuple[float, float] | None,
) -> tuple[Proposal, ...]:
    """What the numbers alone propose: low numbers, plateaued, both or (mostly) nothing.

    Low numbers: more than half of the practices lie below the minimum denominator, or at the
    median denominator less than 0.7 of the spread between practices is real. Plateaued:
    `topped_out`. What is not known proposes nothing.
    """
    proposed = []
    too_small = numbers.share_below is not None and numbers.share_below > MOST_TOO_SMALL
    if too_small or (median_reliability is not None and median_reliability < RELIABLE_FROM):
        proposed.append(Proposal.LOW_NUMBERS)
    if topped_out(found, moving, best):
        proposed.append(Proposal.PLATEAUED)
    return tuple(proposed)


def _near(values: Floats, best: tuple[float, float]) -> Flags:
    value, scale = best
    return np.asarray(steady(np.abs(values - value)) <= steady(NEAR_BEST * scale))


def _pearson(x: Floats, y: Floats) -> float | None:
    if x.size < LEAST_PRACTICES:
        return None
    left, right = x - x.mean(), y - y.mean()
    size = float(np.sqrt((left**2).sum() * (right**2).sum()))
    if not float(steady(size)) > 0:
        return None
    return float(np.clip((left * right).sum() / size, -1.0, 1.0))
