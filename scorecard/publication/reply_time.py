"""How long practices have to reply: six weeks, in which bank holidays do not count. Pure.

LMCs meet about every six weeks, so that a preview meets at least one meeting.
"""

import datetime as dt
from typing import Any

import holidays

WEEKS = 6
WORKING_DAYS = 5
MORE_WEEKS = 2  # what more time begins with


def reply_by(shown_on: dt.date, weeks: int = WEEKS) -> dt.date:
    """The last day to reply to what is shown on a day: `weeks` of working days later."""
    day, left = shown_on, weeks * WORKING_DAYS
    while left:
        day += dt.timedelta(days=1)
        left -= is_working_day(day)
    return day


def working_days(shown_on: dt.date, until: dt.date) -> int:
    """How many there were to reply in, the day after it was shown being the first."""
    return sum(map(is_working_day, _days(shown_on, until)))


def left_out(shown_on: dt.date, until: dt.date) -> list[tuple[dt.date, str]]:
    """Bank holidays that would else have been working days, with their names."""
    return [
        (day, bank[day])
        for day in _days(shown_on, until)
        if day.weekday() < WORKING_DAYS and day in (bank := _bank_holidays(day.year))
    ]


def _days(shown_on: dt.date, until: dt.date) -> list[dt.date]:
    return [shown_on + dt.timedelta(days=n) for n in range(1, (until - shown_on).days + 1)]


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, but for the bank holidays of England."""
    return day.weekday() < WORKING_DAYS and day not in _bank_holidays(day.year)


def _bank_holidays(year: int) -> Any:
    return holidays.country_holidays("GB", subdiv="ENG", years=year)
