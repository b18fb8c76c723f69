"""All practices through the periods: the middle one, and where the middle half of them lies."""

from dataclasses import dataclass
from typing import Any

from scorecard.calc.rounding import for_drawing, show
from scorecard.charts import layout, palette
from scorecard.charts.types import Chart
from scorecard.charts.words import figure_with_unit

_HEIGHT = 340
_SHADE = "#d2dfee"  # NHS blue, pale: the line and its markers stand out from it


@dataclass(frozen=True, slots=True)
class QuartilePoint:
    """One period: quartiles of the practices' values, and how many practices there were."""

    label: str
    practices: int
    lower: float
    median: float
    upper: float


@dataclass(frozen=True, slots=True)
class QuartileLine:
    """An indicator through the periods, oldest first; at least one."""

    title: str
    unit: str
    decimals: int
    points: tuple[QuartilePoint, ...]


def quartile_line(chart: QuartileLine) -> Chart:
    """Draw the medians as a line with markers over the shaded middle half."""
    return Chart(
        heading=chart.title,
        summary=_summary(chart),
        figure=layout.plain(_traces(chart), _layout(chart)),
        columns=("Period", "Practices", "Lower quartile", "Median", "Upper quartile"),
        rows=tuple(
            (
                point.label,
                show(point.practices),
                *(_written(chart, v) for v in (point.lower, point.median, point.upper)),
            )
            for point in chart.points
        ),
        urls=("",) * len(chart.points),
        numbers=(1, 2, 3, 4),
    )


def _traces(chart: QuartileLine) -> list[dict[str, Any]]:
    return [
        _edge(chart, [point.lower for point in chart.points]),
        {
            **_edge(chart, [point.upper for point in chart.points]),
            "name": "middle half of the practices",
            "fill": "tonexty",
            "fillcolor": _SHADE,
            "showlegend": True,
        },
        {
            **_edge(chart, [point.median for point in chart.points]),
            "mode": "lines+markers",
            "name": "median",
            "line": {"color": palette.LINE, "width": 2},
            "marker": {"color": palette.LINE, "size": 8},
            "showlegend": True,
            "hovertext": [layout.safe(_hover(chart, point)) for point in chart.points],
            "hoverinfo": "text",
        },
    ]


def _edge(chart: QuartileLine, values: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(chart.points))),
        "y": [for_drawing(value) for value in values],
        "line": {"color": _SHADE, "width": 1},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _layout(chart: QuartileLine) -> dict[str, Any]:
    periods = layout.axis(
        tickvals=list(range(len(chart.points))),
        ticktext=[layout.safe(point.label) for point in chart.points],
        tickfont={"size": 12},
        showgrid=False,
        zeroline=False,
    )
    return layout.frame(_HEIGHT, xaxis=periods, yaxis=layout.value_axis(chart.unit))


def _summary(chart: QuartileLine) -> str:
    first, last = chart.points[0], chart.points[-1]
    now, then = _written(chart, last.median), _written(chart, first.median)
    half = f"{_written(chart, last.lower)} to {_written(chart, last.upper)}"
    word = "as in" if now == then else ("up from" if last.median > first.median else "down from")
    before = f"{word} {first.label}" if now == then else f"{word} {then} in {first.label}"
    moved = f", {before}" if len(chart.points) > 1 else ""
    return (
        f"In {last.label} the median of the practices is {now}{moved}; "
        f"the middle half of them lies at {half}."
    )


def _hover(chart: QuartileLine, point: QuartilePoint) -> str:
    low, middle, high = (_written(chart, v) for v in (point.lower, point.median, point.upper))
    return f"{point.label}: median {middle}, quartiles {low} and {high}"


def _written(chart: QuartileLine, value: float) -> str:
    return figure_with_unit(value, chart.unit, chart.decimals)
