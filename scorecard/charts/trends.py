"""One practice or area through the periods, with intervals, benchmark and notes."""

from dataclasses import replace
from typing import Any

from scorecard.calc.rounding import for_drawing
from scorecard.calc.types import Band
from scorecard.charts import layout, palette, words
from scorecard.charts.types import Chart, TrendLine, TrendPoint

_HEIGHT = 340


def trend_line(chart: TrendLine, palette_name: str = "nhs") -> Chart:
    """Draw the line, broken where a period has no value, with a marker per band."""
    looks = palette.PALETTES[palette_name]
    any_value = any(point.value is not None for point in chart.points)
    traces = [*_control(chart), _line(chart), *_benchmark(chart)]
    traces += [
        trace
        for level in (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
        if (trace := _markers(chart, level, looks[level]))
    ]
    traces += _signals(chart)
    return Chart(
        heading=chart.title,
        summary=words.trend_summary(chart),
        figure=layout.plain(traces, _layout(chart)) if any_value else {},
        columns=(
            *("Period", "Value", "Interval", "Band"),
            *_benchmark_column(chart),
            *_control_column(chart),
            "Note",
        ),
        rows=tuple(_row(chart, point) for point in chart.points),
        urls=("",) * len(chart.points),
        numbers=(1, 2, *range(4, 4 + len((*_benchmark_column(chart), *_control_column(chart))))),
    )


def _line(chart: TrendLine) -> dict[str, Any]:
    values = [None if point.value is None else for_drawing(point.value) for point in chart.points]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(range(len(values))),
        "y": values,
        "error_y": layout.error_bars(chart.points),
        "line": {"color": palette.LINE, "width": 2},
        "connectgaps": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _markers(chart: TrendLine, level: Band, look: palette.Look) -> dict[str, Any] | None:
    drawn = [
        (at, point)
        for at, point in enumerate(chart.points)
        if point.band is level and point.value is not None
    ]
    if not drawn:
        return None
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{look.glyph} {look.word}",
        "x": [at for at, _ in drawn],
        "y": [for_drawing(point.value or 0.0) for _, point in drawn],
        "marker": layout.point_marker(look),
        "hovertext": [layout.safe(_hover(chart, point)) for _, point in drawn],
        "hoverinfo": "text",
    }


def _benchmarks(chart: TrendLine) -> list[float | None]:
    return [
        chart.benchmark if point.benchmark is None else point.benchmark for point in chart.points
    ]


def _benchmark(chart: TrendLine) -> list[dict[str, Any]]:
    levels = _benchmarks(chart)
    if all(level is None for level in levels):
        return []
    drawn = [None if level is None else for_drawing(level) for level in levels]
    name = layout.wrapped(chart.benchmark_label or "Benchmark")
    return [layout.benchmark_trace(name, {"x": list(range(len(drawn))), "y": drawn})]


def _benchmark_column(chart: TrendLine) -> tuple[str, ...]:
    return (chart.benchmark_label or "Benchmark",) if _benchmark(chart) else ()


def _control(chart: TrendLine) -> list[dict[str, Any]]:
    """Mean and limits of the control chart: broken where a new baseline begins."""
    if not _control_column(chart):
        return []
    known = [point.control for point in chart.points]
    return [
        _level("Mean of its own points", "dashdot", [one.centre if one else None for one in known]),
        _level("Control limits", "dot", [one.upper if one else None for one in known]),
        _level("", "dot", [one.lower if one else None for one in known]),
    ]


def _level(name: str, dash: str, values: list[float | None]) -> dict[str, Any]:
    drawn = [None if value is None else for_drawing(value) for value in values]
    trace = layout.benchmark_trace(name, {"x": list(range(len(drawn))), "y": drawn})
    line = {"color": palette.TEXT, "width": 1, "dash": dash, "shape": "hvh"}
    return {**trace, "line": line, "connectgaps": False, "showlegend": bool(name)}


def _signals(chart: TrendLine) -> list[dict[str, Any]]:
    """A ring about each point that stands out."""
    found = [
        (at, point)
        for at, point in enumerate(chart.points)
        if point.control and point.control.signal and point.value is not None
    ]
    if not found:
        return []
    ring = {"symbol": "circle-open", "size": 18, "color": palette.TEXT, "line": {"width": 2}}
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Stands out",
            "x": [at for at, _ in found],
            "y": [for_drawing(point.value or 0.0) for _, point in found],
            "marker": ring,
            "hoverinfo": "skip",
        }
    ]


def _control_column(chart: TrendLine) -> tuple[str, ...]:
    return ("Control limits",) if any(point.control for point in chart.points) else ()


def _layout(chart: TrendLine) -> dict[str, Any]:
    periods = layout.axis(
        tickvals=list(range(len(chart.points))),
        ticktext=[_name(point) for point in chart.points],
        tickfont={"size": 12},
        showgrid=False,
        zeroline=False,
    )
    return layout.frame(_HEIGHT, xaxis=periods, yaxis=layout.value_axis(chart.unit))


def _name(point: TrendPoint) -> str:
    """The period, with a star where something changed: the hover and the table say what."""
    return layout.safe(f"{point.label} *" if point.note else point.label)


def _hover(chart: TrendLine, point: TrendPoint) -> str:
    figure = words.value_or_reason(point, chart.unit, chart.decimals)
    limits = words.interval(point, chart.unit, chart.decimals)
    note = f". {_noted(point)}" if _noted(point) else ""
    return f"{point.label}: {figure} ({limits.lower()}), {words.band(point)}{note}"


def _row(chart: TrendLine, point: TrendPoint) -> tuple[str, ...]:
    unit, decimals = chart.unit, chart.decimals
    level = chart.benchmark if point.benchmark is None else point.benchmark
    written = "No data" if level is None else words.figure_with_unit(level, unit, decimals)
    return (
        point.label,
        words.value_or_reason(point, unit, decimals),
        words.interval(point, unit, decimals),
        words.band(point),
        *(written for _ in _benchmark_column(chart)),
        *(_limits(chart, point) for _ in _control_column(chart)),
        _noted(point),
    )


def _limits(chart: TrendLine, point: TrendPoint) -> str:
    if point.control is None:
        return "None"
    limits = replace(point, lower=point.control.lower, upper=point.control.upper)
    return words.interval(limits, chart.unit, chart.decimals)


def _noted(point: TrendPoint) -> str:
    signal = point.control.signal if point.control else ""
    return "; ".join(filter(None, (point.note, signal)))
