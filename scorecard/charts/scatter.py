"""Two numbers of every practice against each other, with the medians as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scorecard.calc.rounding import for_drawing
from scorecard.charts import layout, palette
from scorecard.charts.funnel import written
from scorecard.charts.many import ELSEWHERE, Points, markers
from scorecard.charts.types import Chart

_HEIGHT = 460


@dataclass(frozen=True, slots=True)
class Scatter:
    """`names` and `units` are those of x and y. `finding` is the sentence, since what matters
    about two numbers is for the caller to say."""

    title: str
    names: tuple[str, str]
    units: tuple[str, str]
    points: Points
    finding: str


def scatter_plot(
    chart: Scatter,
    columns: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
    draws: bool = True,
    **more: Any,
) -> Chart:
    """The plot; the table is the caller's, who pages it. No figure where nothing can be drawn."""
    figure: dict[str, Any] = {}
    if chart.points.drawn.any():
        figure = dict(ELSEWHERE)
    if figure and draws:
        traces = [*_medians(chart), *markers(chart.points, _template(chart))]
        figure = {"data": traces, "layout": _layout(chart), "config": dict(layout.CONFIG)}
    return Chart(
        heading=chart.title,
        summary=chart.finding,
        figure=figure,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        **more,
    )


def _medians(chart: Scatter) -> list[dict[str, Any]]:
    points = chart.points
    x, y = points.x[points.drawn], points.y[points.drawn]
    middle = [for_drawing(float(np.median(one))) for one in (x, y)]
    ends = [[for_drawing(float(end)) for end in (one.min(), one.max())] for one in (x, y)]
    upright = layout.benchmark_trace("medians", {"x": [middle[0]] * 2, "y": ends[1]})
    flat = layout.benchmark_trace("medians", {"x": ends[0], "y": [middle[1]] * 2})
    line = {"color": palette.TEXT, "width": 1, "dash": "dot"}
    return [
        {**upright, "line": line, "hoverinfo": "skip"},
        {**flat, "line": line, "hoverinfo": "skip", "showlegend": False},
    ]


def _template(chart: Scatter) -> str:
    x, y = (
        f"{layout.safe(layout.shortened(name, 40))} {written(axis, unit, places)}"
        for axis, name, unit, places in zip(
            "xy", chart.names, chart.units, chart.points.decimals, strict=True
        )
    )
    return f"%{{text}}<br>{y}<br>{x}"


def _layout(chart: Scatter) -> dict[str, Any]:
    across, up = (
        {**layout.value_axis(unit), "title": _title(name, unit), "zeroline": False}
        for name, unit in zip(chart.names, chart.units, strict=True)
    )
    return layout.frame(_HEIGHT, xaxis=across, yaxis=up, hovermode="closest")


def _title(name: str, unit: str) -> dict[str, Any]:
    said = name if unit in ("%", "£", "") else f"{name}, {unit}"
    text = layout.wrapped(layout.shortened(said, 70), 36)
    return {"text": text, "font": {"size": 12}, "standoff": 8}
