"""Long files: numbers that stand in rows of their own become columns. Pure.

Afterwards a row stands for one practice, indicator and period, with a column for each measure. A
measure that such a row does not have is ABSENT, which is not the same as there and blank.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indicators.sources.areas import columns_of
from indicators.sources.notices import Found, Notice
from indicators.sources.numbers import PRESENT, read_column
from indicators.sources.profiles import Column, FigureColumns, LongForm, Profile
from indicators.sources.tables import Table

ABSENT = "\x00absent"
_EVERY_CODE = ("*",)


def widened(table: Table, profile: Profile) -> Table:
    """The table with a column for each measure; itself when the profile is not of a long file.

    A measure given twice with two numbers makes two rows, so that the contradiction shows.
    Raises FileNotRead when a column is missing.
    """
    if profile.long is None:
        return table
    keys = _keys(table, profile)
    headings = list(dict.fromkeys(table.heading(key) for key in keys))
    measures, values = _measured(table, profile.long)
    names = sorted({*measures, *_missing(measures, profile)} - set(headings))
    _tell_unused(table, profile, measures)
    place = {name: len(headings) + at for at, name in enumerate(names)}
    columns = [table.column((heading,), "key") for heading in headings]
    rows: dict[tuple[str, ...], list[list[str]]] = {}
    numbers: list[int] = []
    cells: list[list[str]] = []
    for key, measure, value, row in zip(
        zip(*columns, strict=True), measures, values, table.rows, strict=True
    ):
        wide = _free(rows.setdefault(key, []), place[measure], value)
        if wide is None:
            wide = [*key, *[ABSENT] * len(names)]
            rows[key].append(wide)
            cells.append(wide)
            numbers.append(row)
        wide[place[measure]] = value
    return table.with_cells(headings + names, cells, numbers)


def there(table: Table, profile: Profile, spec: FigureColumns) -> Table:
    """The rows that have any of the measures of `spec`; all of them where the file is not long."""
    if profile.long is None:
        return table
    measured = [table.coded(one, spec.indicator) for one in _measures_of(spec)]
    kept = np.logical_or.reduce([column.asked(lambda cell: cell != ABSENT) for column in measured])
    columns = [
        column.mapped(lambda cell: "" if cell == ABSENT else cell) for column in table.columns
    ]
    narrowed = replace(table, columns=columns)
    narrowed.keep(kept)
    return narrowed


def held(table: Table, column: Column) -> bool:
    """Whether the table has one of the names."""
    return any(name in table.headings for name in column)


def adjustments(table: Table, profile: Profile, spec: FigureColumns) -> NDArray[np.object_]:
    """Patients taken out by reason, one dict per row; None where the file gives none."""
    reasons = list(_reasons(table, profile, spec))
    if not reasons:
        return np.full(len(table), None, object)
    found: list[dict[str, int] | None] = [None] * len(table)
    for reason in reasons:
        numbers = read_column(table.column((reason,), "patients taken out"), profile.missing)
        for at in np.flatnonzero(numbers.states == PRESENT).tolist():
            found[at] = {**(found[at] or {}), reason: int(numbers.values[at])}
    column = np.empty(len(found), object)
    column[:] = found
    return column


def _reasons(table: Table, profile: Profile, spec: FigureColumns) -> Iterable[str]:
    if spec.adjustments != _EVERY_CODE:
        return [str(name) for name in spec.adjustments if held(table, (name,))]
    taken = {name for one in (*_keys(table, profile), *_measures_of(spec)) for name in one}
    return [name for name in table.headings if name not in taken and name == name.upper()]


def _measures_of(spec: FigureColumns) -> list[Column]:
    return [one for one in (spec.numerator, spec.denominator, spec.value, spec.text) if one]


def _missing(measures: Collection[str], profile: Profile) -> list[str]:
    """Measures that the profile reads and no row has: their columns are there all the same."""
    there = set(measures)
    wanted = [one for spec in profile.figures for one in _measures_of(spec)]
    return [str(one[0]) for one in wanted if not there & set(one)]


def _tell_unused(table: Table, profile: Profile, measures: Iterable[str]) -> None:
    specs = profile.figures
    used = {
        name for spec in specs for one in (*_measures_of(spec), spec.adjustments) for name in one
    }
    for measure, count in sorted(Counter(measures).items()):
        if measure not in used and not ("*" in used and measure == measure.upper()):
            said = f"{measure!r} is no measure that the layout reads: {count:,} rows."
            table.notices.append(Notice(Found.IGNORED, said, count=count))


def _keys(table: Table, profile: Profile) -> list[Column]:
    """The columns whose content tells rows apart: who, when, what, and those that are filtered."""
    filters = [one.column for one in (*profile.only, *profile.ignore)]
    groups = [spec.group for spec in profile.figures]
    areas = columns_of(table, profile)
    return [one for one in (profile.practice, profile.period, *groups, *filters, *areas) if one]


def _measured(table: Table, long: LongForm) -> tuple[list[str], list[str]]:
    measures = [long.names.get(m, m) for m in table.column(long.measure, "measure")]
    return measures, table.column(long.value, "value")


def _free(held_rows: list[list[str]], at: int, value: str) -> list[str] | None:
    """The row that takes the value: where nothing or the same stands there."""
    return next((row for row in held_rows if row[at] in (ABSENT, value)), None)
