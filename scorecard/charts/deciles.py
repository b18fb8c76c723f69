"""All practices through the periods: the median, and the nine deciles as bands about it."""

from dataclasses import dataclass
from typing import Any

from scorecard.calc.rounding import for_drawing, ordinal, show
from scorecard.charts import layout, palette
from scorecard.charts.types import Chart
from scorecard.charts.words import counted, figure_with_unit

_HEIGHT = 380
NINE = tuple(range(10, 100, 10))  # per cent
_MIDDLE = 4
_SHADES = ("#eaf1f8", "#d2dfee", "#b3cbe4", "#90b3d8")  # from the outermost pair inwards


@dataclass(frozen=True, slots=True)
class DecilePoint:
    """One period: the nine deciles of the practices' values, ascending; empty with no value.

    `note` says what changed there ("new definition").
    """

    label: str
    practices: int
    deciles: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecileLines:
    """An indicator through the periods, oldest first; at least one with values."""

    title: str
    unit: str
    decimals: int
    points: tuple[DecilePoint, ...]


def decile_lines(chart: DecileLines) -> Chart:
    """Draw the median as a line over four pairs of deciles, shaded the darker the nearer to it."""
    return Chart(
        heading=chart.title,
        summary=_summary(chart),
        figure=layout.plain(_traces(chart), _layout(chart)),
        columns=("Period", "Practices", *map(_decile_name, range(9)), "Note"),
        rows=tuple(_row(chart, point) for point in chart.points),
        urls=("",) * len(chart.points),
        numbers=tuple(range(1, 11)),
    )


def _decile_name(at: int) -> str:
    return "Median" if at == _MIDDLE else f"{ordinal(at + 1)} decile"


def _row(chart: DecileLines, point: DecilePoint) -> tuple[str, ...]:
    values = [_written(chart, one) for one in point.deciles] or ["No data"] * 9
    return point.label, show(point.practices), *values, point.note


def _traces(chart: DecileLines) -> list[dict[str, Any]]:
    traces = []
    for at, shade in enumerate(_SHADES):
        name = f"{ordinal(at + 1)} to {ordinal(9 - at)} decile"
        traces.append(_edge(chart, at, shade))
        upper = {"name": name, "fill": "tonexty", "fillcolor": shade, "showlegend": True}
        traces.append({**_edge(chart, 8 - at, shade), **upper})
    return [*traces, _median(chart)]


def _edge(chart: DecileLines, at: int, shade: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(chart.points))),
        "y": [for_drawing(one.deciles[at]) if one.deciles else None for one in chart.points],
        "line": {"color": shade, "width": 1},
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _median(chart: DecileLines) -> dict[str, Any]:
    return {
        **_edge(chart, _MIDDLE, palette.LINE),
        "mode": "lines+markers",
        "name": "median",
        "line": {"color": palette.LINE, "width": 3},
        "marker": {"color": palette.LINE, "size": 8},
        "showlegend": True,
        "hovertext": [layout.safe(_hover(chart, one)) for one in chart.points],
        "hoverinfo": "text",
    }


def _layout(chart: DecileLines) -> dict[str, Any]:
    names = [f"{one.label} *" if one.note else one.label for one in chart.points]
    periods = layout.axis(
        tickvals=list(range(len(names))),
        ticktext=[layout.safe(name) for name in names],
        tickfont={"size": 12},
        showgrid=False,
        zeroline=False,
    )
    return layout.frame(_HEIGHT, xaxis=periods, yaxis=layout.value_axis(chart.unit))


def _summary(chart: DecileLines) -> str:
    known = [one for one in chart.points if one.deciles]
    first, last = known[0], known[-1]
    now, then = _written(chart, last.deciles[_MIDDLE]), _written(chart, first.deciles[_MIDDLE])
    low, high = (_written(chart, last.deciles[at]) for at in (0, 8))
    who = counted(last.practices, "practice", "practices")
    said = (
        f"In {last.label} the median of {who} is {now}; one in ten lies at {low} or below, and one"
        f" in ten at {high} or above."
    )
    if first is last:
        return said
    if now == then:
        return f"{said} The median is as in {first.label}; {_spread(chart, first, last)}."
    word = "up" if last.deciles[_MIDDLE] > first.deciles[_MIDDLE] else "down"
    return (
        f"{said} The median is {word} from {then} in {first.label}; {_spread(chart, first, last)}."
    )


def _spread(chart: DecileLines, first: DecilePoint, last: DecilePoint) -> str:
    then, now = (one.deciles[8] - one.deciles[0] for one in (first, last))
    if show(then, chart.decimals) == show(now, chart.decimals):
        return "practices lie as far apart as then"
    return f"practices lie {'further apart' if now > then else 'closer together'} than then"


def _hover(chart: DecileLines, point: DecilePoint) -> str:
    if not point.deciles:
        return f"{point.label}: no data"
    low, middle, high = (_written(chart, point.deciles[at]) for at in (0, _MIDDLE, 8))
    note = f". {point.note}" if point.note else ""
    return f"{point.label}: median {middle}, first and ninth decile {low} and {high}{note}"


def _written(chart: DecileLines, value: float) -> str:
    return figure_with_unit(value, chart.unit, chart.decimals)
