"""Two numbers of every practice: another indicator against this one, and need against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.core.paginator import Page

from indicators.models import RunDefinition
from indicators.reasons import count_words
from scorecard.calc.association import AT_LEAST_PRACTICES, ranked_together
from scorecard.calc.rounding import show
from scorecard.calc.types import Band, Floats, NoBand
from scorecard.charts.many import Points
from scorecard.charts.scatter import Scatter, scatter_plot
from scorecard.charts.types import Chart
from scorecard.charts.words import counted, figure_with_unit
from scorecard.dashboards.presenters.indicator.asked import Asked, unknown
from scorecard.dashboards.presenters.indicator.reading import Reading, paged
from scorecard.dashboards.selectors.indicator_rows import rows_of
from scorecard.dashboards.selectors.run_places import deprivation_of

NOT_CAUSE = "That two things go together does not say that one causes the other."
LIST_SIZE = "Registered patients"
MOST_DEPRIVED = 1
_STRENGTHS = ((0.6, "strongly"), (0.3, "clearly"), (0.0, "weakly"))


@dataclass(frozen=True)
class ScatterView:
    """`choices` are the other indicators by code; `why_none` says why there is no chart."""

    chart: Chart | None = None
    page: "Page[int] | None" = None
    choices: Mapping[str, str] | None = None
    chosen: str = ""
    why_none: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Other:
    """Another number of each practice, in the order of the rows."""

    name: str
    unit: str
    decimals: int
    values: Floats


def settle_beside(reading: Reading, others: Sequence[RunDefinition]) -> Asked:
    """The other indicator, or the one for sizes, as far as there is such a one with numbers."""
    asked = reading.asked
    known = {
        one.definition.code.casefold(): one.definition.code for one in _others(reading, others)
    }
    if asked.beside.casefold() not in known:
        first = _first(reading, others)
        if asked.beside and asked.view == "cost":
            said = unknown("indicator with numbers", asked.beside, first or "nothing")
            asked = asked.instead(said)
        asked = replace(asked, beside=first)
    if asked.size and asked.size.casefold() not in known:
        if asked.view == "need":
            said = unknown("indicator with numbers", asked.size, "registered patients")
            asked = asked.instead(said)
        asked = replace(asked, size="")
    return replace(
        asked,
        beside=known.get(asked.beside.casefold(), ""),
        size=known.get(asked.size.casefold(), ""),
    )


def _first(reading: Reading, others: Sequence[RunDefinition]) -> str:
    """Money first: what a result costs is what the view is for."""
    found = _others(reading, others)
    money = [one for one in found if one.definition.unit == "£"]
    return next((one.definition.code for one in (*money, *found)), "")


def cost_view(reading: Reading, held: Sequence[RunDefinition]) -> ScatterView:
    """Another indicator across, this one upwards."""
    if not reading.is_number:
        return ScatterView(why_none="An answer or a fact in words cannot be drawn against another.")
    others = _others(reading, held)
    choices = {one.definition.code: one.definition.name for one in others}
    chosen = next((one for one in others if one.definition.code == reading.asked.beside), None)
    if chosen is None:
        return ScatterView(why_none="The scorecard has no other indicator with numbers.")
    across = _other(reading, chosen)
    points = _points(reading, across)
    finding = _together(reading, across, points)
    title = f"{reading.data.name} against {across.name}"
    chart, page = _chart(reading, across, points, title, finding)
    return ScatterView(chart, page, choices, chosen.definition.code)


def need_view(reading: Reading, held: Sequence[RunDefinition]) -> ScatterView:
    """Deprivation across, this indicator upwards, larger markers for more patients or resource."""
    if not reading.is_number:
        return ScatterView(why_none="An answer or a fact in words cannot be drawn against need.")
    places = reading.places
    if not places.fifths.source:
        return ScatterView(
            why_none="The scorecard has no deprivation score among its context indicators, so need"
            " is not known. Add one, and the next banding draws this chart."
        )
    need = deprivation_of(one.definition for one in held)
    if need is not None and need.pk == reading.definition.pk:
        return ScatterView(why_none="This indicator is itself the measure of need.")
    across = _Other(
        places.fifths.source,
        need.unit if need else "",
        need.decimals if need else 1,
        places.fifths.values[reading.at_places],
    )
    others = _others(reading, held)
    choices = {"": LIST_SIZE, **{one.definition.code: one.definition.name for one in others}}
    sized = next((one for one in others if one.definition.code == reading.asked.size), None)
    size = (
        _other(reading, sized)
        if sized
        else _Other(LIST_SIZE, "", 0, places.list_sizes[reading.at_places])
    )
    points = _points(reading, across, size.values)
    finding = f"{_possible(reading)} {_together(reading, across, points)}"
    title = f"{reading.data.name} and need"
    chart, page = _chart(reading, across, points, title, finding, size)
    chosen = sized.definition.code if sized else ""
    notes = (places.fifths.words, f"Larger markers have a larger value of: {size.name}.")
    return ScatterView(chart, page, choices, chosen, notes=notes)


def _others(reading: Reading, held: Sequence[RunDefinition]) -> list[RunDefinition]:
    """The other indicators of which each practice has a number of its own."""
    return [
        one
        for one in held
        if one.definition.kind not in ("yes_no", "fact")
        and one.definition.level == "practice"
        and one.definition_id != reading.rows.banded.definition_id
    ]


def _other(reading: Reading, banded: RunDefinition) -> _Other:
    """Without what no count can give: one such value would press all the others together."""
    rows = rows_of(banded, reading.period.ends_on)
    known = dict(zip(rows.practices.tolist(), range(rows.practices.size), strict=True))
    at = np.array([known.get(pk, -1) for pk in reading.rows.practices.tolist()], dtype=np.intp)
    values = np.where(rows.states == NoBand.IMPOSSIBLE, np.nan, rows.value)
    found = np.append(values, np.nan)[at]
    one = banded.definition
    return _Other(one.name, one.unit, one.decimals, found)


def _points(reading: Reading, across: _Other, area: Floats | None = None) -> Points:
    rows = reading.rows
    possible = np.where(rows.states == NoBand.IMPOSSIBLE, np.nan, rows.value)
    places = (across.decimals, reading.decimals)
    return Points(rows.names, across.values, possible, rows.bands, places, area)


def _together(reading: Reading, across: _Other, points: Points) -> str:
    """Spearman's rank correlation in words, and what it does not say."""
    found = ranked_together(points.x, points.y)
    who = counted(found.practices, "practice", "practices")
    if found.practices < AT_LEAST_PRACTICES:
        return (
            f"{who} {'has' if found.practices == 1 else 'have'} both figures; it takes"
            f" {AT_LEAST_PRACTICES} to say how they go together."
        )
    if np.isnan(found.rho):
        return f"{who} have both figures, and one of the two does not differ between them."
    how = "do not go together by more than chance"
    if found.is_more_than_chance:
        much = next(word for least, word in _STRENGTHS if abs(found.rho) >= least)
        way = "higher" if found.rho > 0 else "lower"
        how = f"go together {much}: where {across.name} is higher, the figure tends to be {way}"
    return f"Over {who} the two {how} (rank correlation {show(found.rho, 2)}). {NOT_CAUSE}"


