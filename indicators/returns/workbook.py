"""XLSX in one pass of openpyxl's parser. What has no value is a fault, never a silent blank.

openpyxl gives either results or formulas; to see both it would have to read everything twice.
"""

import io
import warnings
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import defusedxml  # noqa: F401  openpyxl refuses entity bombs only when this is installed
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from indicators.returns.blanks import without_blanks
from indicators.returns.containers import damaged
from indicators.returns.merged import with_merged_cells
from indicators.returns.problems import Fault, FileRefused
from indicators.returns.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Sheet,
    is_empty,
    too_many_columns,
    too_many_rows,
)

_LAST_ROW_OF_A_SPREADSHEET = 1_048_576


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
    reader = _opened(content)
    for sheet, part in reader.parser.find_sheets():
        if part.target in reader.valid_files and "chartsheet" not in part.Type:
            xml = without_blanks(reader.archive.read(part.target))
            parser = _Parser(io.BytesIO(xml), reader.wb, reader.shared_strings)
            rows = tuple(_rows(parser))
            merged = parser.merged_cells.mergeCell if parser.merged_cells else ()
            yield Sheet(sheet.name, with_merged_cells(rows, merged), sheet.state != "visible")


def _opened(content: bytes) -> ExcelReader:
    """All of a workbook but its sheets, which openpyxl itself would read more than once."""
    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    return reader


class _Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl has no types
    """Gives the results that are stored, and a fault for a formula without one."""

    def __init__(self, source: Any, book: Any, shared_strings: Any) -> None:
        super().__init__(
            source,
            shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self.book = book

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        formula = element.find(FORMULA_TAG) if cell["value"] is None else None
        # A formula that gives an empty text has a result of that type; others have none.
        gives_nothing = element.get("t") == "str" and element.find(VALUE_TAG) is not None
        if formula is not None and not gives_nothing:
            cell["value"] = _never_calculated(formula.text)
        return cell

    @cached_property
    def percentages(self) -> frozenset[int]:
        """The styles that show a number as a percentage."""
        styles = enumerate(self.book._cell_styles)
        return frozenset(place for place, style in styles if "%" in self._format(style.numFmtId))

    def _format(self, number: int) -> str:
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, ""))
        own: str = self.book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
        return own


def _rows(parser: _Parser) -> Iterator[Row]:
    kept = last = 0
    for number, found in parser.parse():
        if number > _LAST_ROW_OF_A_SPREADSHEET:
            raise too_many_rows()
        filled = [cell for cell in found if cell["value"] is not None]
        if not filled:
            continue
        cells = _placed(filled, parser.percentages)
        if is_empty(cells):
            continue
        if number <= last:
            raise damaged()
        last = number
        kept += 1
        if kept > MAX_ROWS + 1:  # the headings are a row too
            raise too_many_rows()
        yield Row(number, cells)


def _placed(filled: list[dict[str, Any]], percentages: frozenset[int]) -> tuple[Cell, ...]:
    """The cells of a row in their places; the columns between them are blank."""
    width = max(cell["column"] for cell in filled)
    if width > MAX_COLUMNS:
        raise too_many_columns()
    cells: list[Cell] = [None] * width
    for cell in filled:
        cells[cell["column"] - 1] = _cell(cell, percentages)
    return tuple(cells)


def _cell(cell: dict[str, Any], percentages: frozenset[int]) -> Cell:
    value: Cell = cell["value"]
    if cell["data_type"] == "e" and isinstance(value, str):
        return Fault(
            f"is the spreadsheet error {value}",
            "Mend the formula, or type the number itself.",
            value,
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if cell["style_id"] in percentages:
        return f"{value * 100:.15g}%"
    return float(value)


def _never_calculated(formula: str | None) -> Fault:
    return Fault(
        "is a formula without a stored result",
        "Copy the cell and paste it as a value, or open and save the file in your spreadsheet "
        "program so that it is calculated.",
        f"={formula[:199]}" if formula else "(a formula)",
    )
