"""The small lines of the grid: a practice's score and an indicator's share of green, by period.

All lines of a kind have one scale, that of what is shown, so that they can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.calc.rounding import show
from scorecard.charts.spark import spark
from scorecard.dashboards.selectors.run_sheet import Shares

_STEP, _TOP = 5, 100
_LEAST = 10  # points from bottom to top, so that a point more is not drawn as a leap


@dataclass(frozen=True)
class Scale:
    """From the bottom to the top of each line, of 100."""

    low: int
    high: int


def scale_of(values: NDArray[np.float64]) -> Scale:
    """Of all that is shown, in round numbers; NaN where there is nothing."""
    known = values[~np.isnan(values)]
    if not known.size:
        return Scale(0, _TOP)
    low = int(np.floor(known.min() / _STEP)) * _STEP
    high = int(np.ceil(known.max() / _STEP)) * _STEP
    high = min(max(high, low + _LEAST), _TOP)
    return Scale(max(min(low, high - _LEAST), 0), high)


def score_sparks(scores: NDArray[np.float64], scale: Scale) -> list[str]:
    """A line for each practice."""
    return [_score_spark(past, scale) for past in scores.tolist()]


def _score_spark(scores: Sequence[float], scale: Scale) -> str:
    """Of 100 points, oldest first; NaN where there was no score."""
    known = [None if one != one else one for one in scores]
    if len(known) - known.count(None) < 2:
        return ""
    said = ", ".join("no score" if one is None else show(one) for one in known)
    return spark(known, scale.low, scale.high, f"Score by period: {said}")


def green_scale(green: Sequence[Shares]) -> Scale:
    shares = [np.nan if one is None else one * 100 for column in green for one in column]
    return scale_of(np.array(shares, dtype=np.float64))


def green_spark(shares: Shares, scale: Scale) -> str:
    """Shares from 0 to 1, oldest first; None where nobody had a band."""
    said = ", ".join("none" if one is None else f"{show(one * 100)}%" for one in shares)
    return spark(shares, scale.low / 100, scale.high / 100, f"Share green by period: {said}")
