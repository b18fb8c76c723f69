"""Reading periods."""

from django.db.models import QuerySet

from indicators.models import Period
from indicators.periods import PeriodSpan, following, parse
from practices.models import Commissioner


def periods_of(commissioner: Commissioner) -> QuerySet[Period]:
    """The newest first, with the return that was asked for."""
    return Period.objects.filter(commissioner=commissioner).select_related(
        "collection", "commissioner"
    )


def next_period(commissioner: Commissioner) -> PeriodSpan | None:
    """The period after the newest one; None before there is any."""
    newest = periods_of(commissioner).first()
    return following(parse(newest.code)) if newest else None
