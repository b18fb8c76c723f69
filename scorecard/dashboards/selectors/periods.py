"""Which banded periods stand in one line, and which may begin a new one."""

from django.db.models import QuerySet

from indicators.models import Period
from indicators.periods import months_between
from practices.models import Commissioner
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


def banded_after_the_first(commissioner: Commissioner) -> QuerySet[Period]:
    """The newest first. Before the first banded period there is nothing to begin anew."""
    banded = CardRun.objects.filter(run__commissioner=commissioner).values("run__period")
    held = Period.objects.filter(pk__in=banded)
    first = held.order_by("starts_on").values("starts_on")[:1]
    return held.filter(starts_on__gt=first).order_by("-starts_on")
