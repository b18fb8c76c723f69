"""A line through the periods of something that has no band: nothing is said of bands."""

from collections.abc import Sequence
from dataclasses import replace

from scorecard.charts.figures import trend_line
from scorecard.charts.types import Chart, TrendLine


def unbanded_trend(line: TrendLine, more: str = "", values: Sequence[str] = ()) -> Chart:
    """As `trend_line`, without legend and column of bands; `more` is a column of its own."""
    chart = trend_line(line)
    at = chart.columns.index("Band")
    figure = dict(chart.figure)
    if figure:
        markers = [{**one, "showlegend": "markers" not in one["mode"]} for one in figure["data"]]
        named = [
            {**one, "showlegend": one["showlegend"] and bool(one.get("name"))} for one in markers
        ]
        figure["data"] = named
    columns = chart.columns[:at] + ((more,) if more else ()) + chart.columns[at + 1 :]
    texts = values or [""] * len(chart.rows)
    rows = tuple(
        row[:at] + ((text,) if more else ()) + row[at + 1 :]
        for row, text in zip(chart.rows, texts, strict=True)
    )
    shift = 0 if more else 1
    numbers = tuple(one - shift if one > at else one for one in chart.numbers if one != at)
    return replace(
        chart,
        figure=figure,
        columns=columns,
        rows=rows,
        numbers=(*numbers, *((at,) if more else ())),
    )
