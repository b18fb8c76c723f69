"""The pre-filled workbook a practice downloads: which cells are open, and what each may hold."""

from indicators.presenters.template import (
    GUIDANCE_HEADER,
    given_cells,
    guidance_rows,
    template_columns,
)
from indicators.returns.adjustments import COLUMNS, REASONS
from indicators.returns.columns import Column
from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.typed import NOT_APPLICABLE, PARTS, parts_of
from scorecard.ui.fill_in import ANYTHING, Cell, Form, Page, Rule

_WHOLE = Rule(
    "whole",
    "Write a whole number of 0 or more, in digits only. n/a goes under the column for it.",
    0,
)
_NOT_BELOW = Rule(
    "decimal", "Write a number of 0 or more, in digits only. n/a goes under the column for it.", 0
)
_NUMBER = Rule("decimal", "Write a number, in digits only. n/a goes under the column for it.")
_ANSWER = Rule("list", "Write yes, no or n/a.", choices=("yes", "no", NOT_APPLICABLE))
_DOES_NOT_APPLY = Rule(
    "list",
    "Only n/a may stand here: the indicator does not apply. Anything else goes under Note.",
    choices=(NOT_APPLICABLE,),
)
_WIDTHS = {
    Column.PRACTICE: 10,
    Column.PERIOD: 12,
    Column.INDICATOR: 12,
    Column.NAME: 36,
    Column.WRITE: 24,
    Column.BEFORE: 24,
    Column.NOTE: 40,
}
# Practice, period, code and name stay in sight while one types far to the right.
_STILL = 4
_GUIDANCE_WIDTHS = (16, 40, 30, 40, 40, 24)


def return_form(due: DueReturn) -> Form:
    """One row for each indicator, with everything the practice should not have to type."""
    columns = template_columns(due)
    return Form(
        title="Return",
        header=[str(column) for column in columns],
        widths=[_WIDTHS.get(column, 16) for column in columns],
        rows=[_row(due, one, columns) for one in due.indicators.values()],
        still=_STILL,
    )


def guidance_page(due: DueReturn, guidance: str) -> Page:
    rows = guidance_rows(due, guidance)
    headings = frozenset(n for n, row in enumerate(rows, start=1) if row == GUIDANCE_HEADER)
    return Page("Guidance", _GUIDANCE_WIDTHS, rows, headings)


def _row(due: DueReturn, indicator: DueIndicator, columns: list[Column]) -> list[Cell]:
    given, asked = given_cells(due, indicator), _open_cells(indicator)
    return [asked.get(column) or Cell(given.get(column, "")) for column in columns]


def _open_cells(indicator: DueIndicator) -> dict[Column, Cell]:
    cells = {PARTS[part]: _part(PARTS[part], indicator) for part in parts_of(indicator)}
    if indicator.kind != "yes_no":
        cells.setdefault(Column.TEXT, Cell(rule=_DOES_NOT_APPLY))
    if indicator.adjustments:
        for reason, column in COLUMNS.items():
            cells[column] = _pca(reason)
    cells[Column.NOTE] = Cell(rule=ANYTHING, is_text=True)
    return cells


def _part(column: Column, indicator: DueIndicator) -> Cell:
    if indicator.kind == "yes_no":
        return Cell(rule=_ANSWER, title="Yes, no or n/a", prompt=indicator.name)
    if column is Column.TEXT:
        prompt = "Write n/a if it does not apply to the practice."
        return Cell(rule=ANYTHING, title="In words", prompt=prompt, is_text=True)
    if column is Column.VALUE:
        rule = _NOT_BELOW if indicator.kind == "count" else _NUMBER
        return Cell(rule=rule, title="Value", prompt=indicator.unit)
    rule = _WHOLE if indicator.kind == "proportion" else _NOT_BELOW
    if indicator.kind == "mean" and column is Column.NUMERATOR:
        rule = _NUMBER
    return Cell(rule=rule, title=str(column), prompt=_meaning(column, indicator))


def _meaning(column: Column, indicator: DueIndicator) -> str:
    if column is Column.NUMERATOR:
        return indicator.numerator
    by_list = f"Left empty, the {indicator.list_name} is taken." if indicator.list_name else ""
    return " ".join(
        filter(
            None,
            (f"{indicator.denominator.rstrip('.')}." if indicator.denominator else "", by_list),
        )
    )


def _pca(reason: str) -> Cell:
    prompt = f"{REASONS[reason]}. Count each patient once, in whole numbers."
    return Cell(rule=_WHOLE, title="Patients left out", prompt=prompt)
