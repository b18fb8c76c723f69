"""The rate at which checked answers agree, and how sure that is, in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.calc.intervals import wilson
from scorecard.calc.rounding import show

# The width of the 95% interval above which little is known, and above which it is rough.
WIDE, ROUGH = 0.30, 0.15


@dataclass(frozen=True)
class Rate:
    """How many of the checked answers agree; `interval` and `sure` are empty before any is."""

    checked: int
    agreeing: int
    words: str
    interval: str
    sure: str


def rate_of(findings: Iterable[bool]) -> Rate:
    """`findings`: whether each checked answer agrees."""
    found = list(findings)
    return rate(len(found), sum(found))


def rate(checked: int, agreeing: int) -> Rate:
    """With the Wilson interval at 95%, which also holds for few answers and for all or none."""
    if not checked:
        return Rate(0, 0, "Nothing is checked yet", "", "")
    low, high = (float(limit) for limit in wilson(agreeing, checked))
    words = f"{agreeing} of {checked} agree ({show(100 * agreeing / checked, 1)}%)"
    interval = f"{show(100 * low, 1)}% to {show(100 * high, 1)}%"
    return Rate(checked, agreeing, words, interval, _sure(low, high))


def _sure(low: float, high: float) -> str:
    ends = f"between {show(100 * low)} and {show(100 * high)} in 100"
    if high - low > WIDE:
        return f"So few answers say little: of all such answers, anything {ends} may be right."
    if high - low > ROUGH:
        return f"This is a rough picture: of all such answers, {ends} are right."
    return f"Of all such answers, {ends} are right."
