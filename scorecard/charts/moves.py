"""Scores before and after a change, as dumbbells: a ring for before, the band's shape for after."""

from collections.abc import Sequence
from typing import Any

from scorecard.calc.rounding import for_drawing, show
from scorecard.calc.types import Band
from scorecard.charts import layout, palette
from scorecard.charts.types import Chart, MoveItem, ScoreMoves

_ROW, _FRAME = 24, 150
_LEVELS = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
NO_SCORE = "No score"


def score_moves(chart: ScoreMoves, palette_name: str = "nhs") -> Chart:
    """Draw the practices in the order given; who has no score before or after has one mark."""
    looks = palette.PALETTES[palette_name]
    any_score = any(item.before is not None or item.after is not None for item in chart.items)
    traces = [
        _lines(chart.items),
        *_level_lines(chart),
        *_marks(chart.items, [item.before for item in chart.items], "Before", _ring()),
        *(
            trace
            for level in _LEVELS
            for trace in _marks(
                chart.items,
                [item.after if item.band_after is level else None for item in chart.items],
                f"After: {looks[level].glyph} {looks[level].word}",
                layout.point_marker(looks[level]),
            )
        ),
    ]
    return Chart(
        heading=chart.title,
        summary=chart.summary,
        figure=layout.plain(traces, _layout(chart)) if any_score else {},
        columns=("Practice", "Score before", "Score after", "Band before", "Band after"),
        rows=tuple(_row(item) for item in chart.items),
        urls=tuple(item.url for item in chart.items),
        numbers=(1, 2),
    )


def _lines(items: Sequence[MoveItem]) -> dict[str, Any]:
    places: list[float | None] = []
    rows: list[int | None] = []
    for at, item in enumerate(items):
        if item.before is not None and item.after is not None:
            places += [for_drawing(item.before), for_drawing(item.after), None]
            rows += [at, at, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "y": rows,
        "line": {"color": palette.TEXT, "width": 2},
        "connectgaps": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _level_lines(chart: ScoreMoves) -> list[dict[str, Any]]:
    ends = [-0.5, len(chart.items) - 0.5]
    return [
        layout.benchmark_trace(f"{name} {level:g}", {"x": [for_drawing(level)] * 2, "y": ends})
        for name, level in chart.levels
    ]


def _ring() -> dict[str, Any]:
    outline = {"color": palette.TEXT, "width": 2}
    return {"symbol": "circle", "size": 9, "color": palette.PAPER, "line": outline}


def _marks(
    items: Sequence[MoveItem],
    places: Sequence[float | None],
    name: str,
    marker: dict[str, Any],
) -> list[dict[str, Any]]:
    drawn = [(at, place) for at, place in enumerate(places) if place is not None]
    if not drawn:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [for_drawing(place) for _, place in drawn],
            "y": [at for at, _ in drawn],
            "marker": marker,
            "hovertext": [_hover(items[at]) for at, _ in drawn],
            "hoverinfo": "text",
            "customdata": [items[at].url for at, _ in drawn],
        }
    ]


def _hover(item: MoveItem) -> str:
    _, before, after, band_before, band_after = _row(item)
    name = layout.safe(item.label)
    return f"{name}: {before} ({band_before.lower()}) to {after} ({band_after.lower()})"


def _row(item: MoveItem) -> tuple[str, ...]:
    return (
        item.label,
        _score(item.before),
        _score(item.after),
        palette.NHS[item.band_before].word,
        palette.NHS[item.band_after].word,
    )


def _score(score: float | None) -> str:
    return NO_SCORE if score is None else show(score, 1)


def _layout(chart: ScoreMoves) -> dict[str, Any]:
    names = layout.axis(
        tickvals=list(range(len(chart.items))),
        ticktext=[layout.safe(layout.shortened(item.label)) for item in chart.items],
        range=[len(chart.items) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        tickfont={"size": 12},
    )
    scale = {**layout.value_axis("score"), "range": [-2, 102], "zeroline": False}
    height = _FRAME + _ROW * len(chart.items)
    return layout.frame(height, xaxis=scale, yaxis=names)
