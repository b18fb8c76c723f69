"""Spine chart: one practice on many indicators, each on a scale of its own, worse to better.

The line in the middle is the area. A row reaches as far to either side as the practice that is
furthest from it, so that indicators of any unit stand below one another. The position compares;
colour and shape are the agreed band and say nothing about the area. The names stand above their
lines: on a phone the lines have all of its width.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from scorecard.calc.rounding import show
from scorecard.calc.types import Band, Polarity
from scorecard.charts import layout, palette, words
from scorecard.charts.types import BarItem, Chart, Spine, SpineRow

EDGE = 1.08  # what lies beyond the ends of a row is drawn here
_ROW, _FRAME = 44, 110  # pixels: a name with its line, what surrounds them
_LONGEST = 100  # characters of a name above its line; on a phone static/js/charts.js cuts it
_RANGE, _HALF = "#d8dde0", "#aeb7bd"
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where values of one row stand: 0 is the area, 1 the far end on the better side."""

    middle: float
    reach: float
    sign: int

    def at(self, value: float) -> float:
        """The place, never beyond the edge."""
        place = self.sign * (value - self.middle) / self.reach
        return round(min(max(place, -EDGE), EDGE), 3)

    def between(self, one: float | None, two: float | None) -> Ends | None:
        """Two values as places, the left one first."""
        if one is None or two is None:
            return None
        low, high = sorted((self.at(one), self.at(two)))
        return low, high


def scale_of(row: SpineRow) -> Scale | None:
    """None where there is nothing to stand beside: no value of the area."""
    if row.middle is None:
        return None
    others: tuple[float | None, ...] = (row.lowest, row.highest)
    if None in others:
        others = (row.value, row.lower, row.upper, row.england, row.similar)
    far = max((abs(one - row.middle) for one in others if one is not None), default=0.0)
    return Scale(row.middle, far or 1.0, -1 if row.polarity is Polarity.LOW else 1)


def spine(chart: Spine, palette_name: str = "nhs") -> Chart:
    """Draw every row that has a value and something to compare it with; the table has them all."""
    return replace(
        drawing(chart, palette_name),
        columns=(
            "Indicator", "Value", "Interval", chart.area, "Middle half", "Lowest to highest",
            "England", "Similar practices", "Agreed band",
        ),
        rows=tuple(_row(row) for row in chart.rows),
        urls=tuple(row.url for row in chart.rows),
        numbers=(1, 2, 3, 4, 5, 6, 7),
    )  # fmt: skip


def drawing(chart: Spine, palette_name: str = "nhs") -> Chart:
    """The same without its table, for a page that has the figures in one of its own."""
    drawn = [
        (row, scale) for row in chart.rows if row.value is not None and (scale := scale_of(row))
    ]
    looks = palette.PALETTES[palette_name]
    figure = _figure(chart, drawn, looks) if drawn else {}
    return Chart(chart.title, summary(chart), figure, columns=(), rows=())


def summary(chart: Spine) -> str:
    """How many rows are better or worse than the area by more than chance explains."""
    found = [side for row in chart.rows if (side := side_of(row)) is not None]
    if not found:
        return "Nothing here can be compared with the area: an interval is missing, or its value."
    better, worse = found.count(1), found.count(-1)
    return (
        f"Of {words.counted(len(found), 'indicator', 'indicators')} that can be compared with"
        f" {chart.area}, {words.counted(better, 'is', 'are')} better and {show(worse)} worse"
        " by more than chance explains (95% interval)."
    )


def side_of(row: SpineRow) -> int | None:
    """1 better than the area by more than chance, -1 worse, 0 neither; None: cannot be told."""
    if row.middle is None or row.lower is None or row.upper is None:
        return None
    if row.polarity is Polarity.NONE or row.value is None:
        return None
    above = (row.lower > row.middle) - (row.upper < row.middle)
    return above if row.polarity is Polarity.HIGH else -above


def _figure(chart: Spine, drawn: Sequence[tuple[SpineRow, Scale]], looks: Any) -> dict[str, Any]:
    """As plain data; that it is a figure of plotly's a test looks at, not every reader's page."""
    placed = [(-at, row, scale) for at, (row, scale) in enumerate(drawn)]
    spans = [
        _bars(
            "From the lowest to the highest",
            _RANGE,
            0.22,
            [(y, scale.between(row.lowest, row.highest)) for y, row, scale in placed],
        ),
        _bars(
            "The middle half of practices",
            _HALF,
            0.22,
            [(y, scale.between(row.quarter, row.three_quarters)) for y, row, scale in placed],
        ),
    ]
    others = [
        _others("England", "line-ns-open", [(y, s, row.england, row) for y, row, s in placed]),
        _others("Similar", "square-open", [(y, s, row.similar, row) for y, row, s in placed]),
    ]
    levels = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
    own = [_own([one for one in placed if one[1].band is level], looks[level]) for level in levels]
    traces = [*spans, *others, *own, _names(placed)]
    return {
        "data": [trace for trace in traces if trace],
        "layout": _layout(chart, len(placed)),
        "config": dict(layout.CONFIG),
    }


