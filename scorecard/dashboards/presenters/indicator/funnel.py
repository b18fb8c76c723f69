"""The funnel of an indicator: limits by chance about what practices are compared with."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Page

from indicators import comparing
from indicators.reasons import count_words
from scorecard.calc import dispersion, funnel
from scorecard.calc.rounding import show
from scorecard.calc.types import Comparison, Floats, Polarity, Sampling
from scorecard.charts.funnel import Funnel, Limits, funnel_plot, verdict
from scorecard.charts.many import Points
from scorecard.charts.types import Chart
from scorecard.charts.words import counted
from scorecard.dashboards.presenters.indicator.reading import Reading, paged

# By Comparison code: worse and lower before better and higher, before the rest.
_FIRST = np.array([2, 1, 2, 0, 1, 0])
GRID = 120  # places along each limit
COLUMNS = ("Practice", "How many counted", "Figure", "95% interval", "Against the limits", "Band")
_WHY_NONE = {
    "mean": (
        "A funnel is drawn for shares and for counts of events. This is a mean: how much it varies"
        " by chance depends on each practice's own patients, so there are no common limits."
    ),
    "none": (
        "Nobody has said how this figure varies by chance (its definition has no sampling model),"
        " so there are no limits to draw, and no funnel."
    ),
}


@dataclass(frozen=True)
class FunnelView:
    """`why_none` says in words why there is no funnel; else `chart` is there, and `note` whom it
    leaves out."""

    chart: Chart | None = None
    page: "Page[int] | None" = None
    why_none: str = ""
    notes: tuple[str, ...] = ()


def funnel_view(reading: Reading) -> FunnelView:
    """The whole view: chart, one page of its table, and what is left out."""
    if why := why_none(reading):
        return FunnelView(why_none=why)
    drawn = funnel_of(reading)
    order = _order(drawn)
    page = paged(order, reading.asked)
    rows = [_row(reading, drawn, at) for at in page]
    urls = tuple(reading.link(at) for at in page)
    chart = funnel_plot(drawn, COLUMNS, rows, reading.draws, urls=urls, numbers=(1, 2))
    return FunnelView(chart=chart, page=page, notes=_notes(reading, drawn))


def why_none(reading: Reading) -> str:
    """In words why there is no funnel; "" where there is one."""
    data = reading.data
    if not reading.is_number:
        return "A funnel needs a number of each practice; this is an answer or a fact in words."
    if data.sampling in _WHY_NONE:
        return _WHY_NONE[data.sampling]
    if data.kind == "count":
        return (
            "A funnel needs to know out of how many: this is a number of events without the people"
            " that they happened to."
        )
    if data.level != "practice":
        return "Practices share their figures on this indicator, so they have no funnel."
    if not _placed(reading).any():
        return "No practice has a figure with the counts behind it, so there is no funnel."
    return ""


def funnel_of(reading: Reading) -> Funnel:
    """The chart with each practice's verdict by its own interval."""
    rows, data = reading.rows, reading.data
    placed, sampling = _placed(reading), Sampling(data.sampling)
    people = np.where(placed, rows.denominator, np.nan)
    centre, label = _centre(reading)
    near, far = funnel.significance(
        sampling,
        np.where(placed, rows.numerator, np.nan),
        people,
        centre,
        Polarity(data.polarity),
        data.multiplier,
        reading.inflation(people),
    )
    return Funnel(
        title=f"{data.name}: funnel of every practice",
        unit=data.unit,
        points=Points(
            rows.names,
            people,
            np.where(placed, rows.value, np.nan),
            rows.bands,
            (0, reading.decimals),
        ),
        centre=centre,
        centre_label=label,
        limits=_limits(reading, centre, people),
        near=near,
        far=far,
        size_word=data.denominator or "How many counted",
        widened=_widened(reading),
    )


def _placed(reading: Reading) -> Any:
    rows = reading.rows
    counts = (rows.denominator > 0) & (rows.numerator >= 0) & rows.has_value
    if reading.data.sampling == "proportion":
        counts &= rows.numerator <= rows.denominator
    return counts


def _centre(reading: Reading) -> tuple[float, str]:
    """One value for all: what the reader compares with, else what the practices add up to."""
    if comparing.is_standardised(reading.data):
        return reading.data.multiplier, "as many as expected"
    if reading.line is not None:
        return reading.line, reading.compared.name
    found = comparing.pooled(
        reading.data, reading.rows.figures, reading.rows.value, reading.commissioner.name
    )
    return found.value, found.name


def _limits(reading: Reading, centre: float, people: Floats) -> Limits:
    known = people[~np.isnan(people)]
    # Close together where the limits bend most: among the small.
    sizes = np.unique(np.geomspace(max(known.min(), 1.0), known.max(), GRID))
    wider, scale = reading.inflation(sizes), reading.data.multiplier
    pairs = []
    for confidence in (funnel.NEAR, funnel.FAR):
        if reading.data.sampling == "proportion":
            low, high = funnel.limits_proportion(centre / scale, sizes, confidence, wider)
            pairs.append((low * scale, high * scale))
        else:
            pairs.append(funnel.limits_rate(centre, sizes, scale, confidence, wider))
    return Limits(sizes, pairs[0], pairs[1])


def _widened(reading: Reading) -> str:
    """The over-dispersion by its name and size; "" where limits are those of chance alone."""
    scatter, kind = reading.scatter, reading.data.over_dispersed
    if not kind or np.isnan(scatter):
        return ""
    if kind == "multiplicative" and scatter > 1:
        return (
            "multiplicative over-dispersion, with which variances are"
            f" {show(scatter, 1)} times those of chance"
        )
    if kind == "additive" and scatter > 0:
        return (
            "additive over-dispersion, with which practices differ beyond chance"
            f" (tau squared {show(scatter, 5)})"
        )
    return ""


def _order(drawn: Funnel) -> list[int]:
    """Those furthest outside first, the worse before the better, then by name."""
    near, far = (_FIRST[codes] for codes in (drawn.near, drawn.far))
    placed = np.flatnonzero(drawn.near != Comparison.NONE)
    found: list[int] = placed[np.lexsort((placed, near[placed], far[placed]))].tolist()
    return found


def _row(reading: Reading, drawn: Funnel, at: int) -> tuple[str, ...]:
    rows = reading.rows
    return (
        rows.names[at],
        count_words(float(rows.denominator[at])),
        reading.figure(at),
        reading.interval(at),
        verdict(int(drawn.near[at]), int(drawn.far[at])),
        reading.band(at),
    )


def _notes(reading: Reading, drawn: Funnel) -> tuple[str, ...]:
    notes = []
    without = int((reading.rows.has_value & ~_placed(reading)).sum())
    if without:
        notes.append(
            f"{counted(without, 'practice has', 'practices have')} a figure without the counts"
            " behind it, and so no place in the funnel."
        )
    if reading.data.over_dispersed and not drawn.widened:
        few = dispersion.AT_LEAST_PRACTICES
        notes.append(
            f"The definition asks for limits widened by over-dispersion. With fewer than {few}"
            " practices, or where they scatter no more than chance explains, nothing is widened."
        )
    if reading.asked.against and reading.line is None:
        notes.append(
            "Each practice is compared with a value of its own, so that there is no one line: the"
            f" limits stand about {drawn.centre_label}."
        )
    return tuple(notes)
