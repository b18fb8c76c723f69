"""Figures and states in words, the same on every page about returns and queries."""

import datetime as dt
from typing import Protocol

from django.utils import timezone

from indicators.returns.due import DueIndicator
from indicators.returns.states import ReturnState
from scorecard.calc.rounding import show
from scorecard.charts.words import figure_with_unit

STATE_COLOURS = {
    ReturnState.NOT_ASKED: "white",
    ReturnState.NOT_OPEN: "white",
    ReturnState.NOT_STARTED: "grey",
    ReturnState.DRAFT: "blue",
    ReturnState.CHECKED: "blue",
    ReturnState.OVERDUE: "red",
    ReturnState.NOT_SENT: "red",
    ReturnState.HELD: "aqua-green",
    ReturnState.SUBMITTED: "aqua-green",
    ReturnState.QUERIED: "orange",
    ReturnState.ACCEPTED: "green",
}
_LATE = {
    ReturnState.SUBMITTED: "Submitted late",
    ReturnState.QUERIED: "Queried, was late",
    ReturnState.ACCEPTED: "Accepted, was late",
}


def state_words(state: ReturnState, held: int, due: int, late: bool = False) -> tuple[str, str]:
    """The state as it is shown and its colour; a return that lacks figures says so."""
    words = _LATE[state] if late and state in _LATE else state.capitalize()
    colour = "yellow" if late and state == ReturnState.SUBMITTED else STATE_COLOURS[state]
    if state in _LATE and held < due:
        return f"{words}, incomplete", "yellow" if state != ReturnState.QUERIED else colour
    return words, colour


class FigureLike(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def value(self) -> float | None: ...
    @property
    def text(self) -> str: ...


ABSENT = {
    "not_applicable": "Not applicable",
    "suppressed": "Suppressed at source",
    "no_data": "No data",
}


def figure_words(figure: FigureLike, indicator: DueIndicator) -> str:
    """One figure: "80 of 100 (80.0%)", "Yes", its text, or in words why there is none."""
    if figure.state in ABSENT:
        return ABSENT[figure.state]
    if indicator.kind == "fact":
        return figure.text or "Nothing"
    return numbers_words(figure.numerator, figure.denominator, figure.value, indicator)


def numbers_words(
    numerator: float | None,
    denominator: float | None,
    value: float | None,
    indicator: DueIndicator,
) -> str:
    if indicator.kind == "yes_no" and value in (0, 1):
        return "Yes" if value else "No"
    if indicator.list_name and numerator is not None and denominator is None and value is None:
        return f"{count_words(numerator)}, of the {indicator.list_name}"
    made = indicator.value_of(numerator, denominator, value)
    shown = (
        "no value" if made is None else figure_with_unit(made, indicator.unit, indicator.decimals)
    )
    if numerator is None or denominator is None:
        return shown
    return f"{count_words(numerator)} of {count_words(denominator)} ({shown})"


def count_words(number: float) -> str:
    return show(number, 0 if number == int(number) else 2)


def day(date: dt.date) -> str:
    return f"{date:%-d %B %Y}"


def moment(at: dt.datetime) -> str:
    """Day and time as the practice's clock shows them."""
    local = timezone.localtime(at)
    return f"{local:%-d %B %Y, %H:%M}"


def days_left(deadline: dt.date, today: dt.date) -> str:
    left = (deadline - today).days
    if left < 0:
        return f"{-left} day{'' if left == -1 else 's'} ago"
    return "today" if left == 0 else f"{left} day{'' if left == 1 else 's'} left"
