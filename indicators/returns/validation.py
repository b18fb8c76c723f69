"""Rows held against what is due: every problem is collected, and only good rows come out."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from indicators.returns.columns import ADJUSTMENTS, FIGURES, Column
from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure, RowProblem, read_figure
from indicators.returns.parsing import ParsedReturn, ReturnRow
from indicators.returns.problems import Problem


@dataclass(frozen=True)
class Validated:
    """`missing` are codes of due indicators for which the file holds nothing at all."""

    figures: tuple[ReturnedFigure, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def validate(parsed: ParsedReturn, due: DueReturn) -> Validated:
    """Every row is a good figure, empty (stays "not returned") or has problems."""
    problems: list[Problem] = []
    figures: list[ReturnedFigure] = []
    mentioned: set[str] = set()
    for row in parsed.rows:
        found = list(_identity_problems(row, due))
        indicator = due.indicators.get(row.code(Column.INDICATOR))
        if indicator is not None and not found:
            figure = read_figure(row, indicator)
            found = [as_problem(row, p) for p in figure] if isinstance(figure, list) else []
            if isinstance(figure, ReturnedFigure):
                figures.append(figure)
        if indicator is not None and (found or _has_figures(row)):
            mentioned.add(indicator.code)
        problems += found
    kept, repeated, warnings = _without_repeats(figures)
    missing = tuple(i.code for i in due.indicators.values() if i.code not in mentioned)
    in_order = sorted([*problems, *repeated], key=lambda problem: problem.row or 0)
    return Validated(kept, tuple(in_order), warnings, missing)


def as_problem(row: ReturnRow, found: RowProblem) -> Problem:
    value = row.shown(found.column)
    return Problem(row.number, str(found.column), value, found.what, found.mend)


def _says_nothing(row: ReturnRow) -> bool:
    """A remark below the table, say: it is about no practice, whatever its first cell holds."""
    return not (row.code(Column.PERIOD) or row.code(Column.INDICATOR) or _has_figures(row))


def _has_figures(row: ReturnRow) -> bool:
    return any(row.shown(column) for column in (*FIGURES, *ADJUSTMENTS))


def _identity_problems(row: ReturnRow, due: DueReturn) -> Iterator[Problem]:
    """Is this row about this practice, this period and an indicator that is due?"""
    if row.too_long:
        yield Problem(
            row.number,
            "",
            "",
            "The row has more cells than there are headings.",
            'In a CSV file a comma inside a cell needs quotation marks ("1,234"), or leave it out: '
            "1234. In a workbook, delete what stands to the right of the headings.",
        )
    if _says_nothing(row):
        what = "The row has no period, no indicator and no figure."
        yield Problem(row.number, "", "", what, "Delete it, or fill it in as in the template.")
        return
    checks: tuple[tuple[Column, Container[str], _Wrong], ...] = (
        (Column.PRACTICE, {due.practice_code}, _wrong_practice),
        (Column.PERIOD, {due.period_code.upper(), due.period_name.upper()}, _wrong_period),
        (Column.INDICATOR, due.indicators, _wrong_indicator),
    )
    for column, accepted, wrong in checks:
        fault, code = row.fault_in(column), row.code(column)
        if fault:
            what, mend = f"The cell {fault.what}.", fault.mend
        elif not code:
            what, mend = f"The {column.lower()} is missing.", "Fill it in as in the template."
        elif code not in accepted:
            what, mend = wrong(due)
        else:
            continue
        foreign = column is Column.PRACTICE and bool(code) and not fault
        yield Problem(row.number, str(column), row.shown(column), what, mend, blocks=foreign)


_Wrong = Callable[[DueReturn], tuple[str, str]]


def _wrong_practice(due: DueReturn) -> tuple[str, str]:
    # The same sentence for a neighbour's code and for no code at all: nothing is given away.
    return (
        f"This is not the code of {due.practice_name} ({due.practice_code}).",
        f"Write {due.practice_code}; figures of another practice are sent from its own page.",
    )


def _wrong_period(due: DueReturn) -> tuple[str, str]:
    return (
        f"This return is for {due.period_name} ({due.period_code}) only.",
        f"Write {due.period_code}, or upload the file on the page of the other period.",
    )


def _wrong_indicator(due: DueReturn) -> tuple[str, str]:
    return (
        "No indicator with this code is due in this return.",
        "Compare it with the template; delete the row if it is not wanted.",
    )


def _without_repeats(
    figures: Iterable[ReturnedFigure],
) -> tuple[tuple[ReturnedFigure, ...], list[Problem], tuple[Problem, ...]]:
    """An indicator twice: the same figures are a warning, different ones a problem in each row."""
    by_code: dict[str, list[ReturnedFigure]] = defaultdict(list)
    for figure in figures:
        by_code[figure.indicator].append(figure)
    kept: list[ReturnedFigure] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for code, same in by_code.items():
        if len({figure.contents for figure in same}) > 1:
            problems += [_contradiction(figure, code, same) for figure in same]
            continue
        kept.append(same[0])
        warnings += [_repeat(figure, same[0]) for figure in same[1:]]
    return tuple(kept), problems, tuple(warnings)


def _contradiction(figure: ReturnedFigure, code: str, same: list[ReturnedFigure]) -> Problem:
    others = ", ".join(str(other.row) for other in same if other.row != figure.row)
    return Problem(
        figure.row,
        str(Column.INDICATOR),
        code,
        f"The indicator stands again in row {others}, with different figures.",
        "Delete the row that is wrong.",
    )


def _repeat(figure: ReturnedFigure, first: ReturnedFigure) -> Problem:
    return Problem(
        figure.row,
        str(Column.INDICATOR),
        figure.indicator,
        f"The same figures stand in row {first.row}.",
        "Nothing needs mending: they are kept once.",
    )
