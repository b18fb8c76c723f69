"""The quarters of the demo. Fixed days, not the clock's, so that every run is the same. Pure."""

import datetime as dt
from dataclasses import dataclass

from indicators import periods

FIRST = "2023-24-Q2"
LAST = "2026-27-Q2"
ALL = 13
# The demo was made on this day: nothing in it is later.
MADE_ON = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class Quarter:
    """A quarter by its number from the start of the demo; its collection runs in the next one."""

    index: int
    span: periods.PeriodSpan
    opens_on: dt.date
    deadline: dt.date

    @property
    def code(self) -> str:
        return self.span.code

    @property
    def starts_on(self) -> dt.date:
        return self.span.starts_on

    @property
    def is_first_of_year(self) -> bool:
        return self.code.endswith("Q1")


def latest(count: int) -> tuple[Quarter, ...]:
    """The last `count` quarters of the demo, the earliest first."""
    if not 2 <= count <= ALL:
        raise ValueError(f"The demo has 2 to {ALL} quarters, not {count}.")
    spans = [periods.parse(FIRST)]
    while len(spans) <= ALL:
        spans.append(periods.following(spans[-1]))
    chosen = range(ALL - count, ALL)
    return tuple(_quarter(n, spans[at], spans[at + 1]) for n, at in enumerate(chosen))


def _quarter(index: int, span: periods.PeriodSpan, after: periods.PeriodSpan) -> Quarter:
    return Quarter(index, span, opens_on=after.starts_on, deadline=after.ends_on)