def _bars(
    name: str, colour: str, width: float, ends: Sequence[tuple[int, Ends | None]]
) -> dict[str, Any] | None:
    known = [(y, pair) for y, pair in ends if pair]
    if not known:
        return None
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "base": [low for _, (low, _) in known],
        "x": [round(high - low, 3) for _, (low, high) in known],
        "y": [y for y, _ in known],
        "width": width,
        "marker": {"color": colour},
        "hoverinfo": "skip",
    }


def _others(
    name: str, symbol: str, points: Sequence[tuple[int, Scale, float | None, SpineRow]]
) -> dict[str, Any] | None:
    known = [(y, scale, value, row) for y, scale, value, row in points if value is not None]
    if not known:
        return None
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [scale.at(value) for _, scale, value, _ in known],
        "y": [y for y, *_ in known],
        "marker": {
            "symbol": symbol,
            "size": 12,
            "color": palette.TEXT,
            "line": {"width": 2, "color": palette.TEXT},
        },
        "hovertext": [f"{name}: {_written(row, value)}" for _, _, value, row in known],
        "hoverinfo": "text",
    }


def _own(placed: Sequence[tuple[int, SpineRow, Scale]], look: palette.Look) -> Any:
    if not placed:
        return None
    at = [scale.at(row.value or 0.0) for _, row, scale in placed]
    limits = [scale.between(row.lower, row.upper) for _, row, scale in placed]
    pairs = list(zip(at, limits, strict=True))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{look.glyph} {look.word}",
        "x": at,
        "y": [y for y, *_ in placed],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round(ends[1] - x, 3) if ends else None for x, ends in pairs],
            "arrayminus": [round(x - ends[0], 3) if ends else None for x, ends in pairs],
            "color": palette.TEXT,
            "thickness": 1,
            "width": 2,
        },
        "marker": layout.point_marker(look),
        "hovertext": [_hover(row) for _, row, _ in placed],
        "hoverinfo": "text",
    }


def _names(placed: Sequence[tuple[int, SpineRow, Scale]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [-EDGE] * len(placed),
        "y": [y + 0.42 for y, *_ in placed],
        "text": [_name(row) for _, row, _ in placed],
        "textposition": "middle right",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _name(row: SpineRow) -> str:
    if row.polarity is not Polarity.NONE:
        return layout.safe(layout.shortened(row.label, _LONGEST))
    return layout.safe(f"{layout.shortened(row.label, _LONGEST - 14)} (low to high)")


def _layout(chart: Spine, rows: int) -> dict[str, Any]:
    area = layout.safe(layout.shortened(chart.area, 22))
    scale = layout.axis(
        tickvals=[-1, 0, 1],
        ticktext=["Worse", area, "Better"],
        range=[-EDGE - 0.04, EDGE + 0.04],
        side="top",
        zeroline=True,
        zerolinecolor=palette.TEXT,
        showgrid=False,
    )
    hidden = layout.axis(range=[0.5 - rows, 0.8], showticklabels=False, showgrid=False)
    frame = layout.frame(
        _FRAME + _ROW * rows,
        xaxis=scale,
        yaxis={**hidden, "zeroline": False},
        barmode="overlay",
    )
    return {**frame, "margin": {"l": 8, "r": 8, "t": 100, "b": 8}}


def _hover(row: SpineRow) -> str:
    """The table has the rest."""
    return layout.safe(f"{row.label}: {_written(row, row.value)}")


def _row(row: SpineRow) -> tuple[str, ...]:
    item = _item(row)
    return (
        row.label,
        words.value_or_reason(item, row.unit, row.decimals),
        words.interval(item, row.unit, row.decimals),
        _written(row, row.middle),
        _range(row, row.quarter, row.three_quarters),
        _range(row, row.lowest, row.highest),
        _written(row, row.england),
        _written(row, row.similar),
        words.band(item),
    )


def _item(row: SpineRow) -> BarItem:
    return BarItem(row.label, row.value, row.lower, row.upper, row.band, reason=row.reason)


def _written(row: SpineRow, value: float | None) -> str:
    return "Not known" if value is None else words.figure_with_unit(value, row.unit, row.decimals)


def _range(row: SpineRow, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "Not known"
    return words.limits_with_unit(low, high, row.unit, row.decimals)
