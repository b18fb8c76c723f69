"""The rows of a file as they were written, to be marked and handed back for mending."""

from indicators.returns.columns import NEEDED, Column
from indicators.returns.figures import MAX_TEXT
from indicators.returns.parsing import ParsedReturn, ReturnRow
from indicators.returns.report import Line, Written
from indicators.returns.sheets import Cell, shown

# One more than a text may have: what was too long still is when it comes back.
_LONGEST = MAX_TEXT + 1


def lines_of(parsed: ParsedReturn) -> tuple[Line, ...]:
    """Every row, its cells in the order of `parsed.columns`."""
    return tuple(
        Line(row.number, tuple(_cell(row, column) for column in parsed.columns))
        for row in parsed.rows
    )


def _cell(row: ReturnRow, column: Column) -> Written:
    # Of a row with too many cells nobody knows which figure belongs where: they are typed again.
    if row.too_long and column not in (*NEEDED, Column.NAME):
        return None
    return _written(row.cells.get(column))


def _written(cell: Cell) -> Written:
    if cell is None or isinstance(cell, bool | float):
        return cell
    return cell[:_LONGEST] if isinstance(cell, str) else shown(cell)
