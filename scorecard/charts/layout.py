"""What all figures share: a frame that fits a phone, axes, markers and lines."""

import html
import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scorecard.calc.rounding import for_drawing
from scorecard.charts import palette
from scorecard.charts.types import BarItem, TrendPoint

CONFIG = {"displayModeBar": False, "responsive": True}
FONT = "Arial, sans-serif"
# On a phone the names leave little room beside them; the legend may use all of the width.
_PLACE = {"x": 0, "y": 1, "yanchor": "top", "xref": "container", "yref": "container"}
_LEGEND = {"orientation": "h", "traceorder": "normal", **_PLACE}


def frame(height: int, **more: Any) -> dict[str, Any]:
    """A layout without a fixed width: plotly fills what the page gives, down to 320 pixels."""
    return {
        "autosize": True,
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 80, "b": 40},
        "font": {"family": FONT, "size": 14, "color": palette.TEXT},
        "paper_bgcolor": palette.PAPER,
        "plot_bgcolor": palette.PAPER,
        "legend": dict(_LEGEND),
        "hoverlabel": {"bgcolor": palette.PAPER, "font": {"color": palette.TEXT}},
        "dragmode": False,
        **more,
    }


def axis(**more: Any) -> dict[str, Any]:
    """An axis that makes room for its own labels and cannot be zoomed by accident."""
    return {"automargin": True, "fixedrange": True, "gridcolor": palette.GRID, **more}


def value_axis(unit: str) -> dict[str, Any]:
    """The axis of the values, with the unit on the ticks or as its title."""
    if unit == "%":
        return axis(ticksuffix="%")
    if unit == "£":
        return axis(tickprefix="£")
    # On a phone the bars have some 110 pixels, and the title stands in the middle below them.
    title = {"text": wrapped(unit, 18), "font": {"size": 12}}
    return axis(title={**title, "standoff": 8})


def bar_marker(look: palette.Look, outlines: list[int]) -> dict[str, Any]:
    """Colour, pattern and a dark outline (a pale band must stand out from white paper)."""
    marker: dict[str, Any] = {
        "color": look.colour,
        "line": {"color": palette.TEXT, "width": outlines},
    }
    if look.pattern:
        strokes = {"fgcolor": look.text_colour, "size": 6, "solidity": 0.2}
        marker["pattern"] = {"shape": look.pattern, "fillmode": "overlay", **strokes}
    return marker


def point_marker(look: palette.Look) -> dict[str, Any]:
    """The shape of the band, large enough to tell apart, outlined for contrast."""
    outline = {"color": palette.TEXT, "width": 1}
    fill = palette.PAPER if look.shape == "ring" else look.colour
    return {"symbol": look.symbol, "size": 11, "color": fill, "line": outline}


def benchmark_trace(name: str, ends: dict[str, Any]) -> dict[str, Any]:
    """A dashed line, named in the legend."""
    line = {"color": palette.TEXT, "width": 2, "dash": "dash"}
    kind = {"type": "scatter", "mode": "lines", "hoverinfo": "name"}
    return {**kind, "name": name, "line": line, **ends}


def error_bars(items: Sequence[BarItem | TrendPoint], cap: int = 2) -> dict[str, Any]:
    """The intervals about the values; nothing is drawn where a limit is missing."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [_distance(item.value, item.upper) for item in items],
        "arrayminus": [_distance(item.lower, item.value) for item in items],
        "color": palette.TEXT,
        "thickness": 1,
        "width": cap,
    }


def _distance(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else for_drawing(high - low)


def plain(traces: list[Any], layout: dict[str, Any]) -> dict[str, Any]:
    """Check the figure against plotly's schema and return it as plain dicts and lists."""
    figure: dict[str, Any] = go.Figure(data=traces, layout=layout).to_dict()
    return {"data": figure["data"], "layout": figure["layout"], "config": dict(CONFIG)}


def safe(label: str) -> str:
    """plotly reads its own small HTML in labels; a name is text and nothing else."""
    return html.escape(label, quote=False)


def wrapped(label: str, width: int = 24) -> str:
    """A label broken into lines that a phone can show whole; nothing is left out."""
    return "<br>".join(map(safe, textwrap.wrap(label, width, break_on_hyphens=False)))


def shortened(label: str, most: int = 60) -> str:
    """A label that leaves room for the bars on a desk; static/js/charts.js cuts it further where
    the chart is narrower, and the table has it in full."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"
