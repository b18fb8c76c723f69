"""One practice or area through the periods, with intervals, benchmark and notes."""

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
    traces = [_line(chart), *_benchmark(chart)]
    traces += [
        trace
        for level in (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
        if (trace := _markers(chart, level, looks[level]))
    ]
    return Chart(
        heading=chart.title,
        summary=words.trend_summary(chart),
        figure=layout.plain(traces, _layout(chart)) if any_value else {},
        columns=("Period", "Value", "Interval", "Band", *_benchmark_column(chart), "Note"),
        rows=tuple(_row(chart, point) for point in chart.points),
        urls=("",) * len(chart.points),
        numbers=(1, 2, *(4 for _ in _benchmark_column(chart))),
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
    note = f". {point.note}" if point.note else ""
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
        point.note,
    )
