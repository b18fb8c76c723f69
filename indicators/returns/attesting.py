"""Which answers of a return somebody has to stand for by name."""

from collections.abc import Iterable

from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.figures import ReturnedFigure


def self_assessed(figures: Iterable[ReturnedFigure], due: DueReturn) -> tuple[DueIndicator, ...]:
    """The questions (yes, no or not applicable) that these figures answer."""
    found = (due.indicators.get(figure.indicator.upper()) for figure in figures)
    return tuple(one for one in found if one is not None and one.kind == "yes_no")
