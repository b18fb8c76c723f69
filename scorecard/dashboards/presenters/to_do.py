"""What waits for somebody at the commissioner: returns, queries, comments, releases."""

import datetime as dt
from dataclasses import dataclass

from practices.models import Commissioner
from scorecard.accounts.roles import Permission
from scorecard.dashboards.presenters.links import Lists, Number
from scorecard.dashboards.selectors.overview import OpenConsultation, consulted_on
from scorecard.dashboards.selectors.waiting import Returns, Waiting, waiting_in
from scorecard.publication.lifecycle import Step


@dataclass(frozen=True)
class ToDo:
    """A number with its words, then what else is to be said; `late`: a day has passed."""

    number: Number
    more: str = ""
    late: bool = False


def to_do(commissioner: Commissioner, lists: Lists, today: dt.date) -> tuple[ToDo, ...]:
    """What is late first."""
    waiting, consultations = waiting_in(commissioner, today), consulted_on(commissioner, today)
    found = [line for one in waiting.returns for line in _returns(one, lists, today)]
    found += _queries(waiting, lists)
    found += [_consultation(one, lists) for one in consultations]
    found += _editions(waiting, lists)
    return tuple(sorted(found, key=lambda one: not one.late))


def _returns(one: Returns, lists: Lists, today: dt.date) -> list[ToDo]:
    def href(state: str) -> str:
        may = Permission.OPEN_PERIODS
        return lists.to(may, "period-returns", one.code, state=state)

    day = f"{one.deadline:%-d %B %Y}"
    found = []
    if one.overdue:
        few = lists.few(one.overdue)
        verb = "return is" if one.overdue == 1 and not few else "returns are"
        words = f"{verb} overdue for {one.period}"
        more = f"The last day was {day}."
        found.append(ToDo(Number(one.overdue, words, href("overdue"), few), more, late=True))
    if left := one.unsent - one.overdue:
        few = lists.few(left)
        have = "practice has" if left == 1 and not few else "practices have"
        # Past the day of the others only those are in time that were given more.
        over = one.deadline < today
        words = f"{have} {'more time for' if over else 'still to send'} {one.period}"
        more = "" if over else f"Last day: {day}."
        found.append(ToDo(Number(left, words, href("in_time"), few), more))
    if one.submitted:
        few = lists.few(one.submitted)
        words = f"{'return waits' if one.submitted == 1 and not few else 'returns wait'}"
        words += f" to be accepted, {one.period}"
        number = Number(one.submitted, words, href("submitted"), few)
        found.append(ToDo(number))
    return found


def _queries(waiting: Waiting, lists: Lists) -> list[ToDo]:
    if not waiting.queries:
        return []
    few = lists.few(waiting.queries)
    words = "query waits" if waiting.queries == 1 and not few else "queries wait"
    words += " for a decision"
    href = lists.to(Permission.DECIDE_QUERIES, "queries", state="waiting")
    late = waiting.late_queries
    more = f"{late} past the day by which you answer." if late and not lists.few(late) else ""
    return [ToDo(Number(waiting.queries, words, href, few), more, late=bool(late))]


_NEXT = {
    Step.DRAFTED: "to be shown to the practices",
    Step.PREVIEW: "to be proposed: practices had their time",
    Step.PROPOSED: "for a second person to approve",
    Step.APPROVED: "to be published",
}


def _editions(waiting: Waiting, lists: Lists) -> list[ToDo]:
    found = []
    for step, words in _NEXT.items():
        if number := waiting.editions.get(step, 0):
            href = lists.to(Permission.SEE_RELEASES, "releases", waiting=step)
            wait = "release waits" if number == 1 else "releases wait"
            found.append(ToDo(Number(number, f"{wait} {words}", href)))
    return found


def _consultation(one: OpenConsultation, lists: Lists) -> ToDo:
    words = "comment is" if one.unanswered == 1 else "comments are"
    href = lists.to(Permission.SEE_DEFINITIONS, "card-agreement", one.version)
    return ToDo(
        Number(one.unanswered, f"{words} not answered", href),
        f"{one.name} is in consultation until {one.deadline:%-d %B %Y}.",
    )
