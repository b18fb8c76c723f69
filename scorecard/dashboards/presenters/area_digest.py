"""The digest to people of a commissioner: who improved, who worsened, what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.urls import reverse

from scorecard.accounts.roles import Permission
from scorecard.calc.rounding import show
from scorecard.charts.words import counted
from scorecard.dashboards.noise import WORDS, Verdict
from scorecard.dashboards.presenters.digest_parts import (
    Line,
    Move,
    News,
    full,
    move_of,
    subject_of,
)
from scorecard.dashboards.presenters.links import Lists
from scorecard.dashboards.presenters.to_do import to_do
from scorecard.dashboards.selectors.listings import in_order
from scorecard.dashboards.selectors.moves import Moved, count

NAMED = 12  # practices in a list; the page has all of them


@dataclass(frozen=True)
class Named:
    practice: str
    code: str
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Group:
    """Practices whose bands changed by more than noise; `more` of them are not named here."""

    bands: int
    practices: tuple[Named, ...]
    more: int


@dataclass(frozen=True)
class AreaDigest:
    """To people of a commissioner. `since` is empty in the first banded period."""

    subject: str
    place: str
    period: str
    heading: str
    since: str
    complete: str
    worse: Group
    better: Group
    others: str
    to_do: tuple[Line, ...]
    link: str
    changes_link: str

    @property
    def groups(self) -> tuple[tuple[str, Group], ...]:
        lost = f"Lost bands by more than noise since {self.since}: {self.worse.bands:,}"
        gained = f"Gained bands by more than noise: {self.better.bands:,}"
        return (lost, self.worse), (gained, self.better)


def area_digest(news: News, granted: Iterable[Permission]) -> AreaDigest:
    """`granted`: what the person may do, so that no link leads to a closed door."""
    code, period = news.commissioner.code, news.now.run.period.code
    lists = Lists(code, period, frozenset(granted))
    worse, better = (_group(news.moved, way) for way in (False, True))
    waiting = to_do(news.commissioner, lists, news.today)
    lines = [
        Line(f"{one.number.shown} {one.number.words}. {one.more}".strip(), one.number.href)
        for one in waiting
    ]
    if worse.practices:
        ask = "Ask the practices that lost bands by more than noise what happened."
        href = lists.results("band-changes", way="lost", chance="beyond")
        lines.insert(0, Line(ask, href))
    return AreaDigest(
        subject=subject_of(news.commissioner.name, news.period, _told(worse, better, news.since)),
        place=news.commissioner.name,
        period=news.period,
        heading=news.heading,
        since=news.since,
        complete=_complete(news),
        worse=worse,
        better=better,
        others=_others(news.moved),
        to_do=tuple(Line(line.text, full(line.href)) for line in lines),
        link=full(f"{reverse('area', args=[code])}?period={period}"),
        changes_link=full(lists.results("band-changes")),
    )


def _group(moved: Sequence[Moved], better: bool) -> Group:
    """By practice, those with most bands first."""
    found: dict[int, list[Move]] = {}
    for one in moved:
        which = (one.gained if better else ~one.gained) & (one.verdicts == Verdict.BEYOND)
        for at in np.flatnonzero(which).tolist():
            found.setdefault(int(one.practices[at]), []).append(move_of(one, at))
    names = [row for row in in_order(list(found)) if row[0] in found]
    names.sort(key=lambda row: -len(found[row[0]]))
    return Group(
        bands=count(moved, better, Verdict.BEYOND),
        practices=tuple(Named(name, code, tuple(found[pk])) for pk, code, name in names[:NAMED]),
        more=max(len(names) - NAMED, 0),
    )


def _others(moved: Sequence[Moved]) -> str:
    """What is not told by name, because nobody can say that it is more than noise."""
    found = []
    for verdict in (Verdict.CHANCE, Verdict.UNKNOWN, Verdict.NOT_ITS_OWN):
        up, down = (count(moved, better, verdict) for better in (True, False))
        if up or down:
            found.append(f"{WORDS[verdict]}: {show(up)} gained, {show(down)} lost")
    return f"Not named here: {'; '.join(found)}." if found else ""


def _told(worse: Group, better: Group, since: str) -> str:
    if not since:
        return "first results"
    if not worse.bands and not better.bands:
        return "no band changed by more than noise"
    gained = counted(better.bands, "band", "bands")
    return f"{gained} gained and {show(worse.bands)} lost by more than noise"


def _complete(news: News) -> str:
    columns = [one for pk, one in news.bands[0].columns.items() if pk in news.weighted.domain_of]
    banded = sum(int((one.states == 0).sum()) for one in columns)
    expected = sum(int((one.states >= 0).sum()) for one in columns)
    return f"{show(banded)} of {show(expected)} figures have a band."
