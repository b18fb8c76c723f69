"""What a scorecard asks of each practice: how many figures it has to type itself. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

MANY = 25
_FIGURES = {"proportion": 2, "rate": 2, "ratio": 2, "mean": 2}
_A_YEAR = {"monthly": 12, "quarterly": 4, "half_yearly": 2, "yearly": 1}


@dataclass(frozen=True)
class Asked:
    """What decides how much an indicator asks of a practice; fields as in a definition."""

    kind: str
    supplied_by: str
    denominator_list: str = ""
    frequency: str = ""
    level: str = "practice"
    availability: str = "collected"


@dataclass(frozen=True)
class Burden:
    """Figures in each return, the indicators they belong to, and figures in a year.

    `a_year` counts only indicators that say how often they are wanted.
    """

    figures: int
    indicators: int
    a_year: int


def figures_of(asked: Asked) -> int:
    """How many figures a practice types for one indicator; 0 where others supply it."""
    ours = asked.supplied_by == "practice" and asked.level == "practice"
    if not ours or asked.availability == "wanted":
        return 0
    figures = _FIGURES.get(asked.kind, 1)
    # The list size is known already.
    return 1 if asked.denominator_list else figures


def burden(indicators: Iterable[Asked]) -> Burden:
    counted = [(one, figures_of(one)) for one in indicators]
    return Burden(
        figures=sum(number for _, number in counted),
        indicators=sum(number > 0 for _, number in counted),
        a_year=sum(number * _A_YEAR.get(one.frequency, 0) for one, number in counted),
    )
