"""Where new baselines begin among the periods of a series. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from indicators.periods import Days


class Begun(NamedTuple):
    """A decision: the first day of the period, and why."""

    day: dt.date
    reason: str


def read(stored: Iterable[Mapping[str, str]] | None) -> tuple[Begun, ...]:
    return tuple(Begun(dt.date.fromisoformat(one["day"]), one["reason"]) for one in stored or ())


def begin_at(begun: Iterable[Begun], periods: Sequence[Days]) -> dict[int, str]:
    """By place in `periods` (the oldest first), the reason of the baseline that begins there.

    A period that has no place (no figure) hands its baseline to the next. The first place begins
    the series anyway.
    """
    found: dict[int, str] = {}
    for one in sorted(begun):
        place = next((at for at, here in enumerate(periods) if here.starts_on >= one.day), 0)
        if place:
            found[place] = one.reason
    return found
