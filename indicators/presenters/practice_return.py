"""One practice's return as the commissioner sees it before deciding on it."""

import datetime as dt
from dataclasses import dataclass

from indicators.models import Collection, DataReturn, Figure, Notice
from indicators.presenters.words import (
    day,
    days_left,
    figure_words,
    moment,
    numbers_words,
    state_words,
)
from indicators.returns.due import DueIndicator
from indicators.returns.states import ReturnState
from indicators.selectors.decisions import history_of
from indicators.selectors.notices import notices_to
from indicators.selectors.returned_figures import held_figures
from indicators.selectors.returns import due_return
from indicators.selectors.rosters import Place
from indicators.selectors.standings import Standing, standings
from practices.models import Practice
from practices.selectors import managers_by_practice


@dataclass(frozen=True)
class FigureLine:
    code: str
    name: str
    figure: str
    before: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """Something that happened to the return, the newest first."""

    at: dt.datetime
    when: str
    what: str
    detail: str


@dataclass(frozen=True)
class PracticeReturn:
    """`latest` is the id of the newest return; `may_accept` and `may_query` what can be done."""

    practice: str
    code: str
    state: str
    colour: str
    remark: str
    rows: tuple[tuple[str, str], ...]
    figures: tuple[FigureLine, ...]
    events: tuple[Event, ...]
    latest: int | None
    asked: bool
    locked: bool
    may_accept: bool
    may_query: bool
    nobody: bool


def practice_return(collection: Collection, place: Place, today: dt.date) -> PracticeReturn:
    practice = place.practice
    asked = {practice.pk} if place.asked else set()
    (standing,) = standings([collection], [practice], today, asked)
    words, colour = state_words(standing.state, standing.held, standing.due, standing.late)
    managers = managers_by_practice([practice], today).get(practice.pk, [])
    locked = standing.lock is not None
    return PracticeReturn(
        practice=practice.name,
        code=practice.code,
        state=words,
        colour=colour,
        remark=place.remark,
        rows=_rows(standing, [str(manager) for manager in managers], today),
        figures=_figures(collection, practice),
        events=_events(collection, practice, standing),
        latest=standing.latest.pk if standing.latest else None,
        asked=place.asked,
        locked=locked,
        may_accept=standing.state in (ReturnState.SUBMITTED, ReturnState.QUERIED),
        may_query=standing.latest is not None and not locked,
        nobody=not managers,
    )


def _rows(standing: Standing, managers: list[str], today: dt.date) -> tuple[tuple[str, str], ...]:
    extended = standing.deadline != standing.collection.deadline
    last = f"{day(standing.deadline)} ({days_left(standing.deadline, today)})"
    return (
        ("Last day", f"{last}, extended" if extended else last),
        ("Figures held", f"{standing.held} of {standing.due}"),
        ("Latest receipt", standing.latest.reference if standing.latest else "None yet"),
        ("Practice managers", ", ".join(managers) or "Nobody with an account"),
    )


def _figures(collection: Collection, practice: Practice) -> tuple[FigureLine, ...]:
    due, held = due_return(collection, practice), held_figures(collection, practice)
    return tuple(
        _figure_line(indicator, held.get(code)) for code, indicator in due.indicators.items()
    )


def _figure_line(indicator: DueIndicator, figure: Figure | None) -> FigureLine:
    before = indicator.previous
    return FigureLine(
        code=indicator.code,
        name=indicator.name,
        figure=figure_words(figure, indicator) if figure else "Not sent",
        before=numbers_words(before.numerator, before.denominator, before.value, indicator)
        if before
        else "",
        notes=tuple(remark.text for remark in figure.remarks.all() if remark.text)
        if figure
        else (),
    )


def _events(collection: Collection, practice: Practice, standing: Standing) -> tuple[Event, ...]:
    found = [_reminded(notice) for notice in notices_to(collection, practice.pk)]
    for sent in history_of(collection, practice.pk):
        found.append(_sent(sent))
        found += [
            _event(
                decision.decided_at,
                f"{decision.get_decision_display().capitalize()} by {decision.decided_by}",
                decision.reason,
            )
            for decision in sent.decisions.all()
        ]
    for given in collection.extensions.filter(practice=practice).select_related("given_by"):
        what = f"More time until {day(given.deadline)}, given by {given.given_by}"
        found.append(_event(given.given_at, what, given.reason))
    return tuple(sorted(found, key=lambda event: event.at, reverse=True))


def _sent(sent: DataReturn) -> Event:
    by = sent.submitted_by or "the system"
    attested = f"Attested by {sent.attested_name}." if sent.attested_name else ""
    what = f"Submitted by {by}, receipt {sent.reference}, {sent.figures} figures"
    return _event(sent.submitted_at, what, attested)


def _reminded(notice: Notice) -> Event:
    people = ", ".join(notice.sent_to.splitlines())
    return _event(notice.sent_at, f"Written to: {notice.get_kind_display()}", f"To {people}")


def _event(at: dt.datetime, what: str, detail: str) -> Event:
    return Event(at, moment(at), what, detail)
