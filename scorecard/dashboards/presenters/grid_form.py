"""Fields by which the grid is filtered and sorted; each filter in words, with its way out."""

from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.selectors.filters import (
    FIFTH_WORDS,
    SIZE_UNKNOWN,
    SIZES,
    UNKNOWN,
    RunPlaces,
)
from scorecard.dashboards.selectors.grid_asked import (
    BANDS,
    POOLS,
    SORTS,
    STATES,
    VIEWS,
    GridAsked,
    sorted_column,
)
from scorecard.dashboards.selectors.grid_rows import MOST_PRACTICES_TO_LIST
from scorecard.dashboards.selectors.run_sheet import RunSheet
from scorecard.ui.typed import kept


@dataclass(frozen=True)
class Field:
    """`options` are (value, words, chosen); without any the value is typed."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...] = ()
    value: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Chip:
    """One filter in words, and the address of the same grid without it."""

    words: str
    without: str


def view_fields(asked: GridAsked, sheet: RunSheet, periods: BandedPeriods) -> tuple[Field, ...]:
    """What is looked at: period, order, view, rows put together."""
    runs = [(one.run.period.code, one.run.period.name) for one in periods.runs]
    sorts = list(SORTS.items())
    column = sorted_column(asked.sort, sheet)
    if column and asked.sort not in SORTS:
        way = "lowest" if asked.sort.startswith("-") else "highest"
        sorts.append((asked.sort, f"{column.code}, {way} first"))
    pools = [one for one in POOLS.items() if one[0] != "fifth" or sheet.has_fifths]
    return (
        _field("period", "Period", runs, asked.period),
        _field("sort", "Order", sorts, asked.sort),
        _field("view", "What is shown", VIEWS.items(), asked.view),
        _field("pool", "Put together", pools, asked.pool),
    )


def filter_fields(asked: GridAsked, sheet: RunSheet, places: RunPlaces) -> tuple[Field, ...]:
    """Who is shown, and which indicators."""
    filters = asked.filters
    fields = [_network(filters.network, sheet, places)]
    if sheet.has_fifths:
        fifths = [(str(one), words) for one, words in FIFTH_WORDS.items()]
        fields.append(_any("fifth", "Deprivation fifth", fifths, str(filters.fifth or "")))
    sizes = [(key, words) for key, (_, _, words) in SIZES.items()]
    fields.append(_any("size", "List size", [*sizes, (UNKNOWN, SIZE_UNKNOWN)], filters.size))
    if places.groups:
        groups = [(str(one.pk), kept(f"{one.group_set.name}: {one.name}")) for one in places.groups]
        fields.append(_any("group", "Group", groups, str(filters.group or "")))
    if filters.list:
        lists = [(str(one.pk), kept(one.name)) for one in places.lists]
        fields.append(_any("list", "List", lists, str(filters.list)))
    bands = [(key, words) for key, (_, words) in BANDS.items()]
    states = [(key, words) for key, (_, words) in STATES.items()]
    domains = {str(one.domain): one.domain_name for one in sheet.columns}
    return (
        *fields,
        _any("band", "Overall band", bands, asked.band),
        _any("domain", "Domain", domains.items(), str(asked.domain or "")),
        _any("state", "With at least one cell", states, asked.state),
    )


def chips(asked: GridAsked) -> tuple[Chip, ...]:
    return tuple(
        Chip(one.words, f"?{asked.as_query(**{one.name: ''}).urlencode()}") for one in asked.said
    )


def _network(code: str, sheet: RunSheet, places: RunPlaces) -> Field:
    if sheet.practices.size > MOST_PRACTICES_TO_LIST:
        return Field("network", "Network", value=code, hint="Its code")
    networks = [(one.code, kept(one.name)) for one in places.networks]
    return _any("network", "Network", networks, code)


def _any(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Field:
    return _field(name, label, [("", "All"), *options], chosen)


def _field(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Field:
    return Field(
        name, label, tuple((value, words, value == chosen) for value, words in options), chosen
    )
