"""The practice's own rows with what is wrong in them, as a workbook and as a list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from indicators.presenters.template import given_cells, template_columns
from indicators.returns.columns import Column
from indicators.returns.due import DueReturn
from indicators.returns.problems import NOTE, Problem
from indicators.returns.report import Line, Report
from scorecard.ui.marked import DOUBTFUL, WRONG, Marked, Words

LIST_HEADER = (
    "Kind",
    "Row",
    "Indicator code",
    "Indicator",
    "Column",
    "In the file",
    "What it is",
    "How to mend it",
)
WIDTHS = {
    str(Column.MEND): 70,
    str(Column.NAME): 40,
    str(Column.WRITE): 30,
    str(Column.TEXT): 24,
    str(Column.NOTE): 40,
}
_FOR_READERS = (Column.NAME, Column.WRITE, Column.BEFORE)


def marked_header(report: Report, due: DueReturn) -> list[str]:
    return [str(column) for column in _columns(report, due)]


def marked_rows(report: Report, due: DueReturn) -> Iterator[list[object]]:
    """Every row of the file in its order; what to mend stands in words before the figures."""
    found = _by_row((*report.problems, *report.warnings))
    wrong = frozenset(report.problems)
    columns = _columns(report, due)
    for line in report.lines:
        cells = _cells(line, report, due)
        looks = found.get(line.row, [])
        yield [_cell(column, cells, looks, wrong, line.row) for column in columns]


def problem_list(report: Report, due: DueReturn) -> Iterator[tuple[object, ...]]:
    """All problems and warnings, row by row, as a list to take away."""
    codes = report.codes
    for kind, found in (("Problem", report.problems), ("Look again", report.warnings)):
        for one in found:
            says = "Note needed" if one.needs == NOTE else kind
            row = "" if one.row is None else one.row
            code = codes.get(one.row or 0, "")
            known = due.indicators.get(code)
            named = (known.code, known.name) if known else ("", "")
            yield says, row, *named, one.column, one.value, one.what, one.mend


def _columns(report: Report, due: DueReturn) -> list[Column]:
    """The template's, and those of the file beyond it; the words just before the figures."""
    known = [*template_columns(due)]
    known += [Column(name) for name in report.columns if Column(name) not in known]
    known = [column for column in known if column is not Column.MEND]
    known.insert(known.index(Column.NUMERATOR), Column.MEND)
    return known


def _by_row(found: Iterable[Problem]) -> dict[int, list[Problem]]:
    rows: dict[int, list[Problem]] = defaultdict(list)
    for one in found:
        if one.row is not None:
            rows[one.row].append(one)
    return rows


def _cells(line: Line, report: Report, due: DueReturn) -> dict[Column, object]:
    """The row as it was written; what is there for the reader comes from the template."""
    read = dict(zip(map(Column, report.columns), line.cells, strict=True))
    code = str(read.get(Column.INDICATOR) or "").strip().upper()
    given = given_cells(due, due.indicators[code]) if code in due.indicators else {}
    return {**read, **{column: given[column] for column in _FOR_READERS if column in given}}


def _cell(
    column: Column,
    cells: dict[Column, object],
    looks: list[Problem],
    wrong: frozenset[Problem],
    row: int,
) -> object:
    if column is Column.MEND:
        return Words(_words(looks, row)) if looks else None
    here = [one for one in looks if one.column in (str(column), "")]
    if not here:
        return cells.get(column)
    colour = WRONG if any(one in wrong for one in here) else DOUBTFUL
    return Marked(cells.get(column), colour)


def _words(looks: list[Problem], row: int) -> str:
    said = [f"{one.column}: {one.what} {one.mend}" if one.column else f"{one.what} {one.mend}"
            for one in looks]  # fmt: skip
    return f"Row {row} of your file. " + " ".join(said)
