"""One row to one figure, by the kind of its indicator."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from indicators.returns import adjustments
from indicators.returns.columns import ADJUSTMENTS, Column
from indicators.returns.due import DueIndicator
from indicators.returns.numbers import NOT_APPLICABLE_WORDS, Amount, Marker
from indicators.returns.parsing import ReturnRow
from indicators.returns.problems import Fault
from indicators.returns.references import evidence_number
from indicators.returns.sheets import Cell
from indicators.returns.texts import readable

MAX_TEXT = 2000
_NUMBERS = (Column.NUMERATOR, Column.DENOMINATOR, Column.VALUE)
_ANSWERS = {
    "yes": 1.0,
    "y": 1.0,
    "no": 0.0,
    "n": 0.0,
    "true": 1.0,
    "false": 0.0,
    "1": 1.0,
    "0": 0.0,
}


@dataclass(frozen=True)
class RowProblem:
    column: Column
    what: str
    mend: str


@dataclass(frozen=True)
class ReturnedFigure:
    """A good row. `state` is present or not_applicable; `value` is in the unit shown.

    `adjustments`: patients left out, by reason (`indicators.returns.adjustments`), where stated.
    `evidence` is the number of a file that was put beside the figure.
    """

    row: int
    indicator: str
    state: str = "present"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    text: str = ""
    note: str = ""
    adjustments: dict[str, int] | None = None
    evidence: int | None = None

    @property
    def contents(self) -> tuple[object, ...]:
        left_out = tuple(sorted((self.adjustments or {}).items()))
        return (self.state, self.numerator, self.denominator, self.value, self.text, left_out)


Numbers = dict[Column, float]
Outcome = ReturnedFigure | list[RowProblem] | None


def read_figure(row: ReturnRow, indicator: DueIndicator) -> Outcome:
    """The figure of a row, its problems, or None when the row says nothing."""
    outcome = _read(row, indicator, _text(row, Column.NOTE)[:MAX_TEXT])
    outcome = _with_adjustments(outcome, row, indicator)
    if not isinstance(outcome, ReturnedFigure):
        return outcome
    return replace(outcome, evidence=evidence_number(_text(row, Column.EVIDENCE)))


def _read(row: ReturnRow, indicator: DueIndicator, note: str) -> Outcome:
    if _is_not_applicable(row):
        return _not_applicable(row, indicator, note)
    if indicator.kind == "fact":
        return _fact(row, indicator, note)
    if indicator.kind == "yes_no":
        return _answer(row, indicator, note)
    numbers, problems = _numbers(row, indicator)
    if problems:
        return problems
    if _text(row, Column.TEXT):
        return [_problem(Column.TEXT, "Words are not expected for this indicator.", _IN_NUMBERS)]
    return _counted(row, indicator, numbers, note) if numbers else None


def _with_adjustments(outcome: Outcome, row: ReturnRow, indicator: DueIndicator) -> Outcome:
    readings = {column: row.number_in(column) for column in ADJUSTMENTS}
    patients, wrong = adjustments.read_adjustments(readings, indicator)
    if patients and not isinstance(outcome, list):
        state, denominator = (outcome.state, outcome.denominator) if outcome else ("", None)
        wrong += adjustments.check_sum(patients, state, denominator, indicator)
    problems = [_problem(*one) for one in wrong]
    if problems or isinstance(outcome, list):
        return [*(outcome if isinstance(outcome, list) else ()), *problems]
    return replace(outcome, adjustments=patients) if outcome and patients else outcome


def read_correction(indicator: DueIndicator, cells: Mapping[Column, Cell]) -> Outcome:
    """The same for a figure that is typed into a form instead of a file."""
    return read_figure(ReturnRow(0, dict(cells)), indicator)


_IN_NUMBERS = "Write its numbers in their columns, and anything else under Note."


def _problem(column: Column, what: str, mend: str) -> RowProblem:
    return RowProblem(column, what, mend)


def _text(row: ReturnRow, column: Column) -> str:
    cell = row.cells.get(column)
    text = cell if isinstance(cell, str) else row.shown(column)
    return readable(text)


def _is_not_applicable(row: ReturnRow) -> bool:
    readings = {row.number_in(column) for column in _NUMBERS}
    text = _text(row, Column.TEXT).casefold()
    return Marker.NOT_APPLICABLE in readings or text in NOT_APPLICABLE_WORDS


def _not_applicable(row: ReturnRow, indicator: DueIndicator, note: str) -> Outcome:
    figures = [c for c in _NUMBERS if isinstance(row.number_in(c), Amount | Fault)]
    if figures:
        return [
            _problem(
                figures[0],
                "The row says 'not applicable' and gives a figure as well.",
                "Keep one of the two.",
            )
        ]
    return ReturnedFigure(row.number, indicator.code, state="not_applicable", note=note)


def _fact(row: ReturnRow, indicator: DueIndicator, note: str) -> Outcome:
    if fault := row.fault_in(Column.TEXT) or row.fault_in(Column.VALUE):
        return [_problem(Column.TEXT, f"The cell {fault.what}.", fault.mend)]
    text = _text(row, Column.TEXT) or _text(row, Column.VALUE)
    if not text:
        return None
    if len(text) > MAX_TEXT:
        return [
            _problem(
                Column.TEXT, f"The text is longer than {MAX_TEXT:,} characters.", "Shorten it."
            )
        ]
    if any(ord(c) < 32 and c not in "\n\r\t" for c in text):
        return [
            _problem(
                Column.TEXT, "The text holds characters that cannot be shown.", "Type it again."
            )
        ]
    return ReturnedFigure(row.number, indicator.code, text=text, note=note)


def _answer(row: ReturnRow, indicator: DueIndicator, note: str) -> Outcome:
    for column in (Column.TEXT, Column.VALUE, Column.NUMERATOR):
        if fault := row.fault_in(column):
            return [_problem(column, f"The cell {fault.what}.", fault.mend)]
        text = _text(row, column).casefold()
        if text in _ANSWERS:
            return ReturnedFigure(row.number, indicator.code, value=_ANSWERS[text], note=note)
        if text:
            return [_problem(column, "This is neither yes nor no.", "Write yes, no or n/a.")]
    return None


def _numbers(row: ReturnRow, indicator: DueIndicator) -> tuple[Numbers, list[RowProblem]]:
    numbers: Numbers = {}
    problems: list[RowProblem] = []
    for column in _NUMBERS:
        reading = row.number_in(column)
        if isinstance(reading, Fault):
            problems.append(_problem(column, f"The cell {reading.what}.", reading.mend))
        elif (
            isinstance(reading, Amount) and reading.percent and not _percent_fits(column, indicator)
        ):
            problems.append(
                _problem(column, "A percentage is not expected here.", "Write the count itself.")
            )
        elif isinstance(reading, Amount):
            numbers[column] = reading.value
    return numbers, problems


def _percent_fits(column: Column, indicator: DueIndicator) -> bool:
    return column is Column.VALUE and indicator.unit == "%"


def _counted(row: ReturnRow, indicator: DueIndicator, numbers: Numbers, note: str) -> Outcome:
    problems = _CHECKS[indicator.kind](numbers, indicator)
    if problems:
        return problems
    numerator, denominator = numbers.get(Column.NUMERATOR), numbers.get(Column.DENOMINATOR)
    value = numbers.get(Column.VALUE)
    if numerator is not None and denominator is not None:
        value = None  # made from the two when it is shown, so that they cannot disagree
    elif numerator is not None and indicator.list_name:
        value = None  # the list is the denominator, and the value is made from the two
    elif value is None:
        numerator, value = None, numerator
    return ReturnedFigure(
        row.number,
        indicator.code,
        numerator=numerator,
        denominator=denominator,
        value=value,
        note=note,
    )


def _negative(numbers: Numbers, columns: tuple[Column, ...]) -> list[RowProblem]:
    return [
        _problem(column, "A figure below zero is not possible here.", "Check the sign.")
        for column in columns
        if numbers.get(column, 0) < 0
    ]


def _pair(numbers: Numbers, indicator: DueIndicator) -> list[RowProblem]:
    """Numerator and denominator, both there, and a division that can be done.

    Where the list is the denominator, a row may leave it out.
    """
    for column, meaning in (
        (Column.NUMERATOR, indicator.numerator),
        (Column.DENOMINATOR, indicator.denominator),
    ):
        if column is Column.DENOMINATOR and indicator.list_name:
            continue
        if column not in numbers:
            wanted = f" ({meaning})" if meaning else ""
            return [
                _problem(
                    column,
                    f"The {column.lower()} is missing{wanted}.",
                    "Give numerator and denominator; 0 if there were none.",
                )
            ]
    if numbers.get(Column.DENOMINATOR) == 0 and numbers[Column.NUMERATOR] != 0:
        return [
            _problem(
                Column.DENOMINATOR,
                "The denominator is 0, but the numerator is not.",
                "Write how many were counted in all, or 0 in both cells if there were none.",
            )
        ]
    return _negative(numbers, (Column.NUMERATOR, Column.DENOMINATOR))


def _proportion(numbers: Numbers, indicator: DueIndicator) -> list[RowProblem]:
    problems = _pair(numbers, indicator)
    if problems:
        return problems
    counts = {column: numbers[column] for column in numbers if column is not Column.VALUE}
    for column, number in counts.items():
        if number != int(number):
            return [_problem(column, "People are counted in whole numbers.", "Check the number.")]
    if numbers[Column.NUMERATOR] > numbers.get(Column.DENOMINATOR, math.inf):
        return [
            _problem(
                Column.NUMERATOR,
                f"The numerator is larger than the denominator "
                f"({numbers[Column.DENOMINATOR]:,.15g}), so the result would be above 100%.",
                "Check whether the two were swapped or count different patients.",
            )
        ]
    return []


def _mean(numbers: Numbers, indicator: DueIndicator) -> list[RowProblem]:
    if Column.VALUE in numbers and Column.NUMERATOR not in numbers:
        return _negative(numbers, (Column.DENOMINATOR,))
    return _pair(numbers, indicator)


def _single(numbers: Numbers, indicator: DueIndicator) -> list[RowProblem]:
    if Column.VALUE in numbers or Column.NUMERATOR in numbers:
        return []
    return [_problem(Column.VALUE, "The value is missing.", "Write it in the column Value.")]


def _count(numbers: Numbers, indicator: DueIndicator) -> list[RowProblem]:
    return _single(numbers, indicator) or _negative(numbers, (Column.VALUE, Column.NUMERATOR))


_CHECKS: dict[str, Callable[[Numbers, DueIndicator], list[RowProblem]]] = {
    "proportion": _proportion,
    "rate": _pair,
    "ratio": _pair,
    "mean": _mean,
    "count": _count,
    "score": _single,
}
