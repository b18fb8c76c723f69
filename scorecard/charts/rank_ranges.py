"""Ranks under many weightings: a bar from the best to the worst, with a point for the rank now."""

from typing import Any

from scorecard.calc.rounding import for_drawing, show
from scorecard.calc.types import Band
from scorecard.charts import layout, palette
from scorecard.charts.types import Chart, RankItem, RankRanges

_ROW, _FRAME = 24, 150
# Told apart by pattern as well as by colour.
_KEEPS, _DEPENDS = "#aeb7bd", "#ffffff"
_LEVELS = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)


def rank_ranges(chart: RankRanges, palette_name: str = "nhs") -> Chart:
    """Draw the practices in the order given; rank 1, the best, is at the left."""
    looks = palette.PALETTES[palette_name]
    traces = [
        *_bars(chart, "Keeps its band", True),
        *_bars(chart, "Band depends on the weights", False),
        *(trace for level in _LEVELS for trace in _points(chart, level, looks[level])),
    ]
    return Chart(
        heading=chart.title,
        summary=chart.summary,
        figure=layout.plain(traces, _layout(chart)) if chart.items else {},
        columns=("Practice", "Rank now", "Best rank", "Worst rank", "Keeps its band", "Band now"),
        rows=tuple(_row(item) for item in chart.items),
        urls=tuple(item.url for item in chart.items),
        numbers=(1, 2, 3, 4),
    )


def kept_words(kept: float | None) -> str:
    """The share as a percentage that says 100 and 0 only where it is all or none."""
    if kept is None:
        return "No band"
    if 0 < kept < 1:
        return f"{show(min(max(kept * 100, 0.1), 99.9), 1)}%"
    return f"{show(kept * 100)}%"


def _bars(chart: RankRanges, name: str, keeps: bool) -> list[dict[str, Any]]:
    drawn = [(at, one) for at, one in enumerate(chart.items) if (one.kept == 1) is keeps]
    if not drawn:
        return []
    marker: dict[str, Any] = {
        "color": _KEEPS if keeps else _DEPENDS,
        "line": {"color": palette.TEXT, "width": 1},
    }
    if not keeps:
        strokes = {"fgcolor": palette.TEXT, "size": 6, "solidity": 0.2}
        marker["pattern"] = {"shape": "/", "fillmode": "overlay", **strokes}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "base": [for_drawing(item.best - 0.4) for _, item in drawn],
            "x": [for_drawing(item.worst - item.best + 0.8) for _, item in drawn],
            "y": [at for at, _ in drawn],
            "marker": marker,
            "hovertext": [_hover(item) for _, item in drawn],
            "hoverinfo": "text",
            "customdata": [item.url for _, item in drawn],
        }
    ]


def _points(chart: RankRanges, level: Band, look: palette.Look) -> list[dict[str, Any]]:
    drawn = [(at, item) for at, item in enumerate(chart.items) if item.band is level]
    if not drawn:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": f"Now: {look.glyph} {look.word}",
            "x": [item.rank for _, item in drawn],
            "y": [at for at, _ in drawn],
            "marker": layout.point_marker(look),
            "hovertext": [_hover(item) for _, item in drawn],
            "hoverinfo": "text",
            "customdata": [item.url for _, item in drawn],
        }
    ]


def _hover(item: RankItem) -> str:
    kept = "" if item.kept is None else f", keeps its band in {kept_words(item.kept)}"
    ranks = f"rank {item.rank}, from {item.best} to {item.worst}"
    return f"{layout.safe(item.label)}: {ranks}{kept}"


def _row(item: RankItem) -> tuple[str, ...]:
    return (
        item.label,
        show(item.rank),
        show(item.best),
        show(item.worst),
        kept_words(item.kept),
        palette.NHS[item.band].word,
    )


def _layout(chart: RankRanges) -> dict[str, Any]:
    names = layout.axis(
        tickvals=list(range(len(chart.items))),
        ticktext=[layout.safe(layout.shortened(item.label)) for item in chart.items],
        range=[len(chart.items) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 12},
    )
    scale = layout.value_axis("rank, 1 is best")
    height = _FRAME + _ROW * len(chart.items)
    return layout.frame(height, xaxis=scale, yaxis=names, bargap=0.35, barmode="overlay")
