"""Who has sent a return: every practice of a collection with its state, and the counts."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from indicators.models import Collection
from indicators.presenters.words import day, days_left, moment, state_words
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
    """`counts`: (state in words, how many practices), every one that occurs in a line."""

    period: str
    opens: str
    deadline: str
    left: str
    indicators: int
    counts: tuple[tuple[str, int], ...]
    lines: tuple[PracticeLine, ...]


def period_returns(collection: Collection, today: dt.date) -> PeriodReturns:
    found = standings([collection], expected_practices(collection), today)
    lines = tuple(_line(standing) for standing in found)
    return PeriodReturns(
        period=collection.period.name,
        opens=day(collection.opens_on),
        deadline=day(collection.deadline),
        left=days_left(collection.deadline, today),
        indicators=collection.items.count(),
        counts=_counts(found, lines),
        lines=lines,
    )


def _counts(found: list[Standing], lines: tuple[PracticeLine, ...]) -> tuple[tuple[str, int], ...]:
    """In the order of a return's life, however the practices are sorted."""
    life = list(ReturnState)
    states = {line.state: life.index(one.state) for one, line in zip(found, lines, strict=True)}
    counts = Counter(line.state for line in lines)
    return tuple((state, counts[state]) for state in sorted(states, key=lambda s: (states[s], s)))


def _line(standing: Standing) -> PracticeLine:
    first = standing.first_submitted_at
    state, colour = state_words(standing.state, standing.held, standing.due)
    return PracticeLine(
        practice=standing.practice.name,
        code=standing.practice.code,
        state=state,
        colour=colour,
        held=standing.held,
        due=standing.due,
        submitted=moment(first) if first else "",
        reference=standing.latest.reference if standing.latest else "",
    )
