"""Merged cells hold their value in the first cell only: the others are faults, not blanks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Protocol

from indicators.returns.problems import Fault
from indicators.returns.sheets import MAX_COLUMNS, Cell, Row

MERGED = Fault(
    "is merged with another cell, so its own value is not known",
    "Unmerge the cells and fill in each row.",
)


class Area(Protocol):
    """A block of cells; rows and columns count from 1, both ends are part of it."""

    min_row: int
    max_row: int
    min_col: int
    max_col: int


def with_merged_cells(rows: tuple[Row, ...], areas: Iterable[Area]) -> tuple[Row, ...]:
    """Every blank cell of a merged area is a fault, but for the area's first cell.

    Only in rows that hold something else: a row that is merged away altogether is no row.
    """
    numbers = [row.number for row in rows]
    found: dict[int, set[int]] = {}
    for area in areas:
        columns = range(area.min_col - 1, min(area.max_col, MAX_COLUMNS))
        for place in range(bisect_left(numbers, area.min_row), bisect_right(numbers, area.max_row)):
            first = numbers[place] == area.min_row
            found.setdefault(place, set()).update(columns[1:] if first else columns)
    return tuple(_marked(row, found.get(place, set())) for place, row in enumerate(rows))


def _marked(row: Row, columns: set[int]) -> Row:
    if not columns:
        return row
    cells: list[Cell] = [*row.cells, *[None] * (max(columns) + 1 - len(row.cells))]
    for column in columns:
        if cells[column] is None:
            cells[column] = MERGED
    return Row(row.number, tuple(cells))
