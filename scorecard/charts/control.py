"""Control charts in words: which periods of a series stand out, by `calc.spc`, and why none can.

A change of definition begins a new baseline, since figures before and after are not one series;
and so does what a person decided: nothing here chooses.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scorecard.calc import spc
from scorecard.calc.rounding import show
from scorecard.charts.types import Control

NOT_APART = "No control limits: a figure would count in more than one of these periods."
_SIGNALS = {
    "outside": ("above the control limits", "below the control limits"),
    "one_side": (
        "one of seven or more in a row above the mean",
        "one of seven or more in a row below the mean",
    ),
    "one_way": (
        "one of seven or more in a row that rise",
        "one of seven or more in a row that fall",
    ),
    "two_of_three": (
        "one of two in three near the upper limit",
        "one of two in three near the lower limit",
    ),
}
# The same for who reads no control charts: the strongest alone, since it says the others too.
_PLAIN = {
    "outside": (
        "higher than its own usual ups and downs",
        "lower than its own usual ups and downs",
    ),
    "one_side": (
        "above its own usual level for seven periods or more",
        "below its own usual level for seven periods or more",
    ),
    "one_way": ("rising for seven periods or more", "falling for seven periods or more"),
    "two_of_three": (
        "lately near the top of its own usual ups and downs",
        "lately near the bottom of its own usual ups and downs",
    ),
}


@dataclass(frozen=True, slots=True)
class Series:
    """The oldest first. `same`: by what each period's figure was defined; `apart`: whether no two
    of the periods overlap; `begins`: the places at which somebody began a new baseline."""

    values: tuple[float | None, ...]
    same: tuple[object, ...]
    apart: bool = True
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Controlled:
    """One entry per period; `why_none` says why the newest period has none."""

    points: tuple[Control | None, ...]
    why_none: str = ""

    @property
    def latest(self) -> str:
        """What stands out in the newest period; empty where nothing does."""
        last = self.points[-1] if self.points else None
        return last.signal if last else ""

    @property
    def latest_plain(self) -> str:
        """The same for who reads no control charts."""
        last = self.points[-1] if self.points else None
        return last.plain if last else ""


def controlled(series: Sequence[Series]) -> list[Controlled]:
    """Judge any number of series of one length: those with the same baselines together."""
    found = [Controlled((None,) * len(one.values), _why_none(one)) for one in series]
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(series):
        if one.apart and sum(value is not None for value in one.values) >= spc.AT_LEAST_POINTS:
            alike[_breaks(one)].append(at)
    for breaks, places in alike.items():
        values = np.array([series[at].values for at in places], dtype=float)
        chart = spc.xmr(values, breaks)
        for row, at in enumerate(places):
            points = tuple(_point(chart, row, column) for column in range(values.shape[1]))
            found[at] = Controlled(points, found[at].why_none)
    return found


def _breaks(one: Series) -> tuple[int, ...]:
    """Where a new baseline begins; a period without a figure was defined by nothing."""
    changed = {at for at, (was, now) in enumerate(pairwise(one.same), start=1) if now != was}
    return tuple(sorted(changed | set(one.begins)))


def _why_none(one: Series) -> str:
    if not one.apart:
        return NOT_APART
    breaks = _breaks(one)
    newest = one.values[breaks[-1] if breaks else 0 :]
    known = sum(value is not None for value in newest)
    if known >= spc.AT_LEAST_POINTS:
        return ""
    since = ""
    if breaks:
        by_hand = breaks[-1] in one.begins
        since = " since the new baseline began" if by_hand else " since the definition changed"
    have = "period has" if known == 1 else "periods have"
    return (
        f"No control limits: {show(known)} {have} a figure{since}, and it takes at least"
        f" {spc.AT_LEAST_POINTS}."
    )


def _point(chart: spc.XmR, row: int, at: int) -> Control | None:
    if not chart.computed[row, at]:
        return None
    found = {
        rule: 0 if code > 0 else 1
        for rule in _SIGNALS
        if (code := int(getattr(chart, rule)[row, at]))
    }
    signals = [_SIGNALS[rule][way] for rule, way in found.items()]
    plain = next((_PLAIN[rule][way] for rule, way in found.items()), "")
    ends = chart.centre[row, at], chart.lower[row, at], chart.upper[row, at]
    centre, lower, upper = (float(one) for one in ends)
    return Control(centre, lower, upper, signal="; ".join(signals), plain=plain)
