"""The page on which practices are chosen and then stand side by side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from practices.models import Practice
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.choosing import Chosen, chosen_in, remarks
from scorecard.dashboards.models import PracticeList
from scorecard.dashboards.presenters.compare import (
    Block,
    Compared,
    Line,
    chart_of,
    compared,
    only_where_bands_differ,
)
from scorecard.dashboards.selectors.compared import (
    hide_area,
    practices_like,
    practices_named,
    sides_of,
)


@dataclass(frozen=True)
class Place:
    """Where somebody compares: among which practices, and where their results have pages.

    `kind` begins the names of those addresses: area or network. `kept` is the list from which
    practices are ticked; without one, from all.
    """

    kind: str
    code: str
    name: str
    practices: QuerySet[Practice]
    periods: BandedPeriods | None
    today: dt.date
    kept: PracticeList | None = None

    @property
    def to_tick(self) -> QuerySet[Practice]:
        return self.practices.filter(practicelist=self.kept) if self.kept else self.practices

    @property
    def query(self) -> str:
        return f"?period={self.periods.current.run.period.code}" if self.periods else ""

    def page(self, name: str, *args: str) -> str:
        return reverse(f"{self.kind}-{name}", args=[self.code, *args])


@dataclass(frozen=True)
class Choice:
    """The practices that can be ticked: those that are, then those that were looked for."""

    ticked: tuple[Practice, ...]
    others: tuple[Practice, ...]
    looked_for: str
    said: str


@dataclass(frozen=True)
class Shown:
    """A line of the table with where its parts lead; `chart` is empty without a picture."""

    line: Line
    address: str
    chart: str
    cells: tuple[tuple[Any, str], ...]


@dataclass(frozen=True)
class Part:
    block: Block
    lines: tuple[Shown, ...]


def chosen_practices(place: Place, chosen: Chosen) -> list[Practice]:
    """In the order of the address; with flags as on the last day of the period."""
    day = place.periods.current.run.period.ends_on if place.periods else place.today
    return practices_named(place.practices, chosen.codes, day)


def compared_at(place: Place, query: QueryDict) -> Compared | None:
    """What stands side by side; None before 2 to 6 practices of the place are chosen."""
    found = chosen_practices(place, chosen_in(query.getlist("practice")))
    return _compared(place, found)


def compare_page(place: Place, query: QueryDict) -> dict[str, Any]:
    """Everything the template needs."""
    chosen = chosen_in(query.getlist("practice"))
    found = chosen_practices(place, chosen)
    shown = _compared(place, found)
    said = remarks(chosen, {one.code for one in found}, place.name)
    context: dict[str, Any] = {
        "place": place,
        "periods": place.periods,
        "remarks": said,
        "choice": _choice(place, found, query.get("find", ""), always=shown is None),
        "without_list": _address(query, list=""),
        "shown": shown,
    }
    if shown is None:
        return context
    only = query.get("only") == "differ"
    blocks = only_where_bands_differ(shown) if only else (shown.context, *shown.blocks)
    return {
        **context,
        "only": only,
        "without_only": _address(query, only=""),
        "with_only": _address(query, only="differ"),
        "heads": [(head, place.page("practice", head.code) + place.query) for head in shown.heads],
        "parts": [_part(block, shown, place, query) for block in blocks if block.lines],
        "chart": chart_of(
            shown, query.get("chart", ""), lambda code: place.page("practice", code) + place.query
        ),
        "file": f"{place.page('compare-csv')}?{query.urlencode()}",
    }


def _compared(place: Place, found: Sequence[Practice]) -> Compared | None:
    if place.periods is None or not Chosen(tuple(one.code for one in found), ()).fits:
        return None
    sides = sides_of(place.periods.current, found)
    if place.kind == "network":
        hide_area(sides, place.practices.values_list("pk", flat=True))
    return compared(sides)


def _choice(place: Place, found: list[Practice], text: str, always: bool) -> Choice:
    looked = " ".join(text.split())[:100]
    if not looked and not always:
        return Choice(tuple(found), (), "", "")
    others, more = practices_like(place.to_tick, looked)
    left = tuple(one for one in others if one not in found)
    return Choice(tuple(found), left, looked, _said(len(others), more, looked))


def _said(count: int, more: bool, looked: str) -> str:
    if not count:
        return f"No practice here has “{looked}” in its name or code. Look for a part of it."
    if more:
        return f"The first {count} by name. Look for a part of a name or code to find others."
    return ""


def _part(block: Block, shown: Compared, place: Place, query: QueryDict) -> Part:
    lines = []
    for line in block.lines:
        code = line.definition.code
        cells = [
            (entry, place.page("result", head.code, code) + place.query)
            for head, entry in zip(shown.heads, line.entries, strict=True)
        ]
        chart = _address(query, chart=code) + "#chart-heading" if line.charted else ""
        lines.append(Shown(line, _indicator(place, code), chart, tuple(cells)))
    return Part(block, tuple(lines))


def _indicator(place: Place, code: str) -> str:
    """The page of the indicator; a network has none."""
    if place.kind != "area":
        return ""
    return reverse("indicator-results", args=[place.code, code]) + place.query


def _address(query: QueryDict, **changes: str) -> str:
    """The same view with something else chosen; an empty value takes the choice away."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"