def _possible(reading: Reading) -> str:
    """Whether a good result is possible where patients are most deprived."""
    codes, rows = reading.places.fifths.codes[reading.at_places], reading.rows
    there = (codes == MOST_DEPRIVED) & rows.has_value
    if not there.any():
        return "No practice of the most deprived fifth has a figure."
    number, green = int(there.sum()), int((there & (rows.bands == Band.GREEN)).sum())
    who = counted(number, "practice", "practices")
    if not (rows.bands != Band.NONE).any():
        return f"{who} of the most deprived fifth have a figure; nobody is banded."
    start = f"Of {who} with a figure in the most deprived fifth, {show(green)}"
    if green:
        return f"{start} {'is' if green == 1 else 'are'} green: a good result is possible there."
    return f"{start} are green: nobody there shows yet that it is possible."


def _chart(
    reading: Reading,
    across: _Other,
    points: Points,
    title: str,
    finding: str,
    size: _Other | None = None,
) -> tuple[Chart, "Page[int]"]:
    data = reading.data
    order = [at for at in np.argsort(-points.x, kind="stable").tolist() if points.drawn[at]]
    page = paged(order, reading.asked)
    names = (across.name, data.name)
    columns = ("Practice", across.name, "Figure", "Band", *([size.name] if size else []))
    rows = [_row(reading, across, at, size) for at in page]
    chart = scatter_plot(
        Scatter(title, names, (across.unit, data.unit), points, finding),
        columns,
        rows,
        reading.draws,
        urls=tuple(reading.link(at) for at in page),
        numbers=(1, 2, *([4] if size else [])),
    )
    return chart, page


def _row(reading: Reading, across: _Other, at: int, size: _Other | None) -> tuple[str, ...]:
    cells = (
        reading.rows.names[at],
        figure_with_unit(float(across.values[at]), across.unit, across.decimals),
        reading.figure(at),
        reading.band(at),
    )
    return cells if size is None else (*cells, _size(size, at))


def _size(size: _Other, at: int) -> str:
    value = float(size.values[at])
    if np.isnan(value):
        return "Not known"
    if not size.unit and not size.decimals:
        return count_words(value)
    return figure_with_unit(value, size.unit, size.decimals)
