"""Figures out of a table: numbers, states, and a decision for everything odd. Pure.

What the source says is kept wherever it can be said at all: below zero, above the whole, a
quarter of a patient. Only what has no meaning (letters for a number, two answers to one
question) is refused. The banding sees to it that odd figures harm nobody: x/0 has no value, a
share above 100% no interval, a small denominator no band.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.sources import measures, oddities
from indicators.sources.columns import Figures, Texts
from indicators.sources.notices import Found, Notice
from indicators.sources.numbers import PRESENT, UNREADABLE, Numbers, read_column
from indicators.sources.profiles import Column, FigureColumns, Profile
from indicators.sources.rows import select_periods, select_rows
from indicators.sources.tables import FileNotRead, Table, read_table


@dataclass(frozen=True)
class ParsedFigures:
    """What a file holds. `used` says which column served for what."""

    figures: Figures
    rows_read: int
    used: dict[str, str]
    notices: list[Notice]


def parse_figures(
    content: bytes,
    profile: Profile,
    name: str,
    only_period: str = "",
    elsewhere: Collection[str] = frozenset(),
) -> ParsedFigures:
    """Every figure that `profile` finds in the file, as published.

    With `only_period`, rows of other periods are left out where the file names periods; so are
    the practices in `elsewhere`, which belong to another area. Raises FileNotRead when the file
    as a whole cannot be used.
    """
    if not profile.figures:
        raise FileNotRead(f"The profile {profile.name!r} describes no figures.")
    table = read_table(content, profile, name)
    rows_read = len(table.rows)
    table = measures.widened(table, profile)
    practices = select_rows(table, profile, elsewhere)
    periods, stays = select_periods(table, profile, only_period)
    reader = _Reader(table, profile, practices[stays], periods)
    figures = Figures.joined([reader.for_(spec).read(spec) for spec in profile.figures])
    return ParsedFigures(_each_once(figures, table.notices), rows_read, table.used, table.notices)


class _Reader:
    """Reads one kind of figure after the other from the same rows."""

    def __init__(self, table: Table, profile: Profile, practices: Texts, periods: Texts) -> None:
        self.table, self.profile = table, profile
        self.practices, self.periods = practices, periods
        self.size = len(practices)

    def for_(self, spec: FigureColumns) -> "_Reader":
        """A reader of the rows that have what `spec` wants: fewer only in a long file."""
        table = measures.there(self.table, self.profile, spec)
        if table is self.table:
            return self
        kept = np.isin(self.table.rows, table.rows)
        return _Reader(table, self.profile, self.practices[kept], self.periods[kept])

    def read(self, spec: FigureColumns) -> Figures:
        numerator = self._numbers(spec.numerator, f"{spec.indicator}: numerator", spec.whole)
        denominator = self._numbers(spec.denominator, f"{spec.indicator}: denominator", spec.whole)
        value = self._numbers(spec.value, f"{spec.indicator}: value", False)
        text, text_states = self._text(spec)
        states = self._states(spec, text_states, numerator, denominator, value)
        present = states == PRESENT
        figures = Figures(
            practice=self.practices,
            indicator=self._indicators(spec),
            period=self.periods,
            row=np.array(self.table.rows, np.int64),
            state=states,
            numerator=np.where(present, numerator.values, np.nan),
            denominator=np.where(present, denominator.values, np.nan),
            value=np.where(present, value.values * spec.scale, np.nan),
            text=np.where(present, text, ""),
            above_all=np.zeros(self.size, np.bool_),
            modelled=np.full(self.size, spec.modelled),
            adjustments=measures.adjustments(self.table, self.profile, spec),
        )
        if spec.share:
            figures = replace(figures, above_all=oddities.above_all(figures))
        oddities.tell_all(self.table.notices, figures)
        return figures.where(states != UNREADABLE)

    def _states(
        self, spec: FigureColumns, text: NDArray[np.int8], *numbers: Numbers
    ) -> NDArray[np.int8]:
        """A published value is the figure; counts beside it are kept where there are any."""
        *parts, value = numbers
        states: NDArray[np.int8]
        if not spec.value:
            states = np.maximum.reduce([text, *(one.states for one in parts)])
            return states
        states = np.maximum(text, value.states)
        for one in parts:
            states[one.states == UNREADABLE] = UNREADABLE
        return states

    def _indicators(self, spec: FigureColumns) -> Texts:
        if not spec.group:
            return np.full(self.size, spec.indicator)
        groups = self.table.column(spec.group, f"{spec.indicator}: group")
        named = {
            group: spec.codes.get(group) or spec.indicator.replace("{group}", group)
            for group in set(groups)
        }
        return np.array([named[group] for group in groups], np.str_)

    def _numbers(self, column: Column, purpose: str, whole: bool) -> Numbers:
        if not column:
            return Numbers(np.full(self.size, np.nan), np.full(self.size, PRESENT, np.int8))
        texts = self.table.column(column, purpose)
        numbers = read_column(texts, self.profile.missing, self.profile.suppressed)
        heading = self.table.heading(column)
        about = (self.table.notices, numbers, texts, self.table.rows, heading)
        oddities.tell_states(*about)
        if whole:
            oddities.tell_decimal_counts(*about)
        return numbers

    def _text(self, spec: FigureColumns) -> tuple[NDArray[np.object_], NDArray[np.int8]]:
        if not spec.text:
            return np.full(self.size, "", object), np.full(self.size, PRESENT, np.int8)
        texts = self.table.column(spec.text, f"{spec.indicator}: text")
        missing = [text in self.profile.missing for text in texts]
        return np.array(texts, object), np.array(missing, np.int8)


def _each_once(figures: Figures, notices: list[Notice]) -> Figures:
    """Rows given twice: the same figures count once; two different ones are both refused."""
    order, starts = _grouped(figures)
    kept = np.ones(len(figures), np.bool_)
    for group in np.split(order, starts[1:]) if len(starts) < len(order) else ():
        if len(group) > 1:
            _decide(figures, group, kept, notices)
    return figures.where(kept)


def _grouped(figures: Figures) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in groups of the same practice, indicator and period, and where groups start."""
    key = np.zeros(len(figures), np.int64)
    for column in (figures.practice, figures.indicator, figures.period):
        distinct, number = np.unique(column, return_inverse=True)
        key = key * len(distinct) + number
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    return order, starts


def _decide(
    figures: Figures, group: NDArray[np.int64], kept: NDArray[np.bool_], notices: list[Notice]
) -> None:
    rows = ", ".join(str(row) for row in figures.row[group].tolist())
    what = f"practice {figures.practice[group[0]]}, {figures.indicator[group[0]]}, rows {rows}"
    contents = {_content(figures, int(at)) for at in group}
    if len(contents) == 1:
        kept[group[1:]] = False
        notices.append(Notice(Found.DUPLICATE, f"{what}.", count=len(group) - 1))
    else:
        kept[group] = False
        said = f"{what}: which is right cannot be told, so none is kept."
        notices.append(Notice(Found.CONTRADICTION, said, count=len(group)))


def _content(figures: Figures, at: int) -> tuple[str, ...]:
    columns = (figures.state, figures.numerator, figures.denominator, figures.value, figures.text)
    return tuple(str(column[at]) for column in columns)
