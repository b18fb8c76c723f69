"""What is due from a practice, and the next step for each return."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Collection
from indicators.presenters.coming import ComingLine, coming_line
from indicators.presenters.queries import QueryLine, query_lines
from indicators.presenters.verification import HeldPeriod, to_verify
from indicators.presenters.words import day, days_left, moment, state_words
from indicators.returns.states import DONE, ReturnState
from indicators.selectors.collections import definitions_by_collection
from indicators.selectors.queries import decided_queries, open_queries, queries_of_practice
from indicators.selectors.returns import collections_for, figures_owed
from indicators.selectors.standings import Standing, standings
from practices.models import Practice
from practices.selectors import merged_into

_NEXT_STEPS = {
    ReturnState.NOT_ASKED: "See this return",
    ReturnState.NOT_OPEN: "Look at what will be asked",
    ReturnState.NOT_STARTED: "Start this return",
    ReturnState.DRAFT: "Go on with your draft",
    ReturnState.CHECKED: "Submit the checked file",
    ReturnState.OVERDUE: "Send this return now",
    ReturnState.NOT_SENT: "See what was asked",
    ReturnState.HELD: "See or correct this return",
    ReturnState.SUBMITTED: "See or correct this return",
    ReturnState.QUERIED: "Send a correction",
    ReturnState.ACCEPTED: "See this return",
}


@dataclass(frozen=True)
class DueLine:
    """One return: `waits` when something is left to do for the practice now.

    `question` is what the commissioner asks about it, `asked_by` who and when. `extended` says
    why the last day is later than for others. `closed`: locked, and whom to ask. `both`: for whom
    else it returns. `ways`: the ways of answering, each a text and an address. `owed`: what is left
    of a return that was sent in part, each as "code name".
    """

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
    without_receipt: str
    waits: bool
    question: str
    asked_by: str
    extended: str
    closed: str
    contact: str
    both: str
    ways: tuple[tuple[str, str], ...]
    owed: tuple[str, ...]


@dataclass(frozen=True)
class DueCard:
    """To do until `deadline`: a return, or else the figures `held` of a period to verify."""

    deadline: dt.date
    line: DueLine | None = None
    held: HeldPeriod | None = None


@dataclass(frozen=True)
class PracticeHome:
    """`now`: the earliest last day first."""

    now: tuple[DueCard, ...]
    coming: tuple[ComingLine, ...]
    earlier: tuple[DueLine, ...]
    open_queries: tuple[QueryLine, ...]
    decided_queries: tuple[QueryLine, ...]


def practice_home(practice: Practice, today: dt.date) -> PracticeHome:
    found = standings(collections_for(practice, today), [practice], today)
    opened = [standing for standing in found if standing.state != ReturnState.NOT_OPEN]
    coming = [one.collection for one in found if one.state == ReturnState.NOT_OPEN]
    asked = definitions_by_collection(coming)
    merged = merged_into(practice)
    lines = [(one.deadline, due_line(one, today, merged)) for one in opened]
    returns = [DueCard(deadline, line=line) for deadline, line in lines if line.waits]
    windows = [
        DueCard(one.window.deadline or today, held=one) for one in to_verify(practice, today)
    ]
    queries = queries_of_practice(practice)
    return PracticeHome(
        now=tuple(sorted([*returns, *windows], key=lambda card: card.deadline)),
        coming=tuple(coming_line(one, asked[one.pk], practice, today) for one in reversed(coming)),
        earlier=tuple(line for _, line in lines if not line.waits),
        open_queries=query_lines(open_queries(queries), today),
        decided_queries=query_lines(decided_queries(queries)[:10], today),
    )


def due_line(standing: Standing, today: dt.date, merged: Sequence[Practice] = ()) -> DueLine:
    """`merged` are the practices whose patients went to this one."""
    collection, practice, state = standing.collection, standing.practice, standing.state
    address = [practice.code, collection.period.code]
    shown, colour = state_words(state, standing.held, standing.due, standing.late)
    href = reverse("return", args=address)
    sent, locked = standing.latest, standing.lock is not None
    ready = None if locked else standing.checked_file
    return DueLine(
        period=collection.period.name,
        href=href,
        summary=_summary(standing, today),
        state=shown,
        colour=colour,
        held=_held(standing),
        next_href=_next_href(standing, ready, href),
        next_step=_next_step(standing, ready),
        reference=sent.reference if sent else "",
        receipt=reverse("return-receipt", args=[practice.code, sent.reference]) if sent else "",
        without_receipt="Nothing was sent" if state == ReturnState.NOT_SENT else "Sent another way",
        waits=standing.waits,
        question=_question(standing),
        asked_by=_asked_by(standing),
        extended=_extended(standing),
        closed=_closed(standing),
        contact=collection.contact,
        both=_both(collection, merged),
        ways=ways(standing) if standing.waits and not locked else (),
        owed=tuple(figures_owed(collection, practice)) if standing.incomplete else (),
    )


def ways(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Three equal ways to answer: typing, the template, a file."""
    address = [standing.practice.code, standing.collection.period.code]
    upload = reverse("return", args=address)
    return (
        ("Type the figures in", reverse("return-type", args=address)),
        ("Download the Excel template", reverse("return-template", args=[*address, "xlsx"])),
        ("Download the CSV template", reverse("return-template", args=[*address, "csv"])),
        ("Upload a file", upload),
    )


