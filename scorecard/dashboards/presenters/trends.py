"""The trend of every indicator of one practice: a small line, its control chart, and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from indicators.baselines import begin_at
from indicators.models import Period
from indicators.periods import stand_apart
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.axis import short_name
from scorecard.charts import svg
from scorecard.charts.control import Controlled, Series, controlled
from scorecard.charts.types import TrendPoint
from scorecard.charts.words import SHORT_UNITS, figure_with_unit
from scorecard.dashboards.selectors.one_practice import Before, Held, Point


@dataclass(frozen=True, slots=True)
class TrendCell:
    """`drawing` is empty with fewer than two figures; `signal` is what stands out in the period, in
    words for everybody."""

    drawing: SafeString
    words: str
    signal: str


NOTHING = TrendCell(SafeString(""), "", "")


@dataclass(frozen=True)
class Trends:
    """By indicator id. `note` says of how many there are no control limits, and why."""

    cells: Mapping[int, TrendCell]
    note: str


def trends_of(held: Sequence[Held], runs: Sequence[CardRun], before: Before) -> Trends:
    """`runs`: up to the period being read, the oldest first, that one among them."""
    periods = [one.run.period for one in runs]
    apart = {kind: stand_apart(kind, periods) for kind in {one.data.period_type for one in held}}
    drawn = [one for one in held if one.indicator_id in before.points]
    lines = [[before.points[one.indicator_id].get(run.run_id) for run in runs] for one in drawn]
    begun = [begin_at(before.begun.get(one.indicator_id, ()), periods) for one in drawn]
    series = [
        _series(line, apart[one.data.period_type] and not one.data.valid_for_months, places)
        for one, line, places in zip(drawn, lines, begun, strict=True)
    ]
    judged = controlled(series)
    cells = {
        one.indicator_id: _cell(one, line, control, periods, places)
        for one, line, control, places in zip(drawn, lines, judged, begun, strict=True)
    }
    return Trends(cells, _note(judged))


def _series(line: Sequence[Point | None], apart: bool, begun: Mapping[int, str]) -> Series:
    """A period without a figure counts as defined like the one before."""
    same: list[int] = []
    for point in line:
        same.append(point.definition_id if point else same[-1] if same else 0)
    first = next((one for one in same if one), 0)
    values = tuple(point.value if point else None for point in line)
    return Series(values, tuple(one or first for one in same), apart, tuple(begun))


def _cell(
    held: Held,
    line: Sequence[Point | None],
    control: Controlled,
    periods: Sequence[Period],
    begun: Mapping[int, str],
) -> TrendCell:
    points = [
        TrendPoint(
            label="",
            value=point.value if point else None,
            band=Band(point.band) if point else Band.NONE,
            reason=NoBand(point.no_band) if point else NoBand.NO_DATA,
            control=one,
        )
        for point, one in zip(line, control.points, strict=True)
    ]
    drawing = svg.spark(points)
    if not drawing:
        return NOTHING
    words = _words(held, line, periods)
    if begun:
        words += f"; new baseline from {short_name(periods[max(begun)])}"
    return TrendCell(mark_safe(drawing), words, control.latest_plain)


def _words(held: Held, line: Sequence[Point | None], periods: Sequence[Period]) -> str:
    """Where it came from; the newest figure stands beside it already."""
    known = [
        (period, point.value)
        for period, point in zip(periods, line, strict=True)
        if point and point.value is not None
    ]
    (first, then), (_, now) = known[0], known[-1]
    unit = held.data.unit if held.data.unit in SHORT_UNITS else ""
    before, newest = (figure_with_unit(one, unit, held.data.decimals) for one in (then, now))
    if before == newest:
        return f"as in {short_name(first)}"
    return f"{'up' if now > then else 'down'} from {before} in {short_name(first)}"


def _note(judged: Sequence[Controlled]) -> str:
    """One sentence where no indicator has control limits, and all for the same reason."""
    reasons = {one.why_none for one in judged}
    if not judged or "" in reasons:
        return ""
    if len(reasons) == 1:
        return f"{reasons.pop()} {_WHAT}"
    return f"No indicator has periods enough for control limits. {_WHAT}"


_WHAT = "They would tell a real change from the usual ups and downs."
