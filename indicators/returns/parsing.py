"""Sheets to rows with a meaning: find the headings, name the columns, read the cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicators.returns.columns import FIGURES, NEEDED, Column, column_of, recognised
from indicators.returns.numbers import Reading, read_number, tidy
from indicators.returns.problems import Fault, FileRefused, Problem
from indicators.returns.sheets import Cell, Row, Sheet, shown

_ROWS_TO_FIND_HEADINGS = 50
_HEADINGS_AT_LEAST = 2
_USE_TEMPLATE = "Download the template, copy your figures into it and upload that."


@dataclass(frozen=True)
class ReturnRow:
    """One row below the headings; `too_long` when it has more cells than there are headings."""

    number: int
    cells: dict[Column, Cell]
    too_long: bool = False

    def shown(self, column: Column) -> str:
        return shown(self.cells.get(column))

    def code(self, column: Column) -> str:
        """A code in capitals and without spaces around it."""
        return tidy(self.shown(column)).upper()

    def number_in(self, column: Column) -> Reading:
        return read_number(self.cells.get(column))

    def fault_in(self, column: Column) -> Fault | None:
        cell = self.cells.get(column)
        return cell if isinstance(cell, Fault) else None


@dataclass(frozen=True)
class ParsedReturn:
    rows: tuple[ReturnRow, ...]
    columns: tuple[Column, ...]
    warnings: tuple[Problem, ...] = ()


def parse(sheets: Iterable[Sheet]) -> ParsedReturn:
    """The rows of the one sheet that holds a return. Raises FileRefused."""
    sheet, start = _sheet_with_headings(tuple(sheets))
    headings = sheet.rows[start]
    places, warnings = _places(headings)
    rows = tuple(_rows(sheet.rows[start + 1 :], places, len(headings.cells)))
    if not rows:
        raise FileRefused("There are headings, but no rows below them.", _USE_TEMPLATE)
    return ParsedReturn(rows, tuple(places), warnings)


def _sheet_with_headings(sheets: tuple[Sheet, ...]) -> tuple[Sheet, int]:
    visible = [(s, _heading_row(s)) for s in sheets if not s.hidden]
    found = [(sheet, start) for sheet, start in visible if start is not None]
    named = [(sheet, start) for sheet, start in found if sheet.name.casefold() == "return"]
    if len(named) == 1:
        return named[0]
    complete = [(sheet, start) for sheet, start in found if _is_complete(sheet.rows[start])]
    if len(complete) == 1:
        return complete[0]
    if len(found) > 1:
        names = ", ".join(repr(sheet.name) for sheet, _ in found)
        raise FileRefused(
            f"More than one sheet looks like a return: {names}.",
            "Keep the sheet you want to send and delete the others.",
        )
    if not found:
        raise FileRefused(
            "No row of headings was found "
            f"(looked for: {', '.join(NEEDED)} and at least one column of figures).",
            _USE_TEMPLATE,
        )
    return found[0]


def _is_complete(headings: Row) -> bool:
    """A sheet of guidance may name some columns; only a return names all that are needed."""
    return {column_of(shown(cell)) for cell in headings.cells} >= set(NEEDED)


def _heading_row(sheet: Sheet) -> int | None:
    """Where the row is that names most columns; titles and notes may stand above it."""
    counts = [recognised(row.cells) for row in sheet.rows[:_ROWS_TO_FIND_HEADINGS]]
    best = max(counts, default=0)
    return counts.index(best) if best >= _HEADINGS_AT_LEAST else None


def _places(headings: Row) -> tuple[dict[Column, int], tuple[Problem, ...]]:
    places: dict[Column, int] = {}
    unused: list[Problem] = []
    for place, cell in enumerate(headings.cells):
        text = shown(cell)
        column = column_of(text)
        if column is None:
            unused += [_unused(headings, text)] if text else []
        elif column in places:
            raise FileRefused(
                f"Two columns mean {column!s}: "
                f"{shown(headings.cells[places[column]])!r} and {text!r}.",
                "Delete the one you do not want to send.",
            )
        else:
            places[column] = place
    _check_all_there(places)
    return places, tuple(unused)


def _check_all_there(places: dict[Column, int]) -> None:
    missing = [str(column) for column in NEEDED if column not in places]
    if not any(column in places for column in FIGURES):
        missing.append("Numerator and Denominator (or Value)")
    if missing:
        raise FileRefused(f"These columns are missing: {', '.join(missing)}.", _USE_TEMPLATE)


def _unused(headings: Row, text: str) -> Problem:
    return Problem(
        headings.number, text, "", "This column is not part of a return.", "It was not read."
    )


def _rows(rows: Iterable[Row], places: dict[Column, int], width: int) -> Iterator[ReturnRow]:
    for row in rows:
        cells = {c: row.cells[at] for c, at in places.items() if at < len(row.cells)}
        yield ReturnRow(row.number, cells, too_long=len(row.cells) > width)