def _both(collection: Collection, merged: Sequence[Practice]) -> str:
    """For whom else the practice returns: those that closed in the period."""
    period = collection.period
    names = [
        f"{one.name} (closed on {day(one.closed_on)})"
        for one in merged
        if one.closed_on and period.starts_on < one.closed_on <= period.ends_on
    ]
    return f"Your return also covers the patients of {', '.join(names)}." if names else ""


def _next_step(standing: Standing, checked_file: int | None) -> str:
    if checked_file:
        return _NEXT_STEPS[ReturnState.CHECKED]
    return other_figures(standing) if standing.incomplete else _NEXT_STEPS[standing.state]


def other_figures(standing: Standing) -> str:
    left = standing.due - standing.held
    return f"Send the other {left} figures" if left > 1 else "Send the figure that is missing"


def _next_href(standing: Standing, checked_file: int | None, otherwise: str) -> str:
    address = [standing.practice.code, standing.collection.period.code]
    if checked_file:
        return reverse("return-file", args=[*address, checked_file])
    typed = standing.state == ReturnState.DRAFT or standing.incomplete
    return reverse("return-type", args=address) if typed else otherwise


def _summary(standing: Standing, today: dt.date) -> str:
    can_correct = standing.state == ReturnState.SUBMITTED and today <= standing.deadline
    counts = can_correct or standing.state not in DONE or standing.incomplete
    left = f" ({days_left(standing.deadline, today)})" if counts else ""
    return f"Last day: {day(standing.deadline)}{left}. {_held(standing)}."


def _held(standing: Standing) -> str:
    return f"{standing.held} of {standing.due} figures held"


def _question(standing: Standing) -> str:
    asked = standing.state == ReturnState.QUERIED and standing.decision
    return asked.reason if asked else ""


def _asked_by(standing: Standing) -> str:
    if standing.state != ReturnState.QUERIED or standing.decision is None:
        return ""
    commissioner = standing.collection.period.commissioner
    return f"{commissioner.name}, {moment(standing.decision.decided_at)}"


def _extended(standing: Standing) -> str:
    given = standing.extension
    if given is None or given.deadline == standing.collection.deadline:
        return ""
    return (
        f"Your practice has until {day(given.deadline)} instead of "
        f"{day(standing.collection.deadline)}: {given.reason}"
    )


def _closed(standing: Standing) -> str:
    if standing.lock is None:
        return ""
    collection = standing.collection
    whom = collection.contact or collection.period.commissioner.name
    return (
        f"Closed on {day(standing.lock.set_at.date())}: nothing more can be sent. "
        f"If something has to be corrected, ask {whom}."
    )
