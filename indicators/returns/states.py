"""Where a practice stands with a return: a decision table. Pure."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class ReturnState(StrEnum):
    """In the order of a return's life."""

    NOT_ASKED = "not asked"
    NOT_OPEN = "not open yet"
    NOT_STARTED = "not started"
    DRAFT = "draft"
    CHECKED = "checked, not submitted"
    OVERDUE = "overdue"
    NOT_SENT = "not sent"
    HELD = "nothing left to send"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Facts:
    """What is known about one practice and one collection on the day `today`.

    `deadline` is this practice's last day in time. `decision` is what the commissioner said to the
    latest return: "accepted", "queried" or "". `all_held`: every figure is there, by whatever way;
    nothing has to be sent twice.
    """

    opens_on: dt.date
    deadline: dt.date
    today: dt.date
    asked: bool = True
    locked: bool = False
    first_submitted_on: dt.date | None = None
    decision: str = ""
    has_draft: bool = False
    has_checked_file: bool = False
    all_held: bool = False

    @property
    def sent(self) -> bool:
        return self.first_submitted_on is not None


# The first line whose condition holds says the state. What was sent is never hidden again.
_TABLE: tuple[tuple[Callable[[Facts], bool], ReturnState], ...] = (
    (lambda known: known.sent and known.decision == "queried", ReturnState.QUERIED),
    (lambda known: known.sent and known.decision == "accepted", ReturnState.ACCEPTED),
    (lambda known: known.sent, ReturnState.SUBMITTED),
    (lambda known: not known.asked, ReturnState.NOT_ASKED),
    (lambda known: known.all_held, ReturnState.HELD),
    (lambda known: known.today < known.opens_on, ReturnState.NOT_OPEN),
    (lambda known: known.locked, ReturnState.NOT_SENT),
    (lambda known: known.today > known.deadline, ReturnState.OVERDUE),
    (lambda known: known.has_checked_file, ReturnState.CHECKED),
    (lambda known: known.has_draft, ReturnState.DRAFT),
    (lambda known: True, ReturnState.NOT_STARTED),
)

# The practice has nothing to do for these, until the commissioner asks it about them; but for what
# is left of a return that was sent in part (`Standing.incomplete`).
DONE = frozenset(
    {ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.HELD, ReturnState.NOT_ASKED}
)


def state_of(known: Facts) -> ReturnState:
    return next(state for holds, state in _TABLE if holds(known))


def was_late(known: Facts) -> bool:
    """The first submission decides, so that a correction makes nobody late."""
    first = known.first_submitted_on
    return first is not None and first > known.deadline
