"""Thousands of practices as points: arrays of one order instead of an object and a text each.

What is told on hover is put together in the browser from name and coordinates, so that a chart of
all England stays a few ten thousand bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from scorecard.calc.rounding import round_many
from scorecard.calc.types import Band, Codes, Flags, Floats
from scorecard.charts import layout, palette

LEVELS = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
# In place of a figure that is fetched from an address of its own.
ELSEWHERE: Mapping[str, Any] = MappingProxyType({"elsewhere": True})
MANY = 500  # points; from here on they are small and without an outline
_SMALL = 5  # pixels
_WIDEST = 30


@dataclass(frozen=True, slots=True)
class Points:
    """Practices with their coordinates, unrounded; NaN is missing and not drawn.

    `decimals` are those of x and of y on hover. `area` makes larger markers of larger numbers.
    """

    labels: Sequence[str]
    x: Floats
    y: Floats
    bands: Codes
    decimals: tuple[int, int]
    area: Floats | None = None

    @property
    def drawn(self) -> Flags:
        return np.asarray(~np.isnan(self.x) & ~np.isnan(self.y))


def markers(points: Points, template: str, palette_name: str = "nhs") -> list[dict[str, Any]]:
    """A trace for each band; `template` is plotly's, with %{text} for the name."""
    looks = palette.PALETTES[palette_name]
    sizes = _sizes(points)
    traces = []
    for level in LEVELS:
        at = np.flatnonzero(points.drawn & (points.bands == level))
        if at.size:
            traces.append(_trace(points, at, looks[level], template, sizes))
    return traces


def _trace(
    points: Points, at: Any, look: palette.Look, template: str, sizes: Floats | None
) -> dict[str, Any]:
    x, y = (
        round_many(values[at], places).tolist()
        for values, places in zip((points.x, points.y), points.decimals, strict=True)
    )
    marker = layout.point_marker(look)
    if points.drawn.sum() > MANY:
        marker |= {"size": _SMALL, "line": {"color": marker["color"], "width": 0}}
        if look.shape == "ring":
            marker["color"] = palette.RING
    if sizes is not None:
        marker |= {"size": sizes[at].tolist(), "opacity": 0.7}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{look.glyph} {look.word}",
        "x": x,
        "y": y,
        "text": [layout.safe(points.labels[one]) for one in at.tolist()],
        "marker": marker,
        "hovertemplate": f"{template}, {look.word.lower()}<extra></extra>",
    }


def _sizes(points: Points) -> Floats | None:
    """Diameters in pixels, so that the area of a marker grows with the number it stands for."""
    if points.area is None:
        return None
    known = points.area[points.drawn & (points.area > 0)]
    most = float(known.max()) if known.size else 1.0
    share = np.sqrt(np.nan_to_num(np.maximum(points.area, 0.0)) / most)
    widest = _WIDEST if points.drawn.sum() <= MANY else _WIDEST / 3
    return np.maximum(np.rint(share * widest), 3)
