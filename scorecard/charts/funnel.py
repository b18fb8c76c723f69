"""Every practice by its size and value, between the limits that chance alone would keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scorecard.calc.rounding import round_many, show
from scorecard.calc.types import Codes, Comparison, Floats
from scorecard.charts import layout, palette
from scorecard.charts.many import ELSEWHERE, Points, markers
from scorecard.charts.types import Chart
from scorecard.charts.words import SHORT_UNITS, counted, figure_with_unit

_HEIGHT = 460
BY_CHANCE = {95: 0.05, 99.8: 0.002}
_SIDES = {
    Comparison.BETTER: "better",
    Comparison.WORSE: "worse",
    Comparison.HIGHER: "higher",
    Comparison.LOWER: "lower",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Lines over sizes in ascending order: the 95% pair and the 99.8% pair about the centre."""

    sizes: Floats
    near: tuple[Floats, Floats]
    far: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Funnel:
    """`near` and `far` are Comparison codes of each point's own interval at 95% and at 99.8%.

    `size_word` says what sizes count. `widened` names the over-dispersion that the limits allow
    for; "" where they are those of chance alone.
    """

    title: str
    unit: str
    points: Points
    centre: float
    centre_label: str
    limits: Limits
    near: Codes
    far: Codes
    size_word: str
    widened: str = ""


def funnel_plot(
    chart: Funnel,
    columns: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
    draws: bool = True,
    **more: Any,
) -> Chart:
    """The plot and its finding; the table is the caller's, who pages it."""
    figure: dict[str, Any] = dict(ELSEWHERE)
    if draws:
        traces = [*_bounds(chart), *markers(chart.points, _template(chart))]
        figure = {"data": traces, "layout": _layout(chart), "config": dict(layout.CONFIG)}
    return Chart(
        heading=chart.title,
        summary=summary(chart),
        figure=figure,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        **more,
    )


def verdict(near: int, far: int) -> str:
    """Where a practice's own interval puts it: beyond which limits, and on which side."""
    if Comparison(far) in _SIDES:
        return f"{_SIDES[Comparison(far)].capitalize()}, beyond the 99.8% limits"
    if Comparison(near) in _SIDES:
        return f"{_SIDES[Comparison(near)].capitalize()}, beyond the 95% limits"
    return "Within the limits" if near == Comparison.SIMILAR else "Not placed"


def summary(chart: Funnel) -> str:
    """How many lie outside, and how many chance alone would put there."""
    placed = int((chart.near != Comparison.NONE).sum())
    if not placed:
        return "No practice has the counts that a funnel needs."
    inside = int((chart.near == Comparison.SIMILAR).sum())
    parts = [_outside(chart.far, placed, 99.8), _outside(chart.near, placed, 95)]
    unit = chart.unit if chart.unit in SHORT_UNITS else ""
    centre = figure_with_unit(chart.centre, unit or chart.unit, chart.points.decimals[1])
    widened = f" The limits allow for {chart.widened}." if chart.widened else ""
    return (
        f"{counted(inside, 'practice lies', 'practices lie')} within the 95% limits about"
        f" {chart.centre_label} ({centre}), of {show(placed)}. {' '.join(parts)}{widened}"
    )


def _outside(codes: Codes, placed: int, limit: float) -> str:
    found = [(word, int((codes == code).sum())) for code, word in _SIDES.items()]
    told = [f"{show(number)} {word}" for word, number in found if number]
    expected = BY_CHANCE[limit] * placed
    about = f"about {show(expected)}" if expected >= 1 else "fewer than one"
    said = " and ".join(told) if told else "none"
    return f"Beyond the {limit:g}% limits: {said}; chance alone would put {about} there."


def _bounds(chart: Funnel) -> list[dict[str, Any]]:
    x = [float(f"{size:.4g}") for size in chart.limits.sizes.tolist()]
    found = []
    for pair, dash, name in (
        (chart.limits.far, "solid", "99.8% limits"),
        (chart.limits.near, "dash", "95% limits"),
    ):
        for at, line in enumerate(pair):
            found.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": x,
                    "y": round_many(line, chart.points.decimals[1] + 1).tolist(),
                    "line": {"color": palette.LINE, "width": 1.5, "dash": dash},
                    "name": name + (", widened" if chart.widened else ""),
                    "legendgroup": name,
                    "showlegend": at == 0,
                    "hoverinfo": "skip",
                }
            )
    ends = {"x": [x[0], x[-1]], "y": [float(f"{chart.centre:.6g}")] * 2}
    return [*found, layout.benchmark_trace(layout.wrapped(chart.centre_label), ends)]


def _template(chart: Funnel) -> str:
    sizes, places = chart.points.decimals
    return f"%{{text}}: {written('y', chart.unit, places)} of %{{x:,.{sizes}f}}"


def written(axis: str, unit: str, decimals: int) -> str:
    """A coordinate with its unit, in the words of plotly's templates."""
    number = f"%{{{axis}:,.{decimals}f}}"
    if unit == "£":
        return f"£{number}"
    return (
        f"{number}{layout.safe(unit)}" if unit == "%" else f"{number} {layout.safe(unit)}".rstrip()
    )


def _layout(chart: Funnel) -> dict[str, Any]:
    title = {"text": layout.wrapped(chart.size_word, 40), "font": {"size": 12}}
    sizes = layout.axis(title={**title, "standoff": 8}, rangemode="tozero", zeroline=False)
    top = float(np.nanmax(np.append(chart.points.y, chart.centre)))
    low = float(np.nanmin(np.append(chart.points.y, chart.centre)))
    edge = (top - low) * 0.08 or abs(top) * 0.1 or 1.0
    # Limits of the smallest practices reach far beyond every value.
    values = {**layout.value_axis(chart.unit), "range": [low - edge, top + edge], "zeroline": False}
    drawn = layout.frame(_HEIGHT, xaxis=sizes, yaxis=values, hovermode="closest")
    if not chart.widened:
        return drawn
    named = {
        "text": layout.wrapped(f"Limits widened: {chart.widened}", 44),
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "top",
        "align": "right",
        "showarrow": False,
        "font": {"size": 12},
        "bgcolor": palette.PAPER,
    }
    return {**drawn, "annotations": [named]}
