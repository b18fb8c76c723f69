"""XLSX through openpyxl, row by row. A formula without a result is a fault, never a blank."""

import functools
import io
import operator
import warnings
from collections.abc import Iterator
from typing import Any

import defusedxml  # noqa: F401  openpyxl refuses entity bombs only when this is installed
import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL

from indicators.returns.containers import damaged
from indicators.returns.problems import Fault, FileRefused
from indicators.returns.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Sheet,
    is_empty,
    too_many_rows,
)

_LAST_ROW_OF_A_SPREADSHEET = 1_048_576
_is_there = functools.partial(operator.is_not, EMPTY_CELL)


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Every sheet with its filled rows, hidden ones too. Raises FileRefused."""
    try:
        # openpyxl warns about styles and extensions it leaves out; none of them carry figures.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tuple(_sheets(content))
    except (FileRefused, MemoryError):
        raise
    except Exception as error:
        # A damaged workbook can raise almost anything inside the zip, XML and openpyxl readers.
        raise damaged() from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    # Twice: once for the stored results, once to see which cells are formulas.
    results = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for result, formula in zip(results.worksheets, formulas.worksheets, strict=True):
        hidden = result.sheet_state != "visible"
        yield Sheet(result.title, tuple(_rows(result, formula)), hidden)


def _rows(results: Any, formulas: Any) -> Iterator[Row]:
    kept = 0
    both = zip(_cells(results), _cells(formulas), strict=True)
    for number, (result_cells, formula_cells) in enumerate(both, start=1):
        if number > _LAST_ROW_OF_A_SPREADSHEET:
            raise too_many_rows()
        if not any(map(_is_there, formula_cells)):
            continue
        pairs = zip(result_cells, formula_cells, strict=True)
        cells = tuple(_cell(result, formula) for result, formula in pairs)
        if is_empty(cells):
            continue
        kept += 1
        if kept > MAX_ROWS:
            raise too_many_rows()
        yield Row(number, cells)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # The size that a sheet states about itself may be wrong: read what is there.
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=MAX_COLUMNS)
    return rows


def _cell(result: Any, formula: Any) -> Cell:
    value = result.value
    if value is None and formula.value is None:
        return None
    if value is None:
        return _never_calculated(formula) if formula.data_type == "f" else None
    if result.data_type == "e":
        return Fault(
            f"is the spreadsheet error {value}",
            "Mend the formula, or type the number itself.",
            str(value),
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if "%" in (result.number_format or ""):
        return f"{value * 100:.15g}%"
    return float(value)


def _never_calculated(formula: Any) -> Fault:
    return Fault(
        "is a formula without a stored result",
        "Copy the cell and paste it as a value, or open and save the file in your spreadsheet "
        "program so that it is calculated.",
        str(formula.value)[:200],
    )
