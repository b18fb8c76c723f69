"""The grid as a file: the same practices, order and columns as on the page, all pages of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import QueryDict

from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.presenters.grid import Block, Row, block_of
from scorecard.dashboards.presenters.grid_page import Grid, grid_asked
from scorecard.dashboards.presenters.value_texts import numbers_shown

_AT_ONCE = 500


def grid_file(
    periods: BandedPeriods, query: QueryDict, today: dt.date
) -> tuple[list[str], Iterator[list[Any]]]:
    """Its header and its rows. Numbers have the digits that the page shows."""
    grid = grid_asked(periods, query)
    return _header(grid), _rows(grid, periods, today)


def _header(grid: Grid) -> list[str]:
    pairs = [(one.code, f"{one.code} {one.name}") for one in grid.columns]
    units = {one.code: f" ({one.data.unit})" if one.data.unit else "" for one in grid.columns}
    return [
        "practice code",
        "practice",
        "overall",
        "overall score",
        *(f"reds {name}" for name in grid.sheet.counted),
        *(name for code, long in pairs for name in (f"{code} band", f"{long}{units[code]}")),
        "notes",
    ]


def _rows(grid: Grid, periods: BandedPeriods, today: dt.date) -> Iterator[list[Any]]:
    for start in range(0, len(grid.order), _AT_ONCE):
        some = grid.order[start : start + _AT_ONCE]
        block = block_of(periods.current, grid.sheet, some, grid.at, today, grid.names)
        numbers = [numbers_shown(column) for column in block.cells.texts]
        for at, row in enumerate(block.rows):
            yield [*_start(row), *_cells(block, at, numbers), _notes(grid, block, at, row)]


def _start(row: Row) -> list[Any]:
    score = float(row.overall.score) if row.overall.score else None
    return [row.code, row.name, row.overall.words.word, score, *row.reds]


def _cells(block: Block, at: int, numbers: Sequence[Sequence[Any]]) -> Iterator[Any]:
    for look, column in zip(block.cells.look[at].tolist(), numbers, strict=True):
        yield block.cells.looks[look].word
        yield column[at]


def _notes(grid: Grid, block: Block, at: int, row: Row) -> str:
    said = [f"not ranked: it {row.atypical}"] if row.atypical else []
    for column, one in enumerate(grid.columns):
        for note in block.cells.notes.get((at, column), ()):
            said.append(f"{one.code} {note.said or note.mark}")
    return "; ".join(said)
