"""Reading verification: which practices have to be told of it today."""

import datetime as dt

from indicators.models import Figure, Verification, VerificationWindow, WindowNotice
from indicators.returns.reminding import window_notice_due
from practices.models import Practice

# A window, what is told of it, and whom.
DueWindow = tuple[VerificationWindow, str, list[Practice]]


def due_windows(today: dt.date) -> list[DueWindow]:
    """Of practices with figures in the period, those that have not verified and were not told."""
    running = VerificationWindow.objects.filter(opens_on__lte=today, deadline__gte=today)
    found = []
    for window in running.select_related("period__commissioner").order_by("deadline", "pk"):
        kind = window_notice_due(opens_on=window.opens_on, deadline=window.deadline, today=today)
        if kind:
            found.append((window, kind, _untold(window, kind)))
    return found


def _untold(window: VerificationWindow, kind: str) -> list[Practice]:
    held = Figure.objects.current().filter(period=window.period_id).values("practice")
    verified = Verification.objects.filter(period=window.period_id).values("practice")
    told = WindowNotice.objects.filter(window=window, kind=kind, deadline=window.deadline)
    left = Practice.objects.filter(pk__in=held).exclude(pk__in=verified)
    return list(left.exclude(pk__in=told.values("practice")).order_by("code"))
