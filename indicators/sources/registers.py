"""What files say beside figures and lists: who followed whom, who closed, networks by name,
points of indicators, codes of reasons, and rows that are only shown. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.sources import oddities
from indicators.sources.listing import days_of
from indicators.sources.notices import Found, Notice
from indicators.sources.numbers import PRESENT, read_column
from indicators.sources.profiles import Column, Profile
from indicators.sources.rows import select_rows
from indicators.sources.tables import FileNotRead, Table, read_table

Notices = list[Notice]


@dataclass(frozen=True)
class Succession:
    """A practice that has closed; `successor` is empty where nobody took over its code.

    `closed_on` is the first day of the month after the last one with a list.
    """

    practice: str
    successor: str
    closed_on: dt.date
    row: int


@dataclass(frozen=True)
class Named:
    """A practice and a name that belongs to it: its own, or that of its network."""

    practice: str
    name: str
    row: int


@dataclass(frozen=True)
class Points:
    indicator: str
    points: float
    row: int


@dataclass(frozen=True)
class Reason:
    """A code by which patients are taken out of a denominator; `kind` as the source names it."""

    code: str
    words: str
    kind: str


@dataclass(frozen=True)
class Shown:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def parse_successions(
    content: bytes, profile: Profile, name: str
) -> tuple[list[Succession], Notices]:
    """Practices that closed before the newest month of the file. Raises FileNotRead."""
    table, codes = _practices(content, profile, name, profile.successions, "successions")
    columns = profile.successions
    lasts = days_of(table, table.column(columns["last_on"], "last month"), profile.dates, "month")
    known = [day for day in lasts if day is not None]
    if not known:
        raise FileNotRead(f"{name}: no row has a last month written as {profile.dates}.")
    newest = max(known)
    successors = [one.upper() for one in table.column(columns["successor"], "successor")]
    found = [
        Succession(code, "" if after == code else after, _month_after(last), row)
        for code, after, last, row in zip(codes, successors, lasts, table.rows, strict=True)
        if last is not None and last < newest
    ]
    still = sum(last == newest for last in lasts)
    said = f"{still:,} rows of practices that have a list in the newest month, {newest:%B %Y}."
    table.notices.append(Notice(Found.IGNORED, said, count=still))
    return _once_each(found, table.notices), table.notices


def parse_names(
    content: bytes, profile: Profile, name: str, what: str
) -> tuple[list[Named], Notices]:
    """Each practice with its name ("closures") or the name of its network ("networks")."""
    columns: dict[str, Column] = dict(getattr(profile, what))
    table, codes = _practices(content, profile, name, columns, what)
    names = table.column(next(iter(columns.values())), "name")
    found = {
        code: Named(code, one, row)
        for code, one, row in zip(codes, names, table.rows, strict=True)
        if one
    }
    return list(found.values()), table.notices


def parse_points(content: bytes, profile: Profile, name: str) -> tuple[list[Points], Notices]:
    """The points of each indicator. Raises FileNotRead."""
    table = read_table(content, profile, name)
    texts = table.column(profile.points["points"], "points")
    numbers = read_column(texts, profile.missing, profile.suppressed)
    about = (texts, table.rows, table.heading(profile.points["points"]))
    oddities.tell_states(table.notices, numbers, *about)
    codes = table.column(profile.points["indicator"], "indicator")
    return [
        Points(code, points, row)
        for code, points, state, row in zip(
            codes, numbers.values.tolist(), numbers.states, table.rows, strict=True
        )
        if code and state == PRESENT and points >= 0
    ], table.notices


def parse_reasons(content: bytes, profile: Profile, name: str) -> tuple[list[Reason], Notices]:
    """Every code with its words. Raises FileNotRead."""
    table = read_table(content, profile, name)
    columns = [table.column(profile.reasons[one], one) for one in ("code", "words", "type")]
    return [Reason(*cells) for cells in zip(*columns, strict=True) if cells[0]], table.notices


def parse_shown(content: bytes, profile: Profile, name: str) -> tuple[Shown, Notices]:
    """The columns that the profile names, row by row. Raises FileNotRead."""
    table = read_table(content, profile, name)
    columns = [table.column(one, heading) for heading, one in profile.shows.items()]
    return Shown(tuple(profile.shows), tuple(zip(*columns, strict=True))), table.notices


def _practices(
    content: bytes, profile: Profile, name: str, columns: object, what: str
) -> tuple[Table, list[str]]:
    if not columns:
        raise FileNotRead(f"The layout {profile.name!r} describes no {what}.")
    table = read_table(content, profile, name)
    return table, select_rows(table, profile).tolist()


def _month_after(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _once_each(found: Sequence[Succession], notices: Notices) -> list[Succession]:
    """Of two answers for one practice neither is kept."""
    answers: dict[str, set[tuple[str, dt.date]]] = {}
    for one in found:
        answers.setdefault(one.practice, set()).add((one.successor, one.closed_on))
    for code in sorted(code for code, those in answers.items() if len(those) > 1):
        said = f"practice {code}: which is right cannot be told, so none is kept."
        notices.append(Notice(Found.CONTRADICTION, said, count=len(answers[code])))
    kept = {one.practice: one for one in found if len(answers[one.practice]) == 1}
    return list(kept.values())
