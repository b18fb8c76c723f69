"""Which practices a return is asked of, by their dates, and what is said about them. Pure."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Presence:
    """A practice in an area. The end days are the first ones outside.

    `joined_on`, `left_on`: in the area, by its links. `chosen`: the return asks for this practice.
    """

    joined_on: dt.date
    left_on: dt.date | None = None
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None
    chosen: bool = True


@dataclass(frozen=True)
class Successor:
    """Where the patients of a closed practice went; `asked`: it returns for both."""

    name: str
    code: str
    asked: bool


def is_asked(presence: Presence, ends_on: dt.date) -> bool:
    """Whether it was open, in the area and chosen on the period's last day."""
    return presence.chosen and _is_there(presence, ends_on)


def remark(
    presence: Presence, starts_on: dt.date, ends_on: dt.date, successor: Successor | None
) -> str:
    """What is to be said beside the practice; empty where its dates are ordinary."""
    opened, closed = presence.opened_on, presence.closed_on
    if closed is not None:
        went = _went(successor)
        if closed <= ends_on:
            return f"Closed on {_day(closed)}{went}."
        return f"Open for the whole period; closed on {_day(closed)}{went}. Its history stays."
    if presence.left_on is not None and presence.left_on <= ends_on:
        return f"Left the area on {_day(presence.left_on)}."
    if not presence.chosen:
        return "Not chosen for this return."
    if opened is not None and starts_on < opened <= ends_on:
        return f"Opened on {_day(opened)}: its figures begin on that day."
    if starts_on < presence.joined_on <= ends_on:
        return f"In this area since {_day(presence.joined_on)}."
    return ""


def _is_there(presence: Presence, day: dt.date) -> bool:
    began = max(presence.joined_on, presence.opened_on or presence.joined_on)
    ends = (presence.left_on, presence.closed_on)
    return began <= day and all(end is None or end > day for end in ends)


def _went(successor: Successor | None) -> str:
    if successor is None:
        return ""
    both = ", which returns for both" if successor.asked else ""
    return f"; its patients went to {successor.name} ({successor.code}){both}"


def _day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"
