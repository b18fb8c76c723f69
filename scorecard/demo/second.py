"""A second source for one thing: national counts beside those that practices sent. Pure."""

from scorecard.demo.draws import stream
from scorecard.demo.figures import DemoFigure

SOURCE = "Appointments in General Practice"
INDICATOR = "CAP01"
PRACTICES = 15
# In this practice, by position, it was agreed which of the two counts.
AGREED = 1
WHY = "The practice's own count left out its branch surgery until August; the national one has it."
AGREED_WITH = "The practice manager"


def make(
    seed: int, figures: tuple[DemoFigure, ...], codes: list[str], quarter: int
) -> tuple[DemoFigure, ...]:
    """Of the first practices: consultations as the national file counts them."""
    near = set(codes[:PRACTICES])
    return tuple(
        _counted_again(seed, figure)
        for figure in figures
        if figure.indicator == INDICATOR
        and figure.quarter == quarter
        and figure.practice in near
        and figure.numerator is not None
    )


def file(figures: tuple[DemoFigure, ...]) -> bytes:
    """The national file they stand in, a row for each below the headings."""
    lines = (f"{one.practice},{one.numerator:.0f},{one.denominator:.15g}\r\n" for one in figures)
    return ("Practice,Appointments,Weighted patients\r\n" + "".join(lines)).encode()


def _counted_again(seed: int, figure: DemoFigure) -> DemoFigure:
    factor = float(stream(seed, "second source", figure.practice).uniform(0.86, 1.07))
    counted = float(round((figure.numerator or 0) * factor))
    return figure._replace(supplied_by="national", numerator=counted)
