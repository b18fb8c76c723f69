"""Every practice of an edition in one drawing: a mark each, lowest to highest, no script needed.

All marks of a band are one path, so that a whole nation is some hundred kilobytes. A mark is a
circle, a triangle, a diamond or a ring: the shape never depends on the colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from scorecard.calc.types import Band
from scorecard.charts import palette
from scorecard.charts.words import figure_with_unit

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 78, 12, 16, 16
_PATHS = {
    Band.GREEN: "m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z",
    Band.NONE: "m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z",
    Band.AMBER: "m-{r} {r}l{r}-{d} {r} {d}z",
    Band.RED: "m-{r} 0l{r}-{r} {r} {r}-{r} {r}z",
}


@dataclass(frozen=True, slots=True)
class Dots:
    """`values` with the band of each, in any order; `line` is the value compared with, if told."""

    values: Sequence[tuple[float, Band]]
    unit: str
    decimals: int
    line: float | None = None


def drawn(chart: Dots) -> str:
    """The drawing as SVG, hidden from those who hear the page; empty without a value."""
    if not chart.values:
        return ""
    ordered = sorted(chart.values)
    ends = [ordered[0][0], ordered[-1][0], *([] if chart.line is None else [chart.line])]
    low, high = min(0.0, *ends) if min(ends) < max(ends) / 3 else min(ends), max(ends)
    room = (high - low) or abs(high) or 1.0

    def y(value: float) -> float:
        return TOP + (1 - (value - low) / room) * (HEIGHT - TOP - BOTTOM)

    step = (WIDTH - LEFT - RIGHT) / len(ordered)
    r = 5.0 if len(ordered) <= 100 else 3.0 if len(ordered) <= 1000 else 1.5
    places = [
        (LEFT + (at + 0.5) * step, y(value), band) for at, (value, band) in enumerate(ordered)
    ]
    parts = [f'<svg class="dots" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">']
    parts += [_tick(y(level), chart, level) for level in (low, low + room / 2, low + room)]
    if chart.line is not None:
        at = _n(y(chart.line))
        parts.append(f'<path class="dots__line" d="M{LEFT} {at}H{WIDTH - RIGHT}"/>')
    parts += [_marks(band, places, r) for band in _PATHS]
    return "".join((*parts, "</svg>"))


def _marks(band: Band, places: Sequence[tuple[float, float, Band]], r: float) -> str:
    here = [(x, y) for x, y, own in places if own is band]
    if not here:
        return ""
    mark = _PATHS[band].format(r=_n(r), d=_n(2 * r))
    path = "".join(f"M{_n(x)} {_n(y)}{mark}" for x, y in here)
    return f'<path class="mark mark--{palette.NHS[band].key}" d="{path}"/>'


def _tick(y: float, chart: Dots, level: float) -> str:
    words = figure_with_unit(level, chart.unit if len(chart.unit) < 2 else "", chart.decimals)
    return (
        f'<path class="dots__grid" d="M{LEFT} {_n(y)}H{WIDTH - RIGHT}"/>'
        f'<text x="{LEFT - 8}" y="{_n(y + 5)}" text-anchor="end">{escape(words)}</text>'
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
