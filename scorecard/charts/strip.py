"""Every value as a point on one scale, in a row for each band, with the levels as lines."""

from typing import Any

from scorecard.calc.rounding import for_drawing
from scorecard.calc.types import Band
from scorecard.charts import layout, palette, words
from scorecard.charts.ranked import in_order
from scorecard.charts.types import BandStrip, BarItem, Chart, RankedBars

_HEIGHT = 340
_ROWS = (Band.NONE, Band.RED, Band.AMBER, Band.GREEN)  # from below
_DASHES = ("dash", "dot", "dashdot", "longdash")
_STEPS = (0.0, 0.18, -0.18, 0.3, -0.3)  # so that neighbours do not hide one another


def band_strip(chart: BandStrip, palette_name: str = "nhs") -> Chart:
    """Draw the points; the table has them best first, and those without a value last."""
    looks = palette.PALETTES[palette_name]
    as_bars = RankedBars(chart.title, chart.unit, chart.decimals, chart.items, chart.polarity)
    ranked = in_order(as_bars)
    any_value = any(item.value is not None for item in ranked)
    traces = [t for level in reversed(_ROWS) if (t := _points(chart, level, looks[level]))]
    traces += [_mark(chart, at) for at in range(len(chart.marks))]
    return Chart(
        heading=chart.title,
        summary=words.ranked_summary(as_bars, ranked),
        figure=layout.plain(traces, _layout(chart, looks)) if any_value else {},
        columns=(chart.item_word.capitalize(), "Value", "Band"),
        rows=(*(_row(chart, item) for item in ranked), *_mark_rows(chart)),
        urls=("",) * (len(ranked) + len(chart.marks)),
        numbers=(1,),
    )


def _points(chart: BandStrip, level: Band, look: palette.Look) -> dict[str, Any] | None:
    found = [one for one in chart.items if one.band is level and one.value is not None]
    if not found:
        return None
    items = sorted(found, key=lambda item: item.value or 0.0)
    row = _ROWS.index(level)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{look.glyph} {look.word}",
        "x": [for_drawing(item.value or 0.0) for item in items],
        "y": [for_drawing(row + _STEPS[at % len(_STEPS)]) for at in range(len(items))],
        "marker": layout.point_marker(look),
        "hovertext": [
            f"{layout.safe(item.label)}: {words.value_or_reason(item, chart.unit, chart.decimals)}"
            for item in items
        ],
        "hoverinfo": "text",
    }


def _mark(chart: BandStrip, at: int) -> dict[str, Any]:
    value, label = chart.marks[at]
    ends = {"x": [for_drawing(value)] * 2, "y": [-0.5, len(_ROWS) - 0.5]}
    unit = chart.unit if chart.unit in words.SHORT_UNITS else ""
    written = words.figure_with_unit(value, unit, chart.decimals)
    trace = layout.benchmark_trace(layout.wrapped(f"{label} {written}"), ends)
    return {**trace, "line": {**trace["line"], "dash": _DASHES[at % len(_DASHES)]}}


def _layout(chart: BandStrip, looks: Any) -> dict[str, Any]:
    counts = [sum(one.band is level and one.value is not None for one in chart.items)
              for level in _ROWS]  # fmt: skip
    names = [f"{looks[level].word} ({n})" for level, n in zip(_ROWS, counts, strict=True)]
    rows = layout.axis(
        tickvals=list(range(len(_ROWS))),
        ticktext=names,
        range=[-0.5, len(_ROWS) - 0.5],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 12},
    )
    return layout.frame(_HEIGHT, xaxis=layout.value_axis(chart.unit), yaxis=rows)


def _row(chart: BandStrip, item: BarItem) -> tuple[str, ...]:
    return item.label, words.value_or_reason(item, chart.unit, chart.decimals), words.band(item)


def _mark_rows(chart: BandStrip) -> list[tuple[str, ...]]:
    return [
        (label, words.figure_with_unit(value, chart.unit, chart.decimals), "Level")
        for value, label in chart.marks
    ]
