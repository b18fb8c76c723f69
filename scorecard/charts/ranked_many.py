"""More practices than bars can show, best first: a point each over the band of their intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scorecard.calc.rounding import round_many
from scorecard.calc.types import Band, Codes, Floats, Polarity
from scorecard.charts import layout, palette
from scorecard.charts.funnel import written
from scorecard.charts.many import ELSEWHERE, Points, markers
from scorecard.charts.types import Chart
from scorecard.charts.words import SHORT_UNITS, counted, figure_with_unit, in_bands

_HEIGHT = 420


@dataclass(frozen=True, slots=True)
class RankedMany:
    """As `RankedBars`, in columns in order of name; NaN is missing. `written`: a value by its
    place, and `line` the benchmark, as the table beside the chart has them."""

    title: str
    unit: str
    decimals: int
    labels: Sequence[str]
    values: Floats
    lower: Floats
    upper: Floats
    bands: Codes
    polarity: Polarity = Polarity.HIGH
    benchmark: float | None = None
    benchmark_label: str = ""
    by_name: bool = False
    item_word: str = "practice"
    written: Callable[[int], str] | None = None
    line: str = ""


def ranked_many(chart: RankedMany, draws: bool = True) -> Chart:
    """Draw the points in order; the table is the caller's, who pages it."""
    order = best_first(chart.values, chart.polarity)
    figure: dict[str, Any] = {}
    if order.size:
        figure = dict(ELSEWHERE)
    if figure and draws:
        drawn = np.sort(order) if chart.by_name else order
        traces = [*_intervals(chart, drawn), *_benchmark(chart, drawn.size)]
        traces += markers(_points(chart, drawn), _template(chart))
        figure = {"data": traces, "layout": _layout(chart), "config": dict(layout.CONFIG)}
    return Chart(chart.title, summary(chart, order), figure, (), ())


def best_first(values: Floats, polarity: Polarity) -> Any:
    """Positions of the known values, best first (highest first where nothing is judged)."""
    known = np.flatnonzero(~np.isnan(values))
    sign = 1 if polarity is Polarity.LOW else -1
    return known[np.argsort(sign * values[known], kind="stable")]


def summary(chart: RankedMany, order: Any) -> str:
    """How many of each band, the ends, the benchmark, and who has no figure."""
    if not order.size:
        return f"No {chart.item_word} has a figure yet."
    counts = [int((chart.bands[order] == level).sum()) for level in (3, 2, 1)]
    ends = sorted((order[0], order[-1]), key=lambda at: chart.values[at])
    low, high = (f"{_of(chart, int(at))} ({chart.labels[at]})" for at in ends)
    parts = [in_bands(*counts)] if any(counts) else []
    parts.append(f"values run from {low} to {high}")
    if chart.benchmark is not None:
        named = chart.benchmark_label or "the benchmark"
        parts.append(f"{named} is {chart.line or _written(chart, chart.benchmark)}")
    if absent := len(chart.labels) - order.size:
        parts.append(f"{counted(absent, 'has', 'have')} no figure")
    who = counted(order.size, chart.item_word, f"{chart.item_word}s")
    return f"Of {who} with a figure, {'; '.join(parts)}."


def _points(chart: RankedMany, order: Any) -> Points:
    return Points(
        labels=[chart.labels[at] for at in order.tolist()],
        x=np.arange(1.0, order.size + 1),
        y=chart.values[order],
        bands=np.where(chart.bands[order] > 0, chart.bands[order], Band.NONE),
        decimals=(0, chart.decimals),
    )


def _intervals(chart: RankedMany, order: Any) -> list[dict[str, Any]]:
    ends = chart.lower[order], chart.upper[order]
    known = np.flatnonzero(~np.isnan(ends[0]) & ~np.isnan(ends[1]))
    if not known.size:
        return []
    low, high = (round_many(end[known], chart.decimals).tolist() for end in ends)
    line = {"color": palette.SHADE, "width": 0.5}
    kind = {"type": "scatter", "mode": "lines", "x": (known + 1).tolist(), "hoverinfo": "skip"}
    return [
        {**kind, "y": low, "line": line, "showlegend": False},
        {
            **kind,
            "y": high,
            "line": line,
            "fill": "tonexty",
            "fillcolor": palette.SHADE,
            "name": "95% intervals",
        },
    ]


def _benchmark(chart: RankedMany, number: int) -> list[dict[str, Any]]:
    if chart.benchmark is None:
        return []
    level = float(f"{chart.benchmark:.6g}")
    unit = chart.unit if chart.unit in SHORT_UNITS else ""
    said = figure_with_unit(chart.benchmark, unit, chart.decimals)
    name = layout.wrapped(f"{chart.benchmark_label or 'Benchmark'} {said}")
    return [layout.benchmark_trace(name, {"x": [0, number + 1], "y": [level] * 2})]


def _template(chart: RankedMany) -> str:
    return f"%{{text}}: {written('y', chart.unit, chart.decimals)}"


def _layout(chart: RankedMany) -> dict[str, Any]:
    first = "highest first" if chart.polarity is Polarity.NONE else "best first"
    said = f"{chart.item_word.capitalize()}s, {'by name' if chart.by_name else first}"
    title = {"text": said, "font": {"size": 12}, "standoff": 8}
    places = layout.axis(title=title, showgrid=False, zeroline=False)
    return layout.frame(
        _HEIGHT, xaxis=places, yaxis=layout.value_axis(chart.unit), hovermode="closest"
    )


def _of(chart: RankedMany, at: int) -> str:
    return chart.written(at) if chart.written else _written(chart, chart.values[at])


def _written(chart: RankedMany, value: float) -> str:
    return figure_with_unit(float(value), chart.unit, chart.decimals)
