"""The digest to people of a commissioner: who improved, who worsened, what to do."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from django.urls import reverse

from scorecard.accounts.roles import Permission
from scorecard.calc.rounding import show
from scorecard.calc.types import Flags
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
from scorecard.dashboards.selectors.shifts import Shifted

NAMED = 12  # practices in a list; the page has all of them


@dataclass(frozen=True)
class Named:
    practice: str
    code: str
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Group:
    """Practices whose bands (or figures inside a band) changed by more than noise; `more` of them
    are not named here."""

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
    sinking: Group
    rising: Group
    others: str
    to_do: tuple[Line, ...]
    link: str
    changes_link: str

    @property
    def groups(self) -> tuple[tuple[str, Group], ...]:
        lost = f"Lost bands by more than noise since {self.since}: {self.worse.bands:,}"
        gained = f"Gained bands by more than noise: {self.better.bands:,}"
        down = f"Worse by more than noise, band as before: {self.sinking.bands:,}"
        up = f"Better by more than noise, band as before: {self.rising.bands:,}"
        inside = ((down, self.sinking), (up, self.rising))
        return (
            (lost, self.worse),
            (gained, self.better),
            *((title, group) for title, group in inside if group.bands),
        )


def area_digest(news: News, granted: Iterable[Permission]) -> AreaDigest:
    """`granted`: what the person may do, so that no link leads to a closed door."""
    code, period = news.commissioner.code, news.now.run.period.code
    lists = Lists(code, period, frozenset(granted))
    worse, better = (_group(_changed(news.moved, way)) for way in (False, True))
    sinking, rising = (_group(_shifted(news.shifted, way)) for way in (False, True))
    waiting = to_do(news.commissioner, lists, news.today)
    lines = [
        Line(f"{one.number.shown} {one.number.words}. {one.more}".strip(), one.number.href)
        for one in waiting
    ]
    if worse.practices:
        ask = "Ask the practices that lost bands by more than noise what happened."
        href = lists.results("band-changes", way="lost", chance="beyond")
        lines.insert(0, Line(ask, href))
    if sinking.practices:
        ask = "Look at the figures that worsened while their band stayed, before it is lost."
        lines.insert(1 if worse.practices else 0, Line(ask, lists.results("grid", view="change")))
    return AreaDigest(
        subject=subject_of(
            news.commissioner.name,
            news.period,
            _told((worse, better), (sinking, rising), news.since),
        ),
        place=news.commissioner.name,
        period=news.period,
        heading=news.heading,
        since=news.since,
        complete=_complete(news),
        worse=worse,
        better=better,
        sinking=sinking,
        rising=rising,
        others=_others(news.moved),
        to_do=tuple(Line(line.text, full(line.href)) for line in lines),
        link=full(f"{reverse('area', args=[code])}?period={period}"),
        changes_link=full(lists.results("band-changes")),
    )


Some = Iterable[tuple[Moved, Flags]]


def _changed(moved: Sequence[Moved], better: bool) -> Some:
    """Of each indicator the bands that were gained (or lost) by more than noise."""
    for one in moved:
        yield one, (one.gained if better else ~one.gained) & (one.verdicts == Verdict.BEYOND)


def _shifted(shifted: Sequence[Shifted], better: bool) -> Some:
    for one in shifted:
        yield one.moved, one.better if better else ~one.better


def _group(some: Some) -> Group:
    """By practice, those with most changes first; only those that are named are put in words."""
    changed = list(some)
    counts = Counter(
        pk for one, which in changed for pk in one.practices[np.flatnonzero(which)].tolist()
    )
    names = [row for row in in_order(list(counts)) if row[0] in counts]
    names.sort(key=lambda row: -counts[row[0]])
    found = _of({pk for pk, _, _ in names[:NAMED]}, changed)
    return Group(
        bands=counts.total(),
        practices=tuple(Named(name, code, tuple(found[pk])) for pk, code, name in names[:NAMED]),
        more=max(len(names) - NAMED, 0),
    )


def _of(practices: Set[int], changed: Some) -> dict[int, list[Move]]:
    found: dict[int, list[Move]] = {pk: [] for pk in practices}
    for one, which in changed:
        for at in np.flatnonzero(which & np.isin(one.practices, list(practices))).tolist():
            found[int(one.practices[at])].append(move_of(one, at))
    return found


def _others(moved: Sequence[Moved]) -> str:
    """What is not told by name, because nobody can say that it is more than noise."""
    found = []
    for verdict in (Verdict.CHANCE, Verdict.UNKNOWN, Verdict.NOT_ITS_OWN):
        up, down = (count(moved, better, verdict) for better in (True, False))
        if up or down:
            found.append(f"{WORDS[verdict]}: {show(up)} gained, {show(down)} lost")
    return f"Not named here: {'; '.join(found)}." if found else ""


def _told(bands: tuple[Group, Group], inside: tuple[Group, Group], since: str) -> str:
    """The worse stand first in both pairs."""
    if not since:
        return "first results"
    lost, gained = (one.bands for one in bands)
    said = "no band changed by more than noise"
    if lost or gained:
        said = f"{counted(gained, 'band', 'bands')} gained and {show(lost)} lost by more than noise"
    down, up = (one.bands for one in inside)
    if down or up:
        said += f"; {show(up)} better and {show(down)} worse inside their band"
    return said


def _complete(news: News) -> str:
    columns = [one for pk, one in news.bands[0].columns.items() if pk in news.weighted.domain_of]
    banded = sum(int((one.states == 0).sum()) for one in columns)
    expected = sum(int((one.states >= 0).sum()) for one in columns)
    return f"{show(banded)} of {show(expected)} figures have a band."
