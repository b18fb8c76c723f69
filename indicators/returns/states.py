"""Where a practice stands with a return: a decision table. Pure."""

import datetime as dt
from enum import StrEnum


class ReturnState(StrEnum):
    NOT_OPEN = "not open yet"
    NOT_STARTED = "not started"
    CHECKED = "checked, not submitted"
    SUBMITTED = "submitted"
    HELD = "nothing left to send"
    LATE = "submitted late"
    OVERDUE = "overdue"


def state_of(
    *,
    first_submitted_on: dt.date | None,
    has_checked_file: bool,
    all_held: bool,
    opens_on: dt.date,
    deadline: dt.date,
    today: dt.date,
) -> ReturnState:
    """The first submission decides whether it was late; the deadline is the last day in time.

    `all_held`: every figure is there, by whatever way. Nothing has to be sent twice.
    """
    if first_submitted_on is not None:
        return ReturnState.LATE if first_submitted_on > deadline else ReturnState.SUBMITTED
    if all_held:
        return ReturnState.HELD
    if today < opens_on:
        return ReturnState.NOT_OPEN
    if today > deadline:
        return ReturnState.OVERDUE
    return ReturnState.CHECKED if has_checked_file else ReturnState.NOT_STARTED
