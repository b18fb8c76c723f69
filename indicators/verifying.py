"""When a practice may verify and challenge, and by when it is answered. Pure.

Days of the week are known here, bank holidays are not.
"""

import datetime as dt
from enum import StrEnum
from typing import Protocol

ANSWER_DAYS = 20


class Window(Protocol):
    @property
    def opens_on(self) -> dt.date: ...
    @property
    def deadline(self) -> dt.date: ...
    @property
    def decide_by(self) -> dt.date | None: ...


class Phase(StrEnum):
    """Where a period is between the day it may be verified from and the last one."""

    NONE = "nobody has been asked to verify"
    BEFORE = "verification has not begun"
    OPEN = "verification is open"
    OVER = "verification is over"


def phase_of(window: Window | None, today: dt.date) -> Phase:
    if window is None:
        return Phase.NONE
    if today < window.opens_on:
        return Phase.BEFORE
    return Phase.OPEN if today <= window.deadline else Phase.OVER


def is_late(window: Window | None, day: dt.date) -> bool:
    """Whether a query of that day came after the last day for verifying."""
    return phase_of(window, day) is Phase.OVER


def answer_by(window: Window | None, raised: dt.date) -> dt.date:
    """The window's day where the query came in time; otherwise twenty working days on."""
    stated = window.decide_by if window else None
    if window and stated and not is_late(window, raised):
        return stated
    return working_days_after(raised, ANSWER_DAYS)


def working_days_after(day: dt.date, count: int) -> dt.date:
    """Monday to Friday, the day itself not counted."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < 5
    return day
