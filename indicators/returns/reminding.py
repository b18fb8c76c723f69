"""On which day a practice is told what. Pure.

A reminder that was missed is caught up while it still says something new, and never on the heels
of the next one.
"""

import calendar
import datetime as dt

ANNOUNCED, MONTH, WEEK, DAY, OPEN = "announced", "month", "week", "day", "open"

# How long before the deadline a missed reminder is still worth sending.
_MONTH_UNTIL, _WEEK_UNTIL = dt.timedelta(days=14), dt.timedelta(days=3)


def notice_due(
    *, announced_on: dt.date, opens_on: dt.date, deadline: dt.date, today: dt.date
) -> str:
    """What a practice that has not sent its return should have been told by today, at most one
    thing; empty where there is nothing to say."""
    if today < opens_on:
        return ANNOUNCED if today >= announced_on else ""
    windows = (
        (DAY, deadline - dt.timedelta(days=1), deadline),
        (WEEK, deadline - dt.timedelta(days=7), deadline - _WEEK_UNTIL),
        (MONTH, a_month_before(deadline), deadline - _MONTH_UNTIL),
    )
    return next((kind for kind, first, last in windows if first <= today <= last), "")


def window_notice_due(*, opens_on: dt.date, deadline: dt.date, today: dt.date) -> str:
    """The same for a practice that has not verified its figures."""
    if not opens_on <= today <= deadline:
        return ""
    left = (deadline - today).days
    if left <= 1:
        return DAY
    return OPEN if left > 7 else WEEK if left >= _WEEK_UNTIL.days else ""


def a_month_before(day: dt.date) -> dt.date:
    """The same day of the month before, or its last day."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_of_warning(announced_on: dt.date, opens_on: dt.date) -> int:
    """Whole months between the announcement and the first day of a return."""
    months = (opens_on.year - announced_on.year) * 12 + opens_on.month - announced_on.month
    last = calendar.monthrange(opens_on.year, opens_on.month)[1]
    short = opens_on.day < announced_on.day and opens_on.day < last
    return max(months - short, 0)
