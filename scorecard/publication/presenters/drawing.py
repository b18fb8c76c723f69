"""Every practice on one indicator as one small drawing with its sentence; nothing has to run."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from indicators.comparing import OF_EACH
from indicators.explaining import decimals_for
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Band, NoBand, Polarity
from scorecard.charts.dots import Dots, drawn
from scorecard.charts.ranked import in_order
from scorecard.charts.types import BarItem, RankedBars
from scorecard.charts.words import figure_with_unit, ranked_summary
from scorecard.publication.models import EditionIndicator
from scorecard.publication.selectors.told import ToldFigure


def drawing_of(indicator: EditionIndicator, figures: Sequence[ToldFigure]) -> dict[str, Any] | None:
    """`drawing` is SVG, `summary` says the same, `line` what the line in it is; None: no value."""
    data = data_of(indicator.definition)
    known = [one for one in figures if one.outcome.value is not None]
    if not known or data.kind in ("fact", "yes_no"):
        return None
    places = max(decimals_for(data, one.outcome) for one in known)
    # One line for all cannot show what differs from practice to practice.
    level = indicator.benchmark if data.comparator not in OF_EACH else None
    line = ""
    if level is not None:
        line = f"{indicator.benchmark_name}: {figure_with_unit(level, data.unit, places)}"
    values = [(one.outcome.value or 0.0, Band(one.outcome.band)) for one in known]
    svg = drawn(Dots(values, data.unit, data.decimals, level))
    summary = _summary(indicator, figures, places)
    # Made of numbers and a unit, which it escapes.
    return {"drawing": SafeString(svg), "summary": summary, "line": line}


def _summary(indicator: EditionIndicator, figures: Sequence[ToldFigure], places: int) -> str:
    items = tuple(
        BarItem(
            label=one.practice.name if one.practice else "a practice",
            value=one.outcome.value,
            lower=None,
            upper=None,
            band=Band(one.outcome.band),
            reason=NoBand(one.outcome.no_band),
        )
        for one in figures
    )
    chart = RankedBars(
        title=indicator.name,
        unit=indicator.definition.unit,
        decimals=places,
        polarity=Polarity(indicator.definition.polarity),
        items=items,
    )
    return ranked_summary(chart, in_order(chart))
