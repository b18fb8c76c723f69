"""Who has sent a return: every practice of a collection with its state, and the counts."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from indicators.models import Collection
from indicators.presenters.words import STATE_COLOURS, day, days_left, moment
from indicators.returns.states import ReturnState
from indicators.selectors.returns import expected_practices
from indicators.selectors.standings import Standing, standings


@dataclass(frozen=True)
class PracticeLine:
    practice: str
    code: str
    state: str
    colour: str
    held: int
    due: int
    submitted: str
    reference: str


@dataclass(frozen=True)
class PeriodReturns:
    """`counts`: (state in words, how many practices), every state that occurs."""

    period: str
    opens: str
    deadline: str
    left: str
    indicators: int
    counts: tuple[tuple[str, int], ...]
    lines: tuple[PracticeLine, ...]


def period_returns(collection: Collection, today: dt.date) -> PeriodReturns:
    found = standings([collection], expected_practices(collection), today)
    counts = Counter(standing.state for standing in found)
    return PeriodReturns(
        period=collection.period.name,
        opens=day(collection.opens_on),
        deadline=day(collection.deadline),
        left=days_left(collection.deadline, today),
        indicators=collection.items.count(),
        counts=tuple((state.capitalize(), counts[state]) for state in ReturnState if counts[state]),
        lines=tuple(_line(standing) for standing in found),
    )


def _line(standing: Standing) -> PracticeLine:
    first = standing.first_submitted_at
    return PracticeLine(
        practice=standing.practice.name,
        code=standing.practice.code,
        state=standing.state.capitalize(),
        colour=STATE_COLOURS[standing.state],
        held=standing.held,
        due=standing.due,
        submitted=moment(first) if first else "",
        reference=standing.latest.reference if standing.latest else "",
    )
