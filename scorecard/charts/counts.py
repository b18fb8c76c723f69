"""Bands side by side: how many practices are green, amber and red, one stacked bar per item."""

from collections.abc import Mapping
from typing import Any

from scorecard.calc.rounding import show
from scorecard.calc.types import Band
from scorecard.charts import layout, palette, words
from scorecard.charts.types import BandCount, BandCounts, Chart

_ROW, _FRAME = 36, 136
_LEVELS = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)


def band_counts(chart: BandCounts, palette_name: str = "nhs") -> Chart:
    """Draw one lying bar per item, in the order given, split by band with the counts inside."""
    looks = palette.PALETTES[palette_name]
    columns = tuple(looks[level].word for level in _LEVELS)
    return Chart(
        heading=chart.title,
        summary=_summary(chart),
        figure=_figure(chart, looks) if any(_banded(chart)) else {},
        columns=(chart.item_word.capitalize(), *columns),
        rows=tuple((item.label, *map(show, _counts(item))) for item in chart.items),
        urls=tuple(item.url for item in chart.items),
        numbers=(1, 2, 3, 4),
    )


def _figure(chart: BandCounts, looks: Mapping[Band, palette.Look]) -> dict[str, Any]:
    return layout.plain([_bars(chart, looks[level], level) for level in _LEVELS], _layout(chart))


def _banded(chart: BandCounts) -> list[int]:
    return [item.green + item.amber + item.red for item in chart.items]


def _counts(item: BandCount) -> tuple[int, int, int, int]:
    return item.green, item.amber, item.red, item.none


def _bars(chart: BandCounts, look: palette.Look, level: Band) -> dict[str, Any]:
    numbers = [_counts(item)[_LEVELS.index(level)] for item in chart.items]
    return {
        "type": "bar",
        "orientation": "h",
        "name": f"{look.glyph} {look.word}",
        "x": numbers,
        "y": list(range(len(numbers))),
        "marker": layout.bar_marker(look, [1] * len(numbers)),
        "hovertext": [
            f"{layout.safe(item.label)}: {show(number)} {look.word.lower()}"
            for item, number in zip(chart.items, numbers, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [item.url for item in chart.items],
    }


def _summary(chart: BandCounts) -> str:
    sums = [sum(column) for column in zip(*map(_counts, chart.items), strict=True)]
    if not any(_banded(chart)):
        return f"Nothing is banded yet in these {chart.item_word}s."
    worst = max(chart.items, key=lambda item: item.red)
    most = f"; most reds ({show(worst.red)}) are in {worst.label}" if worst.red else ""
    rest = f", and {words.counted(sums[3], 'has', 'have')} no band" if sums[3] else ""
    results = words.counted(sum(sums), "result", "results")
    return f"Of {results} {words.in_bands(*sums[:3])}{rest}{most}."


def _layout(chart: BandCounts) -> dict[str, Any]:
    names = layout.axis(
        tickvals=list(range(len(chart.items))),
        ticktext=[layout.safe(layout.shortened(item.label)) for item in chart.items],
        range=[len(chart.items) - 0.5, -0.5],
        showgrid=False,
        tickfont={"size": 12},
    )
    scale = layout.value_axis("results")
    height = _FRAME + _ROW * len(chart.items)
    return layout.frame(height, barmode="stack", xaxis=scale, yaxis=names, bargap=0.3)
