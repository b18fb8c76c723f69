"""All practices on one indicator as bars, best first, coloured and patterned by band."""

from collections.abc import Sequence
from typing import Any

from scorecard.calc.rounding import for_drawing
from scorecard.calc.types import Band, Polarity
from scorecard.charts import layout, palette, words
from scorecard.charts.types import BarItem, Chart, RankedBars

LABELLED_UP_TO = 60  # bars; above this the names would be unreadable and go to hover and table
_ROW, _FRAME, _UPRIGHT = 24, 136, 360  # pixels: a labelled bar, what surrounds them, unlabelled
Placed = list[tuple[int, BarItem]]


def ranked_bars(chart: RankedBars, palette_name: str = "nhs") -> Chart:
    """Draw the bars; up to 60 lie down with their names, more stand up without."""
    ranked = sorted(chart.items, key=lambda item: item.label) if chart.by_name else in_order(chart)
    lying = len(ranked) <= LABELLED_UP_TO
    looks = palette.PALETTES[palette_name]
    placed = list(enumerate(ranked))
    any_value = any(item.value is not None for item in ranked)
    traces = [
        trace
        for level in (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
        if (trace := _bars(chart, placed, level, looks[level], lying))
    ]
    traces += [*_benchmark(chart, len(ranked), lying), *_missing(placed, lying)]
    return Chart(
        heading=chart.title,
        summary=words.ranked_summary(chart, in_order(chart)),
        figure=layout.plain(traces, _layout(chart, ranked, lying)) if any_value else {},
        columns=(chart.item_word.capitalize(), "Value", "Interval", "Band"),
        rows=(*(_row(chart, item) for item in ranked), *_benchmark_row(chart)),
        urls=(*(item.url for item in ranked), *("" for _ in _benchmark_row(chart))),
        numbers=(1, 2),
    )


def in_order(chart: RankedBars) -> list[BarItem]:
    """Best first (highest first where nothing is judged), equal values by name, missing last."""
    sign = 1 if chart.polarity is Polarity.LOW else -1
    return sorted(
        chart.items,
        key=lambda item: (item.value is None, sign * (item.value or 0.0), item.label),
    )


def _bars(
    chart: RankedBars, placed: Placed, level: Band, look: palette.Look, lying: bool
) -> dict[str, Any] | None:
    drawn = [(at, item) for at, item in placed if item.band is level and item.value is not None]
    if not drawn:
        return None
    items = [item for _, item in drawn]
    lengths = [for_drawing(item.value or 0.0) for item in items]
    places = [at for at, _ in drawn]
    return {
        "type": "bar",
        "name": f"{look.glyph} {look.word}",
        "orientation": "h" if lying else "v",
        **_along(lengths, places, lying),
        "showlegend": not chart.pooled,
        "error_x" if lying else "error_y": layout.error_bars(items, cap=2 if lying else 0),
        "marker": layout.bar_marker(
            palette.UNBANDED if chart.pooled else look,
            [3 if item.highlighted else int(lying) for item in items],
        ),
        "hovertext": [_hover(chart, item) for item in items],
        "hoverinfo": "text",
        "customdata": [item.url for item in items],
    }


def _along(lengths: Sequence[float], places: Sequence[float], lying: bool) -> dict[str, Any]:
    return {"x": lengths, "y": places} if lying else {"x": places, "y": lengths}


def _hover(chart: RankedBars, item: BarItem) -> str:
    figure = words.value_or_reason(item, chart.unit, chart.decimals)
    limits = words.interval(item, chart.unit, chart.decimals)
    said = f"{layout.safe(item.label)}: {figure} ({limits.lower()})"
    return said if chart.pooled else f"{said}, {words.band(item)}"


def _benchmark(chart: RankedBars, number: int, lying: bool) -> list[dict[str, Any]]:
    if chart.benchmark is None:
        return []
    ends = _along([for_drawing(chart.benchmark)] * 2, [-0.5, number - 0.5], lying)
    # A long unit would be cut off on a phone; the axis has it.
    unit = chart.unit if chart.unit in words.SHORT_UNITS else ""
    written = words.figure_with_unit(chart.benchmark, unit, chart.decimals)
    name = layout.wrapped(f"{chart.benchmark_label or 'Benchmark'} {written}")
    return [layout.benchmark_trace(name, ends)]


def _missing(placed: Placed, lying: bool) -> list[dict[str, Any]]:
    """Where a bar would be, the reason why there is none; only where names are shown."""
    absent = [(at, item) for at, item in placed if item.value is None]
    if not absent or not lying:
        return []
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [0] * len(absent),
            "y": [at for at, _ in absent],
            "text": [words.band(item) for _, item in absent],
            "textposition": "middle right",
            "textfont": {"size": 11},
            "cliponaxis": False,
            "showlegend": False,
            "hoverinfo": "skip",
        }
    ]


def _layout(chart: RankedBars, ranked: Sequence[BarItem], lying: bool) -> dict[str, Any]:
    scale = layout.value_axis(chart.unit)
    if not lying:
        hidden = layout.axis(showticklabels=False, showgrid=False)
        return layout.frame(_UPRIGHT, xaxis=hidden, yaxis=scale, bargap=0.1)
    names = layout.axis(
        tickvals=list(range(len(ranked))),
        ticktext=[_name(item) for item in ranked],
        range=[len(ranked) - 0.5, -0.5],
        showgrid=False,
        tickfont={"size": 12},
    )
    return layout.frame(_FRAME + _ROW * len(ranked), xaxis=scale, yaxis=names, bargap=0.25)


def _name(item: BarItem) -> str:
    name = layout.safe(layout.shortened(item.label))
    return f"<b>▶ {name}</b>" if item.highlighted else name


def _row(chart: RankedBars, item: BarItem) -> tuple[str, ...]:
    figure = words.value_or_reason(item, chart.unit, chart.decimals)
    return item.label, figure, words.interval(item, chart.unit, chart.decimals), words.band(item)


def _benchmark_row(chart: RankedBars) -> list[tuple[str, ...]]:
    if chart.benchmark is None:
        return []
    written = words.figure_with_unit(chart.benchmark, chart.unit, chart.decimals)
    return [(chart.benchmark_label or "Benchmark", written, "No interval", "Benchmark")]
