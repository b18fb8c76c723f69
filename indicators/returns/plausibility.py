"""Warnings: figures that may be right and deserve a second look before they are sent."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from indicators.returns.adjustments import doubtful_sum
from indicators.returns.columns import Column
from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.numbers import Amount
from indicators.returns.parsing import ParsedReturn, ReturnRow
from indicators.returns.problems import NOTE, Problem

TIMES = 10
# A change of fewer patients than this says little about a count.
FEW = 10
_SECOND_LOOK = "Check it. If it is right, say why: under Note in the file, or here."
_NOTHING_TO_DO = "Nothing to do if there was nobody to count."


def second_look(
    figures: Iterable[ReturnedFigure], parsed: ParsedReturn, due: DueReturn
) -> tuple[Problem, ...]:
    """At most one warning of each sort for each figure, in the order of the rows."""
    rows = {row.number: row for row in parsed.rows}
    warnings: list[Problem] = []
    for figure in sorted(figures, key=lambda figure: figure.row):
        for look in _LOOKS:
            found = look(figure, rows[figure.row], due)
            warnings += [found] if found else []
    return tuple(warnings)


def _ten_times(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    indicator = due.indicators[figure.indicator]
    before = indicator.previous
    if before is None:
        return None
    now = indicator.value_of(figure.numerator, figure.denominator, figure.value)
    then = indicator.value_of(before.numerator, before.denominator, before.value)
    if now is None or not then or 1 / TIMES < abs(now / then) < TIMES:
        return None
    if now == 0 and (before.numerator is None or before.numerator < FEW):
        return None
    what = (
        f"{_amount(now, indicator)} is very far from {_amount(then, indicator)} in {before.period}."
    )
    return _warning(figure, row, _main_column(figure), what)


def _denominator_moved(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    before = due.indicators[figure.indicator].previous
    if before is None or not before.denominator or figure.denominator is None:
        return None
    moved = abs(figure.denominator - before.denominator)
    if 1 / 2 <= figure.denominator / before.denominator <= 2 or moved < FEW:
        return None
    what = (
        f"The denominator was {before.denominator:,.15g} in {before.period}: is it the same count?"
    )
    return _warning(figure, row, Column.DENOMINATOR, what)


def _above_list(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    if due.indicators[figure.indicator].kind != "proportion" or due.list_size is None:
        return None
    if not _counts_patients(due.indicators[figure.indicator].denominator):
        return None
    by_list = figure.denominator is None and bool(due.indicators[figure.indicator].list_name)
    counted = figure.numerator if by_list else figure.denominator
    if not counted or counted <= due.list_size:
        return None
    what = f"More patients than the practice's registered list ({due.list_size:,.15g})."
    return _warning(figure, row, Column.NUMERATOR if by_list else Column.DENOMINATOR, what)


def _counts_patients(denominator: str) -> bool:
    """Whether the words of a denominator speak of people; calls may outnumber the list."""
    words = denominator.lower()
    return not words or any(people in words for people in ("patient", "people", "register"))


def _nobody_counted(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    if figure.denominator != 0:
        return None
    what = "0 of 0 has no value: the indicator will be shown without one, not as zero."
    return replace(_warning(figure, row, Column.DENOMINATOR, what), mend=_NOTHING_TO_DO, needs="")


def _fraction_of_one(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    unit = due.indicators[figure.indicator].unit
    if unit != "%" or figure.value is None or not 0 < figure.value <= 1:
        return None
    what = (
        f"{figure.value:.15g} is read as {figure.value:.15g}%, not as {figure.value * 100:.15g}%."
    )
    return _warning(figure, row, Column.VALUE, what)


def _value_disagrees(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    """A value beside numerator and denominator is not kept; say so when it is another."""
    stated = row.number_in(Column.VALUE)
    indicator = due.indicators[figure.indicator]
    made = indicator.value_of(figure.numerator, figure.denominator, None)
    if figure.denominator is None or made is None or not isinstance(stated, Amount):
        return None
    if abs(stated.value - made) <= max(0.01 * abs(made), 10.0**-indicator.decimals):
        return None
    what = f"Numerator and denominator make {_amount(made, indicator)}; only these two are kept."
    return _warning(figure, row, Column.VALUE, what)


def _left_out_twice(figure: ReturnedFigure, row: ReturnRow, due: DueReturn) -> Problem | None:
    """Patients left out who seem to be counted as treated, or are more than those left."""
    indicator = due.indicators[figure.indicator]
    patients = figure.adjustments or {}
    found = doubtful_sum(patients, figure.numerator, figure.denominator, indicator)
    return _warning(figure, row, *found) if found else None


_Look = Callable[[ReturnedFigure, ReturnRow, DueReturn], Problem | None]
_LOOKS: tuple[_Look, ...] = (
    _ten_times,
    _denominator_moved,
    _above_list,
    _nobody_counted,
    _fraction_of_one,
    _value_disagrees,
    _left_out_twice,
)


def _warning(figure: ReturnedFigure, row: ReturnRow, column: Column, what: str) -> Problem:
    value = row.shown(column)
    return Problem(figure.row, str(column), value, what, _SECOND_LOOK, needs=NOTE)


def _main_column(figure: ReturnedFigure) -> Column:
    return Column.VALUE if figure.numerator is None else Column.NUMERATOR


def _amount(value: float, indicator: DueIndicator) -> str:
    sign = "%" if indicator.unit == "%" else ""
    return f"{value:,.{indicator.decimals}f}{sign}"
