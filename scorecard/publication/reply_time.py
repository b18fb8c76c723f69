"""How long practices have to reply: six weeks, in which bank holidays do not count. Pure.

LMCs meet about every six weeks, so that a preview meets at least one meeting.
"""

import datetime as dt

import holidays

WEEKS = 6
WORKING_DAYS = 5


def reply_by(shown_on: dt.date) -> dt.date:
    """The last day to reply to what is shown on a day: six weeks of working days later."""
    day, left = shown_on, WEEKS * WORKING_DAYS
    while left:
        day += dt.timedelta(days=1)
        left -= is_working_day(day)
    return day


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, but for the bank holidays of England."""
    bank = holidays.country_holidays("GB", subdiv="ENG", years=day.year)
    return day.weekday() < WORKING_DAYS and day not in bank
