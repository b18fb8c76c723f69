"""Who sent a return for which quarter, and when: in time, late, or not at all. Pure."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scorecard.demo.draws import stream
from scorecard.demo.places import DemoCommissioner, DemoPractice
from scorecard.demo.quarters import MADE_ON, Quarter

LONDON = ZoneInfo("Europe/London")
LATE, NEVER = 0.06, 0.03
# In the newest quarter one practice in three has not sent its return; the first is one of them.
STILL_DUE_EVERY = 3


class DemoReturn(NamedTuple):
    practice: str
    quarter: int
    sent_at: dt.datetime
    is_late: bool


Returns = dict[tuple[str, int], DemoReturn]


def moment(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A time of day in the area."""
    return dt.datetime.combine(day, dt.time(hour, minute), LONDON)


def make(seed: int, commissioner: DemoCommissioner, quarters: tuple[Quarter, ...]) -> Returns:
    """The returns of a commissioner's practices, by practice code and quarter number."""
    made = (
        _one(seed, number, practice, quarter, is_last=quarter == quarters[-1])
        for quarter in quarters
        if quarter.has_returns
        for number, practice in enumerate(commissioner.practices)
        if practice.is_open_in(quarter)
    )
    return {(row.practice, row.quarter): row for row in made if row is not None}


def _one(
    seed: int, number: int, practice: DemoPractice, quarter: Quarter, *, is_last: bool
) -> DemoReturn | None:
    draw = stream(seed, "return", practice.code, quarter.code)
    luck, speed = float(draw.random()), float(draw.random())
    if luck < NEVER or (is_last and number % STILL_DUE_EVERY == 0):
        return None
    late = luck < NEVER + LATE and not is_last
    first, last = quarter.opens_on, min(quarter.deadline, MADE_ON)
    days = 1 + int(speed * ((last - first).days - 1))
    day = quarter.deadline + dt.timedelta(1 + days % 13) if late else first + dt.timedelta(days)
    sent_at = moment(day, 9 + number % 8, int(luck * 1000) % 60)
    return DemoReturn(practice.code, quarter.index, sent_at, late)
