"""How far one source lies from another: a point per practice about the line of no difference."""

from collections.abc import Sequence
from typing import Any

from scorecard.calc.rounding import for_drawing
from scorecard.calc.types import Band
from scorecard.charts import layout, palette, words
from scorecard.charts.types import BarItem, Chart, DifferenceStrip

_HEIGHT = 220
_STEPS = (0.0, 0.25, -0.25, 0.5, -0.5)  # so that neighbours do not hide one another


def difference_strip(chart: DifferenceStrip, palette_name: str = "nhs") -> Chart:
    """Draw the points; the table has the largest difference first."""
    items = sorted(chart.items, key=_size, reverse=True)
    traces = [_points(chart, items, palette.PALETTES[palette_name][Band.NONE]), _zero()]
    return Chart(
        heading=chart.title,
        summary=_summary(chart, items),
        figure=layout.plain(traces, _layout(chart)) if items else {},
        columns=("Practice and source", "Difference"),
        rows=tuple((item.label, _signed(chart, item)) for item in items),
        numbers=(1,),
    )


def _points(chart: DifferenceStrip, items: Sequence[BarItem], look: palette.Look) -> dict[str, Any]:
    ordered = sorted(items, key=lambda item: item.value or 0.0)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "One practice",
        "x": [for_drawing(item.value or 0.0) for item in ordered],
        "y": [_STEPS[at % len(_STEPS)] for at in range(len(ordered))],
        "marker": layout.point_marker(look),
        "hovertext": [f"{layout.safe(one.label)}: {_signed(chart, one)}" for one in ordered],
        "hoverinfo": "text",
    }


def _zero() -> dict[str, Any]:
    return layout.benchmark_trace("No difference", {"x": [0, 0], "y": [-1, 1]})


def _layout(chart: DifferenceStrip) -> dict[str, Any]:
    hidden = layout.axis(range=[-1, 1], showticklabels=False, showgrid=False, zeroline=False)
    return layout.frame(_HEIGHT, xaxis=layout.value_axis(chart.unit), yaxis=hidden)


def _summary(chart: DifferenceStrip, items: Sequence[BarItem]) -> str:
    if not items:
        return "No difference can be drawn."
    above = sum((item.value or 0) > 0 for item in items)
    below = sum((item.value or 0) < 0 for item in items)
    largest = items[0]
    return (
        f"Of {len(items)} other figures, {above} lie above the one that counts, {below} below and "
        f"{len(items) - above - below} on it; the largest difference is {_signed(chart, largest)} "
        f"({largest.label})."
    )


def _signed(chart: DifferenceStrip, item: BarItem) -> str:
    value = item.value or 0.0
    return f"{'+' if value > 0 else ''}{words.figure_with_unit(value, chart.unit, chart.decimals)}"


def _size(item: BarItem) -> float:
    return abs(item.value or 0.0)
