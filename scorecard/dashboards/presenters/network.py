"""A network in one period: its practices pooled, side by side, through time, and what is due."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.presenters.verification import standing_counts
from indicators.selectors.verification import read_packed
from practices.models import Commissioner, Network, Practice
from scorecard.cards.around import OTHERS
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.selectors.around import are_few
from scorecard.cards.selectors.runs import BandedPeriods, practices_with_results
from scorecard.charts.types import Chart
from scorecard.charts.words import counted
from scorecard.dashboards.presenters import network_members as people
from scorecard.dashboards.presenters.network_lines import (
    Block,
    Line,
    Mark,
    Shown,
    blocks_of,
    line_of,
    shown_of,
)
from scorecard.dashboards.presenters.network_read import NetworkRead, marks_of, read_network
from scorecard.dashboards.presenters.network_trend import Picked, green_trend, pick, pooled_trend
from scorecard.dashboards.selectors.networks import Linked, Waiting, links_of, waiting_of

SIDE_BY_SIDE = 24  # practices on one page
_BESIDE = {"context": "Context", "fact": "Facts", "collected": "Still collected"}
_NO_MARK = Mark(np.nan, "")


@dataclass(frozen=True)
class Member:
    """One practice of the network; `trust` counts its figures in words."""

    code: str
    name: str
    score: ScoreCell | None
    patients: str
    trust: str
    atypical: str


@dataclass(frozen=True)
class Due:
    """A return that is asked for; `missing` of `asked` practices have sent nothing, each with what
    is said of its own last day."""

    period: str
    code: str
    when: str
    asked: int
    missing: tuple[tuple[Practice, str], ...]


@dataclass(frozen=True)
class NetworkPage:
    """`words` say who is counted, `changes` who came or went; `shown` are all practices
    with results, on however many pages. Charts are None where there is too little to draw.
    """

    words: tuple[str, ...]
    changes: tuple[str, ...]
    members: tuple[Member, ...]
    patients: str
    shown: int
    blocks: tuple[Block, ...]
    area: str
    green: Chart | None
    trend: Chart | None
    picked: Picked
    due: tuple[Due, ...]


def network_page(
    commissioner: Commissioner,
    network: Network,
    periods: BandedPeriods | None,
    today: dt.date,
    *,
    wanted: str = "",
    page: int = 1,
    only_today: bool = False,
) -> NetworkPage:
    """`wanted` is the code of the indicator whose trend is drawn; `only_today`: a practice that has
    left is neither shown nor added up, since the sum less those who are shown would be its own."""
    day = periods.current.run.period.ends_on if periods else today
    links = links_of(network, day)
    now = people.members_on(links, today)
    waiting = waiting_of(network.commissioner, [one.practice for one in now], today)
    due = tuple(_due(one, today) for one in waiting)
    if periods is None:
        words = (people.number_words(now, today), people.size_words(now))
        nothing = Picked((), "", "")
        said = tuple(filter(None, words))
        return NetworkPage(said, (), _plain(now), "", len(now), (), "", None, None, nothing, due)
    stays = {one.practice.pk for one in now}
    seen = [one for one in links if not only_today or one.practice.pk in stays]
    read = read_network(periods, seen)
    counted_in = read.members(periods.current)
    start = (page - 1) * SIDE_BY_SIDE
    pages = counted_in[start : start + SIDE_BY_SIDE] or counted_in[:SIDE_BY_SIDE]
    practices = _with_results(periods.current, pages)
    marks = marks_of(commissioner, read)
    hidden = _tell_of_few(read, marks) if only_today else {}
    marks |= hidden
    columns = shown_of(practices)
    lines = [(item, _line(read, item, columns, marks)) for item in read.items]
    picked, drawn = pick(lines, wanted)
    since = read.runs[-1].run.period.starts_on
    return NetworkPage(
        words=tuple(_words(links, seen, counted_in, day)),
        changes=tuple(people.changes_of(links, since, day, today, added_up=not only_today)),
        members=tuple(_members(periods.current, practices, counted_in, today)),
        patients=people.patients_words([one.patients for one in counted_in]),
        shown=len(counted_in),
        blocks=tuple(blocks_of(lines, _BESIDE)),
        area=" ".join(filter(None, (_area_words(marks.values()), _hidden_words(hidden)))),
        green=green_trend(network.name, read),
        trend=_trend(network, read, drawn, marks),
        picked=picked,
        due=due,
    )


def _due(one: Waiting, today: dt.date) -> Due:
    if today < one.opens_on:
        when = f"opens on {one.opens_on:%-d %B %Y}"
    else:
        verb = "was due" if one.deadline < today else "is due"
        when = f"{verb} by {one.deadline:%-d %B %Y}"
    missing = tuple((who, _own_day(later, one.deadline)) for who, later in one.missing)
    return Due(one.period, one.code, when, one.asked, missing)


def _own_day(later: dt.date | None, deadline: dt.date) -> str:
    if later is None or later == deadline:
        return ""
    return f"has until {later:%-d %B %Y}"


def _with_results(card_run: CardRun, members: Sequence[Linked]) -> list[Practice]:
    if not members:
        return []
    return list(practices_with_results(card_run, practices=[one.practice.pk for one in members]))


def _plain(members: Sequence[Linked]) -> tuple[Member, ...]:
    return tuple(
        Member(
            one.practice.code,
            one.practice.name,
            None,
            people.patients_words([one.patients]),
            "",
            "",
        )
        for one in members
    )


def _members(
    card_run: CardRun, practices: Sequence[Practice], links: Sequence[Linked], today: dt.date
) -> Iterator[Member]:
    patients = {one.practice.pk: one.patients for one in links}
    for practice in practices:
        overall = next(row for row in practice.scores if row["domain"] is None)  # type: ignore[attr-defined]
        standings = [read_packed(row, today)[1] for row in practice.facts]  # type: ignore[attr-defined]
        yield Member(
            practice.code,
            practice.name,
            score_cell(overall["score"], overall["band"], overall["reds"], card_run.version),
            people.patients_words([patients[practice.pk]]),
            standing_counts(standings),
            practice.why_atypical,  # type: ignore[attr-defined]
        )


def _words(
    links: Sequence[Linked], seen: Sequence[Linked], counted_in: Sequence[Linked], day: dt.date
) -> Iterator[str]:
    everybody, on = people.members_on(links, day), people.members_on(seen, day)
    yield people.number_words(everybody, day)
    without = [one.practice.name for one in on if one not in counted_in]
    if without:
        yield f"Without results in this period, and so not added up: {', '.join(without)}."
    if said := people.left_out_words(counted_in, day):
        yield said
    if said := people.size_words(counted_in):
        yield said
    if gone := len(everybody) - len(on):
        said = counted(gone, "practice of then has", "practices of then have")
        yield f"{said} left since: results of before are neither shown to the network nor added up."


def _line(
    read: NetworkRead, item: CardItem, practices: Sequence[Shown], marks: Mapping[int, Mark]
) -> Line:
    mark = marks.get(item.definition_id, _NO_MARK)
    then = read.pooled(read.before, item) if read.before else None
    before = (read.before.run.period.name, then) if read.before and then else None
    return line_of(item, practices, read.column(read.current, item), mark, before)


def _trend(
    network: Network, read: NetworkRead, drawn: CardItem | None, marks: Mapping[int, Mark]
) -> Chart | None:
    if drawn is None:
        return None
    scatter = marks.get(drawn.definition_id, _NO_MARK).scatter
    return pooled_trend(network.name, read, drawn, scatter)


def _tell_of_few(read: NetworkRead, marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """The area's values that would tell the network's lead of one or two practices outside."""
    seen = [one.practice.pk for one in read.members(read.current)]
    practices = np.frombuffer(read.current.run.practices, np.int64)
    few = {
        item.definition_id
        for item in read.items
        if are_few(bytes(item.states), ~np.isin(practices, [*seen, *item.unlike]))  # type: ignore[attr-defined]
    }
    own = {pk: one for pk, one in marks.items() if pk in few and one.short != one.name}
    return {pk: replace(one, value=np.nan, name="") for pk, one in own.items()}


def _hidden_words(hidden: Mapping[int, Mark]) -> str:
    if not hidden:
        return ""
    return (
        f"On {counted(len(hidden), 'indicator', 'indicators')} the area's value is not told: fewer"
        f" than {OTHERS} practices outside of the network have a figure."
    )


def _area_words(marks: Iterable[Mark]) -> str:
    """What "the area" stands for in the lines."""
    names = sorted({mark.name for mark in marks if mark.short != mark.name})
    return f"The area is {'; or '.join(names)}." if names else ""
