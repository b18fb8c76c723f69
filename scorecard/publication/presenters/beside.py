"""One figure beside similar practices, the area and England, in numbers and in words."""

from dataclasses import dataclass
from typing import Any

from indicators.explaining import decimals_for
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Comparison, Polarity
from scorecard.charts.words import SHORT_UNITS, figure_with_unit
from scorecard.publication.selectors.told import ToldFigure
from scorecard.publication.selectors.told_parts import BesideTold
from scorecard.ui.words import THE_AREA, public_comparison

Json = dict[str, Any]
SIMILAR = "the ten most similar practices"


@dataclass(frozen=True)
class _Other:
    who: str
    value: float
    than: str


def beside_of(one: ToldFigure, beside: BesideTold, area: str) -> list[Json]:
    """This practice first, then whom it is put beside; empty where there is nobody or no figure.

    `bar` is the length of each as a part of the longest, from 0 to 100.
    """
    data, outcome = data_of(one.indicator.definition), one.outcome
    others = _others(one, beside, area)
    if outcome.value is None or data.kind in ("fact", "yes_no") or not others:
        return []
    longest = max(abs(outcome.value), *(abs(other.value) for other in others)) or 1.0
    places = decimals_for(data, outcome)

    # A long unit stands with the figure above; here it would be said four times.
    unit = data.unit if data.unit in SHORT_UNITS else ""

    def row(who: str, value: float, words: str) -> Json:
        length = round(100 * max(value, 0.0) / longest)
        figure = figure_with_unit(value, unit, places)
        return {"who": who, "figure": figure, "words": words, "bar": length}

    own = row("This practice", outcome.value, "")
    return [own, *(row(other.who, other.value, _words(one, other)) for other in others)]


def _others(one: ToldFigure, beside: BesideTold, area: str) -> list[_Other]:
    """The value that the banding compared with comes before another of the same group."""
    comparator, benchmark = one.indicator.definition.comparator, one.outcome.benchmark
    used = {comparator: benchmark} if benchmark is not None else {}
    published = beside.england_of if "england" not in used else ""
    england = f"England ({published})" if published else "England"
    found = [
        ("Similar practices", used.get("similar", beside.similar), SIMILAR),
        (area, used.get("area", beside.area), THE_AREA),
        (england, used.get("england", beside.england), "England"),
    ]
    return [_Other(who, value, than) for who, value, than in found if value is not None]


def _words(one: ToldFigure, other: _Other) -> str:
    """Higher or lower by more than chance, or no clear difference; "" without an interval."""
    low, high = one.outcome.lower, one.outcome.upper
    if low is None or high is None:
        return ""
    polarity = one.indicator.definition.polarity
    above, below = low > other.value, high < other.value
    if not above and not below:
        return public_comparison(Comparison.SIMILAR, polarity, other.than)
    if polarity == Polarity.NONE:
        found = Comparison.HIGHER if above else Comparison.LOWER
    else:
        found = Comparison.BETTER if above == (polarity == Polarity.HIGH) else Comparison.WORSE
    return public_comparison(found, polarity, other.than)
