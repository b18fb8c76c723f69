"""The small lines of the grid: a practice's score and an indicator's share of green, by period."""

from collections.abc import Sequence

from scorecard.calc.rounding import show
from scorecard.charts.spark import spark


def score_spark(scores: Sequence[float]) -> str:
    """Of 100 points, oldest first; NaN where there was no score."""
    known = [None if one != one else one for one in scores]
    if len(known) - known.count(None) < 2:
        return ""
    said = ", ".join("no score" if one is None else show(one) for one in known)
    return spark(known, 0, 100, f"Score by period: {said}")


def green_spark(shares: Sequence[float | None]) -> str:
    """Shares from 0 to 1, oldest first; None where nobody had a band."""
    said = ", ".join("none" if one is None else f"{show(one * 100)}%" for one in shares)
    return spark(shares, 0, 1, f"Share green by period: {said}")
