"""How far a figure is trusted: verified, queried, corrected, accepted by silence. Pure.

One table decides it for every page and file; `scorecard.ui.standing` has the words.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from scorecard.ui.standing import STANDINGS, StandingKind, StandingWords

ACCEPTED = "accepted"


class Facts(NamedTuple):
    """What is known of one figure; times are local, None where it did not happen.

    `held`: it counts and is not replaced. `queried`: since when a query is open. `upheld`: when a
    query about it was upheld. `corrects`: when it was entered as the correction of another.
    `confirmed`: when the practice last confirmed figures of the period, this one or others.
    `silence` is what no answer by the deadline means. `chosen`: when it was agreed that this
    figure counts and not another one that lies beside it.
    """

    held: bool
    arrived: dt.datetime
    queried: dt.datetime | None = None
    upheld: dt.datetime | None = None
    declined: dt.datetime | None = None
    corrects: dt.datetime | None = None
    verified: dt.datetime | None = None
    name: str = ""
    confirmed: dt.datetime | None = None
    opens_on: dt.date | None = None
    deadline: dt.date | None = None
    silence: str = ""
    chosen: dt.datetime | None = None


@dataclass(frozen=True)
class FigureStanding:
    """`on` and `until` are the days in its words; `name` is who verified it for the practice."""

    kind: StandingKind
    on: dt.date | None = None
    until: dt.date | None = None
    name: str = ""

    @property
    def queried(self) -> bool:
        return self.kind is StandingKind.QUERIED

    @property
    def can_be_queried(self) -> bool:
        """Whether it still counts and nobody waits for an answer about it."""
        changed = (StandingKind.QUERIED, StandingKind.UPHELD, StandingKind.REPLACED)
        return self.kind not in (*changed, StandingKind.NONE)

    @property
    def said(self) -> str:
        """In a few words, for those who hear a crowded cell; nothing where nobody was asked."""
        return "" if self.kind is StandingKind.NO_WINDOW else self.short.lower()

    @property
    def short(self) -> str:
        return self._words.short

    @property
    def mark(self) -> str:
        return self._words.mark

    @property
    def colour(self) -> str:
        return self._words.colour

    @property
    def sentence(self) -> str:
        return self._words.staff.format(on=_day(self.on), until=_day(self.until))

    @property
    def public(self) -> str:
        return self._words.public.format(on=_day(self.on), until=_day(self.until))

    @property
    def _words(self) -> StandingWords:
        return STANDINGS[self.kind]


NOTHING = FigureStanding(StandingKind.NONE)


@lru_cache(maxsize=20_000)
def standing_of(facts: Facts, today: dt.date) -> FigureStanding:
    """The table: what is challenged first, then what was decided last, then the window."""
    if facts.queried:
        return FigureStanding(StandingKind.QUERIED, facts.queried.date())
    if not facts.held:
        changed = StandingKind.UPHELD if facts.upheld else StandingKind.REPLACED
        return FigureStanding(changed, facts.upheld.date() if facts.upheld else None)
    return _decided(facts) or _by_window(facts, today)


def _decided(facts: Facts) -> FigureStanding | None:
    """By whatever happened last to the figure."""
    happened = [
        (facts.corrects, StandingKind.CORRECTED, ""),
        (facts.declined, StandingKind.DECLINED, ""),
        (facts.verified, StandingKind.VERIFIED, facts.name),
    ]
    known = [(at, kind, name) for at, kind, name in happened if at]
    if not known:
        return None
    at, kind, name = max(known, key=lambda one: one[0])
    return FigureStanding(kind, at.date(), name=name)


def _by_window(facts: Facts, today: dt.date) -> FigureStanding:
    opens, until = facts.opens_on, facts.deadline
    if opens is None or until is None:
        return FigureStanding(StandingKind.NO_WINDOW)
    if today < opens:
        return FigureStanding(StandingKind.NOT_YET, opens, until)
    if today <= until:
        if facts.confirmed:
            return FigureStanding(StandingKind.CHANGED, facts.confirmed.date(), until)
        return FigureStanding(StandingKind.OPEN, opens, until)
    if max(facts.arrived, facts.chosen or facts.arrived).date() > until:
        # Nobody can have kept silent about what was not there yet, or did not count.
        return FigureStanding(StandingKind.LATE, until=until)
    silent = StandingKind.ACCEPTED if facts.silence == ACCEPTED else StandingKind.UNVERIFIED
    return FigureStanding(silent, until=until)


def _day(date: dt.date | None) -> str:
    return f"{date:%-d %B %Y}" if date else ""
