"""The quarters of the demo. Fixed days, not the clock's, so that every run is the same. Pure."""

import datetime as dt
from dataclasses import dataclass

from indicators import periods

FIRST = "2023-24-Q2"
ALL = 13
# Practices have sent returns here since April 2026; what they sent before on paper was taken over.
WITH_RETURNS = 3
# The demo was made on this day: nothing in it is later.
MADE_ON = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class Quarter:
    """A quarter by its number from the start of the demo; its collection runs in the next one."""

    index: int
    span: periods.PeriodSpan
    opens_on: dt.date
    deadline: dt.date
    has_returns: bool

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
    if not 3 <= count <= ALL:
        raise ValueError(f"The demo has 3 to {ALL} quarters, not {count}.")
    spans = [periods.parse(FIRST)]
    while len(spans) <= ALL:
        spans.append(periods.following(spans[-1]))
    chosen = range(ALL - count, ALL)
    return tuple(
        Quarter(
            index=number,
            span=spans[at],
            opens_on=spans[at + 1].starts_on,
            deadline=spans[at + 1].ends_on,
            has_returns=at >= ALL - WITH_RETURNS,
        )
        for number, at in enumerate(chosen)
    )
