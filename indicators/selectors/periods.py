"""Reading periods."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Figure, Indicator, Period
from indicators.periods import PeriodSpan, following, parse
from practices.models import Commissioner


def periods_of(commissioner: Commissioner) -> QuerySet[Period]:
    """The newest first, with the return that was asked for and the window for verifying."""
    return Period.objects.filter(commissioner=commissioner).select_related(
        "collection", "commissioner", "verificationwindow"
    )


def next_period(commissioner: Commissioner) -> PeriodSpan | None:
    """The period after the newest one; None before there is any."""
    newest = periods_of(commissioner).first()
    return following(parse(newest.code)) if newest else None


def spans_around(commissioner: Commissioner, today: dt.date, ahead: int = 8) -> list[PeriodSpan]:
    """The periods there are, and as many quarters `ahead` of the current one; oldest first."""
    year = today.year if today.month >= 4 else today.year - 1
    span = parse(f"{year}-{(year + 1) % 100:02}-Q{(today.month - 4) % 12 // 3 + 1}")
    found = {known.code: parse(known.code) for known in periods_of(commissioner)}
    for _ in range(ahead):
        found.setdefault(span.code, span)
        span = following(span)
    return sorted(found.values(), key=lambda one: (one.starts_on, one.ends_on))


def newest_with_figures(indicator: Indicator) -> Period | None:
    """The last period in which the indicator has a figure; None where it never had one."""
    current = Figure.objects.current()
    held = current.filter(indicator=indicator, period=OuterRef("pk"), state="present")
    found = Period.objects.filter(Exists(held)).select_related("commissioner")
    return found.order_by("-ends_on").first()
