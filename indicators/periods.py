"""Period codes and the days they stand for. Pure."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

YEARLY = ("year_to_date", "rolling")  # period types whose figures reach back beyond the period
LATEST = dt.timedelta(days=731)
_QUARTER = re.compile(r"(\d{4})-(\d{2})-Q([1-4])", re.ASCII)
_FINANCIAL_YEAR = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_CALENDAR_YEAR = re.compile(r"(\d{4})", re.ASCII)


class UnknownPeriodCode(ValueError):
    """The code is in none of the three forms."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code!r} is not a period. Write a quarter as 2026-27-Q1 (April to June 2026), a "
            "financial year as 2026-27, or a calendar year as 2026."
        )


class Days(Protocol):
    """A period, as a code's span or as a row; both days belong to it."""

    @property
    def starts_on(self) -> dt.date: ...
    @property
    def ends_on(self) -> dt.date: ...


@dataclass(frozen=True)
class PeriodSpan:
    """A period by its code; both days belong to it."""

    code: str
    name: str
    starts_on: dt.date
    ends_on: dt.date


def parse(code: str) -> PeriodSpan:
    """The days of a quarter (2026-27-Q1), financial year (2026-27) or calendar year (2026)."""
    text = code.strip().upper()
    if found := _QUARTER.fullmatch(text):
        return _quarter(text, int(found[1]), found[2], int(found[3]))
    if found := _FINANCIAL_YEAR.fullmatch(text):
        _check_years(text, int(found[1]), found[2])
        year = int(found[1])
        return PeriodSpan(text, text, dt.date(year, 4, 1), dt.date(year + 1, 3, 31))
    if found := _CALENDAR_YEAR.fullmatch(text):
        year = int(found[1])
        if not 1900 <= year <= 2199:
            raise UnknownPeriodCode(code)
        return PeriodSpan(text, text, dt.date(year, 1, 1), dt.date(year, 12, 31))
    raise UnknownPeriodCode(code)


def deadline_problem(period: Days, deadline: dt.date) -> str:
    """Why returns for a period cannot be due on that day; empty when they can."""
    if deadline < period.starts_on:
        return (
            f"The period begins on {period.starts_on:%-d %B %Y}. Choose a deadline after that day"
        )
    if deadline > period.ends_on + LATEST:
        return "The deadline is more than two years after the end of the period. Choose an earlier"
    return ""


def following(span: PeriodSpan) -> PeriodSpan:
    """The next period of the same kind."""
    first = span.ends_on + dt.timedelta(days=1)
    year = first.year if first.month >= 4 else first.year - 1
    if "-Q" in span.code:
        return parse(f"{year}-{(year + 1) % 100:02}-Q{(first.month - 4) % 12 // 3 + 1}")
    return parse(f"{year}-{(year + 1) % 100:02}" if "-" in span.code else str(first.year))


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Whole calendar months from the month of `earlier` to the month of `later`."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def a_year_before(one: Days, other: Days) -> bool:
    """Whether the first is the same stretch of the year as the second, a year earlier."""
    return (
        months_between(one.starts_on, other.starts_on) == 12
        and months_between(one.ends_on, other.ends_on) == 12
    )


def stand_apart(period_type: str, periods: Sequence[Days]) -> bool:
    """Whether figures of these periods, the oldest first, count nothing twice.

    Those of the year so far, and of the last 12 months, do not where they are a year apart.
    """
    pairs = list(pairwise(periods))
    if period_type in YEARLY:
        return all(a_year_before(one, two) for one, two in pairs)
    return all(one.ends_on < two.starts_on for one, two in pairs)


def quarter_of(day: dt.date) -> str:
    """The quarter of the financial year, from Q1 (April to June), in which a day lies."""
    return f"Q{(day.month - 4) % 12 // 3 + 1}"


def _quarter(text: str, year: int, second: str, quarter: int) -> PeriodSpan:
    _check_years(text, year, second)
    month = (1, 4, 7, 10)[quarter % 4]
    starts_on = dt.date(year + (quarter == 4), month, 1)
    following_first = dt.date(starts_on.year + (month == 10), (month + 2) % 12 + 1, 1)
    ends_on = following_first - dt.timedelta(days=1)
    name = f"{starts_on:%B} to {ends_on:%B %Y}"
    return PeriodSpan(text, name, starts_on, ends_on)


def _check_years(text: str, year: int, second: str) -> None:
    if not 1900 <= year <= 2199 or int(second) != (year + 1) % 100:
        raise UnknownPeriodCode(text)
