"""Which banded periods stand in one line."""

from indicators.periods import months_between
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.runs import BandedPeriods

MOST_PERIODS = 8


def same_length(periods: BandedPeriods, most: int = MOST_PERIODS) -> list[CardRun]:
    """The current run and those of earlier periods of the same length, the newest first."""
    current = periods.current.run.period
    length = months_between(current.starts_on, current.ends_on)
    found = [
        one
        for one in periods.runs
        if one.run.period.ends_on <= current.ends_on
        and months_between(one.run.period.starts_on, one.run.period.ends_on) == length
    ]
    return found[:most]
