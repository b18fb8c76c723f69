"""Rows of cells, wherever they came from, and the limits that every file keeps to."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from indicators.returns.problems import Fault, FileRefused

# A cell as the file gives it. Text stays text: only `numbers` decides what a number is.
Cell = str | float | bool | dt.date | dt.time | dt.timedelta | Fault | None

MAX_ROWS = 20_000
MAX_COLUMNS = 64


class Row(NamedTuple):
    """`number` counts from 1 as a spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


def shown(cell: Cell) -> str:
    """A cell as a person would recognise it on the check page."""
    match cell:
        case None:
            return ""
        case Fault():
            return cell.shown
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return f"{cell:.15g}"
        case dt.datetime() if cell.time() == dt.time():
            return f"{cell.date()}"
    return str(cell).strip()[:200]


def is_empty(cells: tuple[Cell, ...]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def too_many_columns() -> FileRefused:
    return FileRefused(
        f"The file has more than {MAX_COLUMNS} columns.",
        "A return has fewer than twenty: download the template and fill that in.",
    )


def too_many_rows() -> FileRefused:
    return FileRefused(
        f"The file has more than {MAX_ROWS:,} rows.",
        "A return has one row for each indicator: download the template and fill that in.",
    )
