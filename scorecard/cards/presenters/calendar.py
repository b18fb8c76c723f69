"""The returns of a year: announced, open and closed, with the days of their reminders."""

import datetime as dt
from dataclasses import dataclass

from indicators.models import Collection
from indicators.periods import PeriodSpan, parse
from indicators.presenters.period_returns import warning_words
from indicators.presenters.words import day
from indicators.returns.reminding import a_month_before
from indicators.selectors.collections import collections_by_period, locked_among
from practices.models import Commissioner


@dataclass(frozen=True)
class CalendarLine:
    """`reminders`: the days on which practices that have not sent are reminded."""

    period: str
    code: str
    state: str
    colour: str
    announced: str
    opens: str
    deadline: str
    reminders: str
    short_warning: str


@dataclass(frozen=True)
class Calendar:
    """`left` are the periods for which nothing is asked yet."""

    year: str
    before: str
    after: str
    lines: tuple[CalendarLine, ...]
    left: tuple[PeriodSpan, ...]


def calendar_of(commissioner: Commissioner, year: PeriodSpan, today: dt.date) -> Calendar:
    spans = [*(parse(f"{year.code}-Q{number}") for number in (1, 2, 3, 4)), year]
    asked = collections_by_period(commissioner, [span.code for span in spans])
    locked = locked_among(asked.values())
    return Calendar(
        year=year.code,
        before=_financial_year(year.starts_on.year - 1),
        after=_financial_year(year.starts_on.year + 1),
        lines=tuple(
            _line(span, asked[span.code], asked[span.code].pk in locked, today)
            for span in spans
            if span.code in asked
        ),
        left=tuple(span for span in spans if span.code not in asked),
    )


def year_of(day: dt.date) -> str:
    """The code of the financial year in which a day lies."""
    return _financial_year(day.year if day.month >= 4 else day.year - 1)


def _financial_year(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02}"


def _line(span: PeriodSpan, collection: Collection, locked: bool, today: dt.date) -> CalendarLine:
    state, colour = _state(collection, locked, today)
    last = collection.deadline
    days = (a_month_before(last), last - dt.timedelta(days=7), last - dt.timedelta(days=1))
    return CalendarLine(
        period=span.name if "Q" in span.code else f"Year {span.code}",
        code=span.code,
        state=state,
        colour=colour,
        announced=day(collection.announced_on),
        opens=day(collection.opens_on),
        deadline=day(last),
        reminders=", ".join(f"{one:%-d %B}" for one in days if one >= collection.opens_on),
        short_warning=(
            warning_words(collection.announced_on, collection.opens_on)
            if today < collection.opens_on
            else ""
        ),
    )


def _state(collection: Collection, locked: bool, today: dt.date) -> tuple[str, str]:
    if locked:
        return "Locked", "grey"
    if today < collection.announced_on:
        return "To be announced", "white"
    if today < collection.opens_on:
        return "Announced", "blue"
    return ("Open", "green") if today <= collection.deadline else ("Past its deadline", "yellow")
