"""Figures out of a table: numbers, states, and a decision for everything odd. Pure.

What the source says is kept wherever it can be said at all: below zero, above the whole, a
quarter of a patient. Only what has no meaning (letters for a number, two answers to one
question) is refused. The banding sees to it that odd figures harm nobody: x/0 has no value, a
share above 100% no interval, a small denominator no band.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.sources import measures, oddities
from indicators.sources.areas import Place
from indicators.sources.coded import Coded
from indicators.sources.columns import Figures, whose
from indicators.sources.matching import (
    Known,
    begun,
    known_indicators,
    known_rows,
    known_specs,
)
from indicators.sources.notices import Found, Notice
from indicators.sources.numbers import PRESENT, UNREADABLE, Numbers, read_column
from indicators.sources.once import each_once
from indicators.sources.profiles import Column, FigureColumns, Profile
from indicators.sources.rows import select_areas, select_periods, select_practices
from indicators.sources.tables import FileNotRead, Table, read_table

# Rows times kinds of figures: three times what a large national file gives.
MOST_FIGURES = 3_000_000


@dataclass(frozen=True)
class ParsedFigures:
    """What a file holds. `used` says which column served for what.

    `areas` are values of England, the region and the area; `practice` says which (see `columns`).
    """

    figures: Figures
    areas: Figures
    rows_read: int
    used: dict[str, str]
    notices: list[Notice]


def parse_figures(
    content: bytes,
    profile: Profile,
    name: str,
    only_period: str = "",
    elsewhere: Collection[str] = frozenset(),
    known: Known | None = None,
    place: Place | None = None,
) -> ParsedFigures:
    """Every figure that `profile` finds in the file, as published.

    With `only_period`, rows of other periods are left out where the file names periods, and have
    that period where it does not. Left out too are practices in `elsewhere`, which belong to
    another area, and with `known` everything that has no counterpart there. `place` is the area
    whose own values are looked for beside England's. Raises FileNotRead when the file as a whole
    cannot be used.
    """
    if not profile.figures:
        raise FileNotRead(f"The layout {profile.name!r} describes no figures.")
    table = read_table(content, profile, name)
    rows_read = len(table)
    table = measures.widened(table, profile)
    rows_of_areas, kinds = select_areas(table, profile, place)
    practices = select_practices(table, profile, elsewhere)
    periods, stays = select_periods(table, profile, only_period, not len(rows_of_areas))
    practices = practices[stays]
    if known:
        stays = known_rows(table, practices, periods, known)
        practices, periods = practices[stays], periods[stays]
    reader = _Reader(table, profile, practices, periods)
    specs = known_specs(table, profile.figures, known) if known else profile.figures
    figures = each_once(_read_all(reader, specs, known), table.notices)
    areas = _read_areas(_Reader(rows_of_areas, profile, kinds, kinds), only_period, specs, known)
    table.notices += _about_areas(rows_of_areas.notices)
    return ParsedFigures(figures, areas, rows_read, table.used, table.notices)


def _read_areas(
    rows: "_Reader", only_period: str, specs: Sequence[FigureColumns], known: Known | None
) -> Figures:
    """The values of areas by the same columns; those that are missing or hidden are told."""
    table, profile, kinds = rows.table, rows.profile, rows.practices
    periods, stays = select_periods(table, profile, only_period, needed=False)
    kinds = kinds[stays]
    if known:
        stays = begun(table, periods, known)
        kinds, periods = kinds[stays], periods[stays]
    found = each_once(
        _read_all(_Reader(table, profile, kinds, periods), specs, known), table.notices
    )
    there = found.state == PRESENT
    oddities.tell(
        table.notices,
        Found.AREA_MISSING,
        ~there,
        found.row,
        lambda at: f"{found.indicator[at]} of {whose(found.practice[at])}, {found.period[at]}.",
    )
    return found.where(there)


# What is told of a practice's figure because it is kept all the same, and a value is not.
_OF_PRACTICES = frozenset(
    {
        Found.MISSING,
        Found.SUPPRESSED,
        Found.DECIMAL_COUNT,
        Found.ABOVE_ALL,
        Found.NEGATIVE,
        Found.NO_DENOMINATOR,
        Found.PART_PATIENT,
    }
)


def _about_areas(notices: Sequence[Notice]) -> list[Notice]:
    return [one for one in notices if one.found not in _OF_PRACTICES]


def _read_all(reader: "_Reader", specs: Sequence[FigureColumns], known: Known | None) -> Figures:
    """The figures of each kind. Raises FileNotRead where they are more than one file may give."""
    parts, count = [], 0
    for spec in specs:
        rows = reader.for_(spec, known)
        count += rows.size
        if count > MOST_FIGURES:
            raise FileNotRead(
                f"{reader.table.name}: by this layout the file gives more than {MOST_FIGURES:,} "
                "figures, the most that one file may give. Split the file into smaller ones, one "
                "for each period, or leave out kinds of figures that nobody needs."
            )
        parts.append(rows.read(spec))
    return Figures.joined(parts) if parts else Figures.none()


class _Reader:
    """Reads one kind of figure after the other from the same rows."""

    def __init__(self, table: Table, profile: Profile, practices: Coded, periods: Coded) -> None:
        self.table, self.profile = table, profile
        self.practices, self.periods = practices, periods
        self.size = len(practices)

    def for_(self, spec: FigureColumns, known: Known | None) -> "_Reader":
        """A reader of the rows that have what `spec` wants, and whose indicator is known."""
        table = measures.there(self.table, self.profile, spec)
        if known and spec.group:
            table = replace(table)
            indicators = _indicators(table, spec)
            table.keep(known_indicators(table, indicators, known))
        if table is self.table:
            return self
        kept = np.isin(self.table.numbers, table.numbers)
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
            indicator=_indicators(self.table, spec),
            period=self.periods,
            row=self.table.numbers,
            state=states,
            numerator=np.where(present, numerator.values, np.nan),
            denominator=np.where(present, denominator.values, np.nan),
            value=np.where(present, value.values * spec.scale, np.nan),
            text=np.where(present, text, ""),
            above_all=np.zeros(self.size, np.bool_),
            modelled=self._modelled(spec),
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

    def _modelled(self, spec: FigureColumns) -> NDArray[np.bool_]:
        if isinstance(spec.modelled, bool) or not spec.group:
            return np.full(self.size, bool(spec.modelled))
        return self.table.coded(spec.group, f"{spec.indicator}: group").among(spec.modelled)

    def _numbers(self, column: Column, purpose: str, whole: bool) -> Numbers:
        if not column:
            return Numbers(np.full(self.size, np.nan), np.full(self.size, PRESENT, np.int8))
        texts = self.table.coded(column, purpose)
        numbers = read_column(texts, self.profile.missing, self.profile.suppressed)
        heading = self.table.heading(column)
        about = (self.table.notices, numbers, texts, self.table.numbers, heading)
        oddities.tell_states(*about)
        if whole:
            oddities.tell_decimal_counts(*about)
        return numbers

    def _text(self, spec: FigureColumns) -> tuple[NDArray[np.object_], NDArray[np.int8]]:
        if not spec.text:
            return np.full(self.size, "", object), np.full(self.size, PRESENT, np.int8)
        texts = self.table.coded(spec.text, f"{spec.indicator}: text")
        missing = texts.among(self.profile.missing)
        return np.array([*texts.texts, ""], object)[texts.at], missing.astype(np.int8)


def _indicators(table: Table, spec: FigureColumns) -> Coded:
    if not spec.group:
        return Coded.always(spec.indicator, len(table))
    groups = table.coded(spec.group, f"{spec.indicator}: group")
    return groups.mapped(
        lambda group: spec.codes.get(group) or spec.indicator.replace("{group}", group)
    )
