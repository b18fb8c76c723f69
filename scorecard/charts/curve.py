"""Reliability against the number of patients counted, with the practices' own numbers on it."""

from dataclasses import dataclass
from typing import Any

from scorecard.calc.rounding import for_drawing, show
from scorecard.charts import layout, palette
from scorecard.charts.types import Chart

_HEIGHT = 340


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A number that stands for something: "the median practice"."""

    label: str
    n: float
    reliability: float


@dataclass(frozen=True, slots=True)
class ReliabilityCurve:
    """`curve` are (n, reliability) to draw; `points` are named and in the table, smallest first.

    `wanted` is drawn as a line; `needed` is the n that reaches it, None where none does.
    """

    title: str
    curve: tuple[tuple[float, float], ...]
    points: tuple[CurvePoint, ...]
    wanted: float
    needed: float | None


def reliability_curve(chart: ReliabilityCurve) -> Chart:
    """Draw the curve, the practices' own numbers on it and the wanted level."""
    return Chart(
        heading=chart.title,
        summary=_summary(chart),
        figure=layout.plain(_traces(chart), _layout()),
        columns=("Practice", "Patients counted", "Reliability"),
        rows=tuple((p.label, show(p.n), show(p.reliability, 2)) for p in chart.points),
        urls=("",) * len(chart.points),
        numbers=(1, 2),
    )


def _traces(chart: ReliabilityCurve) -> list[dict[str, Any]]:
    xs, ys = zip(*chart.curve, strict=True)
    ends = {"x": [for_drawing(xs[0]), for_drawing(xs[-1])], "y": [chart.wanted] * 2}
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "reliability",
            "x": [for_drawing(x) for x in xs],
            "y": [for_drawing(y) for y in ys],
            "line": {"color": palette.LINE, "width": 2},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "name": "practices in this area",
            "x": [for_drawing(p.n) for p in chart.points],
            "y": [for_drawing(p.reliability) for p in chart.points],
            "marker": {"color": palette.TEXT, "size": 11, "symbol": "diamond"},
            "hovertext": [layout.safe(_hover(p)) for p in chart.points],
            "hoverinfo": "text",
        },
        layout.benchmark_trace(f"wanted: {show(chart.wanted, 2)}", ends),
    ]


def _layout() -> dict[str, Any]:
    title = {"text": "patients counted", "font": {"size": 12}, "standoff": 8}
    return layout.frame(
        _HEIGHT,
        xaxis=layout.axis(title=title, rangemode="tozero"),
        yaxis=layout.axis(range=[0, 1.02], tickformat=".1f"),
    )


def _hover(point: CurvePoint) -> str:
    return f"{point.label}: {show(point.n)} patients, reliability {show(point.reliability, 2)}"


def _summary(chart: ReliabilityCurve) -> str:
    wanted = show(chart.wanted, 2)
    if chart.needed is None:
        return (
            "Practices differ by no more than chance would make them, so no number of patients "
            "would tell them apart."
        )
    parts = [
        f"{point.label} counts {show(point.n)} patients: reliability {show(point.reliability, 2)}"
        for point in chart.points
    ]
    told = "; ".join(parts)
    about = max(1, round(chart.needed))
    end = f"{wanted} takes about {show(about)} patient{'s' if about != 1 else ''}"
    return f"{told[:1].upper()}{told[1:]}; {end}." if told else f"{end}."
