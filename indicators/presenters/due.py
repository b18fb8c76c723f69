"""What is due from a practice, and the next step for each return."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Query
from indicators.presenters.queries import QueryLine, query_line
from indicators.presenters.words import SUBMITTED, day, days_left, state_words
from indicators.returns.states import ReturnState
from indicators.selectors.queries import decided_queries, open_queries, queries_of_practice
from indicators.selectors.returns import collections_for
from indicators.selectors.standings import Standing, standings
from practices.models import Practice

_NEXT_STEPS = {
    ReturnState.NOT_OPEN: "Look at what will be asked",
    ReturnState.NOT_STARTED: "Start this return",
    ReturnState.CHECKED: "Submit the checked file",
    ReturnState.SUBMITTED: "See or correct this return",
    ReturnState.LATE: "See or correct this return",
    ReturnState.OVERDUE: "Send this return now",
    ReturnState.HELD: "See or correct this return",
}


@dataclass(frozen=True)
class DueLine:
    """One return: `waits` when something is left to do for the practice now."""

    period: str
    href: str
    summary: str
    state: str
    colour: str
    held: str
    next_href: str
    next_step: str
    reference: str
    receipt: str
    waits: bool


@dataclass(frozen=True)
class PracticeHome:
    now: tuple[DueLine, ...]
    earlier: tuple[DueLine, ...]
    open_queries: tuple[QueryLine, ...]
    decided_queries: tuple[QueryLine, ...]


def practice_home(practice: Practice, today: dt.date) -> PracticeHome:
    found = standings(collections_for(practice), [practice], today)
    lines = [due_line(standing, today) for standing in found]
    queries = queries_of_practice(practice)
    return PracticeHome(
        now=tuple(line for line in lines if line.waits),
        earlier=tuple(line for line in lines if not line.waits),
        open_queries=_lines(list(open_queries(queries))),
        decided_queries=_lines(list(decided_queries(queries)[:10])),
    )


def due_line(standing: Standing, today: dt.date) -> DueLine:
    collection, practice, state = standing.collection, standing.practice, standing.state
    address = [practice.code, collection.period.code]
    sent = standing.latest
    done = state in (*SUBMITTED, ReturnState.HELD)
    shown, colour = state_words(state, standing.held, standing.due)
    left = "" if done else f" ({days_left(collection.deadline, today)})"
    held = f"{standing.held} of {standing.due} figures held"
    href = reverse("return", args=address)
    checked = standing.checked_file
    return DueLine(
        period=collection.period.name,
        href=href,
        summary=f"Last day: {day(collection.deadline)}{left}. {held}.",
        state=shown,
        colour=colour,
        held=held,
        next_href=reverse("return-file", args=[*address, checked]) if checked else href,
        next_step=_NEXT_STEPS[ReturnState.CHECKED if checked else state],
        reference=sent.reference if sent else "",
        receipt=reverse("return-receipt", args=[practice.code, sent.reference]) if sent else "",
        waits=not done,
    )


def _lines(queries: list[Query]) -> tuple[QueryLine, ...]:
    return tuple(query_line(query) for query in queries)
