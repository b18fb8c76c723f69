"""Small drawings as SVG, for a row of a table and for print: no script, no font, no style sheet.

Each is a picture of words that stand beside it, so it is hidden from those who hear the page.
Colours stand in attributes, and classes let a page choose others; shapes never depend on either.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from scorecard.calc.types import Band
from scorecard.charts import palette
from scorecard.charts.spine import EDGE, scale_of
from scorecard.charts.types import Control, SpineRow, TrendPoint

_HEAD = '<svg class="{}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">'
_SHAPES = {
    Band.GREEN: '<circle cx="{x}" cy="{y}" r="{r}"{look}/>',
    Band.NONE: '<circle cx="{x}" cy="{y}" r="{r}"{look}/>',
    Band.AMBER: '<path d="M{x} {top}L{right} {bottom}H{left}Z"{look}/>',
    Band.RED: '<path d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z"{look}/>',
}


def shape(band: Band, x: float, y: float, r: float = 4) -> str:
    """The mark of a band: circle, triangle, diamond, ring."""
    look = palette.NHS[band]
    fill = palette.PAPER if band is Band.NONE else look.colour
    drawn = f' class="mark mark--{look.key}" fill="{fill}" stroke="{palette.TEXT}"'
    ends = {"top": y - r, "bottom": y + r, "left": x - r, "right": x + r}
    places = {name: _n(one) for name, one in {"x": x, "y": y, "r": r, **ends}.items()}
    return _SHAPES[band].format(**places, look=drawn)


def spine_row(row: SpineRow, width: int = 200, height: int = 18) -> str:
    """One row of a spine chart; empty where there is nothing to draw."""
    scale = scale_of(row)
    if scale is None or row.value is None:
        return ""
    middle = height / 2

    def x(place: float) -> float:
        return (place + EDGE) / (2 * EDGE) * (width - 12) + 6

    parts = [_HEAD.format("spine", width, height, width, height)]
    spans = ((row.lowest, row.highest, "#d8dde0"), (row.quarter, row.three_quarters, "#aeb7bd"))
    for low, high, colour in spans:
        if ends := scale.between(low, high):
            left, right = (x(one) for one in ends)
            box = f'x="{_n(left)}" y="{_n(middle - 4)}" width="{_n(right - left)}" height="8"'
            parts.append(f'<rect {box} fill="{colour}"/>')
    parts.append(_line(x(0), 0, x(0), height, 1.5))
    if row.england is not None:
        at = x(scale.at(row.england))
        parts.append(_line(at, middle - 6, at, middle + 6, 2.5))
    if row.similar is not None:
        left, top = x(scale.at(row.similar)) - 3, middle - 3
        box = f'x="{_n(left)}" y="{_n(top)}" width="6" height="6"'
        parts.append(f'<rect {box} fill="none" stroke="{palette.TEXT}"/>')
    if ends := scale.between(row.lower, row.upper):
        parts.append(_line(x(ends[0]), middle, x(ends[1]), middle, 1))
    parts.append(shape(row.band, x(scale.at(row.value)), middle))
    return "".join((*parts, "</svg>"))


def spark(points: Sequence[TrendPoint], width: int = 110, height: int = 30) -> str:
    """A trend as a small line: broken where there is no figure, the newest marked by its band.

    Where a control chart stands its mean and limits are drawn, and a ring about each signal.
    """
    known = [(at, one.value, one) for at, one in enumerate(points) if one.value is not None]
    if len(known) < 2:
        return ""
    controls = [one.control for one in points if one.control]
    levels = [value for _, value, _ in known]
    levels += [end for one in controls for end in (one.lower, one.upper)]
    low, high = min(levels), max(levels)

    def x(at: int) -> float:
        return 7 + at / max(len(points) - 1, 1) * (width - 14)

    def y(value: float) -> float:
        return height / 2 if high == low else 6 + (high - value) / (high - low) * (height - 12)

    parts = [_HEAD.format("spark", width, height, width, height)]
    for begin, end, control in _baselines(points):
        for level, dash in ((control.centre, ""), (control.lower, "2 2"), (control.upper, "2 2")):
            parts.append(_line(x(begin), y(level), x(end), y(level), 0.7, dash))
    parts.append(_path([(x(at), y(value), at) for at, value, _ in known]))
    for at, value, point in known:
        if point.control and point.control.signal:
            ring = f'cx="{_n(x(at))}" cy="{_n(y(value))}" r="5" fill="none"'
            parts.append(f'<circle {ring} stroke="{palette.TEXT}"/>')
    last, value, newest = known[-1]
    parts.append(shape(newest.band, x(last), y(value), 3.5))
    return "".join((*parts, "</svg>"))


def shares(parts: Sequence[tuple[str, float, str]], width: int = 200, height: int = 14) -> str:
    """Shares of a whole side by side: (name, share of 1, fill), each outlined."""
    drawn, left = [_HEAD.format("shares", width, height, width, height)], 0.5
    for name, share, fill in parts:
        wide = share * (width - 1)
        box = f'x="{_n(left)}" y="0.5" width="{_n(wide)}" height="{height - 1}"'
        title = f"<title>{escape(name)}</title>"
        drawn.append(f'<rect {box} fill="{fill}" stroke="{palette.TEXT}">{title}</rect>')
        left += wide
    return "".join((*drawn, "</svg>"))


def _baselines(points: Sequence[TrendPoint]) -> Iterator[tuple[int, int, Control]]:
    """Where one mean and its limits hold: the first and the last period, and what they are."""
    known = [(at, one.control) for at, one in enumerate(points) if one.control]
    for _, group in groupby(known, key=lambda pair: (pair[1].centre, pair[1].lower)):
        inside = list(group)
        yield inside[0][0], inside[-1][0], inside[0][1]


def _path(places: Sequence[tuple[float, float, int]]) -> str:
    steps, before = [], None
    for x, y, at in places:
        steps.append(f"{'L' if before == at - 1 else 'M'}{_n(x)} {_n(y)}")
        before = at
    line = f'fill="none" stroke="{palette.LINE}" stroke-width="1.5"'
    return f'<path d="{"".join(steps)}" {line}/>'


def _line(x1: float, y1: float, x2: float, y2: float, width: float, dash: str = "") -> str:
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line {ends} stroke="{palette.TEXT}" stroke-width="{width}"{dashes}/>'


def _n(number: float) -> str:
    """Tenths of a pixel are enough."""
    return f"{number:.1f}".removesuffix(".0")
