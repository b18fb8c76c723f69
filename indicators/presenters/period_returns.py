"""Who has sent a return: every practice of a collection with its state, and the counts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from indicators.models import Collection
from indicators.presenters.words import day, days_left, moment, state_words
from indicators.returns.reminding import months_of_warning
from indicators.returns.states import ReturnState
from indicators.selectors.notices import latest_digest
from indicators.selectors.rosters import Place, roster
from indicators.selectors.standings import Standing, standings

LATE, INCOMPLETE = "late", "incomplete"
IN_TIME = "in_time"
_STILL_IN_TIME = (ReturnState.NOT_STARTED, ReturnState.DRAFT, ReturnState.CHECKED)
PROMISED_MONTHS = 6


@dataclass(frozen=True)
class PracticeLine:
    """`life` orders by state as a return goes on. `accept`: the id of a return that waits for a
    decision, else None. `remark`: what is unusual about the practice's dates or deadline."""

    practice: str
    code: str
    life: int
    state: str
    colour: str
    remark: str
    held: int
    due: int
    asked: bool
    submitted: str
    reference: str
    accept: int | None


@dataclass(frozen=True)
class Choice:
    """A group of practices to look at, and how many there are."""

    words: str
    number: int
    query: str
    current: bool


@dataclass(frozen=True)
class PeriodReturns:
    """`lines` are those chosen; `choices` count all. `waiting` returns have no decision yet, the
    newest of them is `newest`. `locked`: who closed it, when and why."""

    period: str
    code: str
    announced: str
    opens: str
    deadline: str
    left: str
    short_warning: str
    indicators: int
    asked: int
    everybody: bool
    is_open: bool
    contact: str
    locked: str
    digest: str
    choices: tuple[Choice, ...]
    search: str
    state: str
    lines: tuple[PracticeLine, ...]
    waiting: int
    newest: int

    @property
    def accept_all(self) -> str:
        if self.waiting == 1:
            return "Accept the one that waits for you"
        return f"Accept all {self.waiting} that wait for you"


def period_returns(
    collection: Collection, today: dt.date, state: str = "", search: str = ""
) -> PeriodReturns:
    """`state`: the name of a state, "in_time", "late" or "incomplete"; empty: everybody asked."""
    places = roster(collection)
    found = _standings(collection, places, today)
    remarks = {place.practice.pk: place.remark for place in places}
    wanted = [one for one in found if _is_in(one, state) and _is_named(one, search)]
    waiting = [one.latest.pk for one in found if one.state == ReturnState.SUBMITTED and one.latest]
    return PeriodReturns(
        period=collection.period.name,
        code=collection.period.code,
        announced=day(collection.announced_on),
        opens=day(collection.opens_on),
        deadline=day(collection.deadline),
        left=days_left(collection.deadline, today),
        short_warning=warning_words(collection.announced_on, collection.opens_on),
        indicators=collection.items.count(),
        asked=sum(place.asked for place in places),
        everybody=collection.everybody,
        is_open=collection.opens_on <= today,
        contact=collection.contact,
        locked=_locked(found),
        digest=_digest(collection),
        choices=_choices(found, state, search),
        search=search,
        state=state,
        lines=tuple(_line(one, remarks[one.practice.pk]) for one in wanted),
        waiting=len(waiting),
        newest=max(waiting, default=0),
    )


def warning_words(announced_on: dt.date, opens_on: dt.date) -> str:
    """What is to be said of too short a warning; empty for six months and more."""
    months = months_of_warning(announced_on, opens_on)
    if months >= PROMISED_MONTHS:
        return ""
    said = {0: "less than a month's", 1: "a month's"}.get(months, f"{months} months'")
    return f"Practices get {said} warning of this return; they are promised six."


def _standings(collection: Collection, places: list[Place], today: dt.date) -> list[Standing]:
    asked = {place.practice.pk for place in places if place.asked}
    return standings([collection], [place.practice for place in places], today, asked)


def _is_in(one: Standing, state: str) -> bool:
    if state == LATE:
        return one.late
    if state == IN_TIME:
        return one.state in _STILL_IN_TIME
    if state == INCOMPLETE:
        return one.latest is not None and one.held < one.due
    return one.state.name.lower() == state if state else one.state != ReturnState.NOT_ASKED


def _is_named(one: Standing, search: str) -> bool:
    wanted = search.strip().casefold()
    return wanted in one.practice.name.casefold() or wanted in one.practice.code.casefold()


def _choices(found: list[Standing], state: str, search: str) -> tuple[Choice, ...]:
    """Everybody, each state in the order of a return's life, and what is odd about some."""
    groups = [("", "Everybody asked")]
    groups += [(one.name.lower(), one.capitalize()) for one in ReturnState if one != "not asked"]
    groups += [(IN_TIME, "Not sent yet, still in time")] if state == IN_TIME else []
    groups += [(LATE, "Sent late"), (INCOMPLETE, "Sent, incomplete"), ("not_asked", "Not asked")]
    counted = ((key, words, sum(_is_in(one, key) for one in found)) for key, words in groups)
    return tuple(
        Choice(words, number, _query(key, search), key == state)
        for key, words, number in counted
        if number or key in ("", state)
    )


def _query(state: str, search: str) -> str:
    return "?" + urlencode({"state": state, "q": search})


def _locked(found: Iterable[Standing]) -> str:
    lock = next((one.lock for one in found if one.lock), None)
    if lock is None:
        return ""
    return f"Locked on {moment(lock.set_at)} by {lock.set_by}. {lock.reason}".strip()


def _digest(collection: Collection) -> str:
    sent = latest_digest(collection)
    return f"The last digest went out on {moment(sent.sent_at)}." if sent else ""


def _line(standing: Standing, remark: str) -> PracticeLine:
    first, latest = standing.first_submitted_at, standing.latest
    words, colour = state_words(standing.state, standing.held, standing.due, standing.late)
    waits = standing.state == ReturnState.SUBMITTED and latest is not None
    return PracticeLine(
        practice=standing.practice.name,
        code=standing.practice.code,
        life=list(ReturnState).index(standing.state),
        state=words,
        colour=colour,
        remark=" ".join(filter(None, (remark, _more_time(standing)))),
        held=standing.held,
        due=standing.due,
        asked=standing.state != ReturnState.NOT_ASKED,
        submitted=moment(timezone.localtime(first)) if first else "",
        reference=latest.reference if latest else "",
        accept=latest.pk if waits and latest else None,
    )


def _more_time(standing: Standing) -> str:
    given = standing.extension
    late = given is not None and given.deadline != standing.collection.deadline
    return f"Has until {day(standing.deadline)}." if late else ""
