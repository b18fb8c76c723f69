"""What a reader asks of the grid, from its address. Nothing raises; the unknown is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.http import QueryDict

from scorecard.calc.types import Band, NoBand
from scorecard.dashboards.selectors.filters import (
    PracticeFilters,
    RunPlaces,
    Said,
    read_filters,
    shortened,
    words_of,
)
from scorecard.dashboards.selectors.run_sheet import Column, RunSheet

# A page has at most so many practices, and fewer where that would be too many cells.
PAGE_SIZE = 100
MOST_CELLS = 6_000
# Two figures in a cell, and notes: more of them would be more than 60 kB on their way.
MOST_CHANGES = 3_500
FEWEST = 10
EVERYBODY = PracticeFilters()
SORTS: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name",
        "best": "Overall score, highest first",
        "worst": "Overall score, lowest first",
        "largest": "List size, largest first",
        "smallest": "List size, smallest first",
    }
)
VIEWS: Mapping[str, str] = MappingProxyType(
    {"now": "This period", "change": "Since the last period"}
)
POOLS: Mapping[str, str] = MappingProxyType(
    {
        "": "Nothing",
        "area": "Everybody shown",
        "network": "Each network",
        "fifth": "Each deprivation fifth",
    }
)
BANDS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "green": (Band.GREEN, "Green"),
        "amber": (Band.AMBER, "Amber"),
        "red": (Band.RED, "Red"),
        "none": (Band.NONE, "No score"),
    }
)
TOO_CLOSE = "too-close"
# What at least one of a practice's cells must be; numbers are NoBand codes, below zero bands.
STATES: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "has-red": (-Band.RED, "A red"),
        "has-amber": (-Band.AMBER, "An amber"),
        TOO_CLOSE: (0, "Too close to call"),
        "not-returned": (NoBand.NOT_RETURNED, "Due but not returned"),
        "no-data": (NoBand.NO_DATA, "No data"),
        "not-applicable": (NoBand.NOT_APPLICABLE, "Not applicable"),
        "too-few": (NoBand.TOO_FEW, "Too few to band"),
        "suppressed": (NoBand.SUPPRESSED, "Suppressed at source"),
        "no-comparison": (NoBand.NO_COMPARISON, "Nothing to compare with"),
        "impossible": (NoBand.IMPOSSIBLE, "Cannot be right"),
    }
)


@dataclass(frozen=True)
class GridAsked:
    """`sort` is a key of SORTS or an indicator's code, with "-" before it lowest first; `domain`
    an id, 0 for all; `band`, `state`, `view`, `pool` keys of the tables above, or empty."""

    period: str
    filters: PracticeFilters = EVERYBODY
    sort: str = "name"
    view: str = "now"
    pool: str = ""
    band: str = ""
    state: str = ""
    domain: int = 0
    page: int = 1
    unknown: tuple[str, ...] = ()
    said: tuple[Said, ...] = field(default=())

    def as_query(self, **changes: str) -> QueryDict:
        """An address that asks for the same, but for the changes; empty takes one away."""
        asked = {
            "period": self.period,
            "sort": "" if self.sort == "name" else self.sort,
            "view": "" if self.view == "now" else self.view,
            "pool": self.pool,
            **self.filters.as_query(),
            "band": self.band,
            "domain": str(self.domain or ""),
            "state": self.state,
        }
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in (asked | changes).items() if value})
        return query


def read_grid(query: QueryDict, period: str, sheet: RunSheet, places: RunPlaces) -> GridAsked:
    filters, unknown = read_filters(query, places)
    odd = list(unknown)
    domains = {one.domain: one.domain_name for one in sheet.columns}
    domain = number(query.get("domain", ""))
    if query.get("domain") and domain not in domains:
        odd.append(f"There is no domain {shortened(query.get('domain', ''))}. All are shown.")
        domain = 0
    state = query.get("state", "") or (TOO_CLOSE if "close" in query else "")
    band, state = (
        _known(query.get("band", ""), BANDS, "band", odd),
        _known(state, STATES, "state of a cell", odd),
    )
    said = list(words_of(filters, places))
    if band:
        said.append(Said("band", f"Overall: {BANDS[band][1]}"))
    if domain:
        said.append(Said("domain", f"Domain: {domains[domain]}"))
    if state:
        said.append(Said("state", f"With at least one cell: {STATES[state][1]}"))
    return GridAsked(
        period,
        filters,
        _sort(query.get("sort", ""), sheet, odd),
        _known(query.get("view", ""), VIEWS, "view", odd) or "now",
        _known(query.get("pool", ""), POOLS, "way of putting practices together", odd),
        band,
        state,
        domain,
        max(number(query.get("page", "")), 1),
        tuple(odd),
        tuple(said),
    )


def columns_of(asked: GridAsked, sheet: RunSheet) -> list[int]:
    """Places of the columns that are shown."""
    return [
        at for at, one in enumerate(sheet.columns) if not asked.domain or one.domain == asked.domain
    ]


def page_size(columns: int, view: str = "now") -> int:
    most = MOST_CHANGES if view == "change" else MOST_CELLS
    return min(PAGE_SIZE, max(most // max(columns, 1), FEWEST))


def sorted_column(sort: str, sheet: RunSheet) -> Column | None:
    """The indicator by which practices are sorted."""
    code = sort.removeprefix("-").upper()
    return next((one for one in sheet.columns if one.code.upper() == code), None)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _known(value: str, table: Mapping[str, object], what: str, odd: list[str]) -> str:
    if value in table:
        return value
    if value:
        odd.append(f"There is no {what} called {shortened(value)}; that is left out.")
    return ""


def _sort(sort: str, sheet: RunSheet, odd: list[str]) -> str:
    if sort in SORTS or not sort:
        return sort or "name"
    if sorted_column(sort, sheet):
        return sort
    odd.append(f"There is no order {shortened(sort)}. Practices stand in order of name.")
    return "name"
