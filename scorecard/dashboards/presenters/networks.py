"""All networks of an area side by side in one period, with the filters of the reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.http import QueryDict

from scorecard.calc.rounding import show
from scorecard.calc.types import Band, Flags
from scorecard.cards.around import OTHERS
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.words import counted, in_bands
from scorecard.dashboards.presenters.listings import Choice
from scorecard.dashboards.selectors.filters import (
    FIFTH_WORDS,
    SIZE_UNKNOWN,
    SIZES,
    UNKNOWN,
    PracticeFilters,
    RunPlaces,
    chosen,
    read_filters,
    words_of,
)
from scorecard.dashboards.selectors.grid_rows import kinds_asked
from scorecard.dashboards.selectors.places_read import LINKS
from scorecard.dashboards.selectors.places_read import SIZES as LIST_SIZES
from scorecard.dashboards.selectors.run_sheet import RunSheet, sheet_of

HEADER = (
    "network code", "network", "practices", "green", "amber", "red", "no band",
    "middle overall score", "banded figures", "green figures", "registered patients",
    "practices without list size",
)  # fmt: skip
NONE = "No score"


@dataclass(frozen=True)
class NetworkRow:
    """`levels` are how many practices are green, amber, red and without a band overall; `middle`
    the middle overall score (NaN: none has one); `banded` weighted figures, `green` of them."""

    code: str
    name: str
    practices: int
    levels: tuple[int, int, int, int]
    middle: float
    banded: int
    green: int
    patients: float
    unsized: int

    @property
    def overall(self) -> str:
        *known, without = self.levels
        said = in_bands(*known) if any(known) else "none banded"
        return f"{said}, {show(without)} without a band" if without and any(known) else said

    @property
    def score(self) -> str:
        return NONE if np.isnan(self.middle) else show(self.middle)

    @property
    def share(self) -> str:
        return f"{show(100 * self.green / self.banded)}%" if self.banded else "None banded"

    @property
    def size(self) -> str:
        if self.unsized == self.practices:
            return "Not known"
        without = f", {show(self.unsized)} not known" if self.unsized else ""
        return f"{show(self.patients)}{without}"

    @property
    def few(self) -> bool:
        """Whether its numbers are those of a practice that somebody else knows."""
        return self.practices < OTHERS


@dataclass(frozen=True)
class Networks:
    """`choices` and `problems` as `parts/filters.html` has them; `query` goes on to the networks
    and the file; `outside` says how many practices are in none."""

    rows: tuple[NetworkRow, ...]
    choices: tuple[Choice, ...]
    problems: tuple[str, ...]
    said: tuple[str, ...]
    query: str
    grid: str
    outside: str
    any_few: bool


def networks_of(periods: BandedPeriods, query: QueryDict, reader: Any = None) -> Networks:
    run = periods.current
    sheet, places = sheet_of(run), RunPlaces(run, reader)
    kinds, ids = kinds_asked(query, sheet, places)
    places.read_together(*{*kinds, LINKS, LIST_SIZES}, **ids)
    filters, problems = read_filters(query, places)
    # A network is what this page is about: one is chosen by its row.
    filters = PracticeFilters("", filters.fifth, filters.size, filters.group, filters.list)
    wanted = chosen(filters, places)
    asked = {"period": run.run.period.code, **filters.as_query()}
    rows = tuple(_rows(sheet, places, wanted))
    alone = int((wanted & (places.network_ids == 0)).sum())
    return Networks(
        rows=rows,
        choices=_choices(filters, places, sheet),
        problems=tuple(one for one in problems if "network" not in one),
        said=tuple(one.words for one in words_of(filters, places)),
        query=urlencode({"period": run.run.period.code}),
        grid=urlencode(asked),
        outside=f"{counted(alone, 'practice is', 'practices are')} in no network." if alone else "",
        any_few=any(one.few for one in rows),
    )


def rows_of(networks: Networks) -> Iterator[Sequence[object]]:
    """For a file: numbers as they are."""
    for one in networks.rows:
        middle = None if np.isnan(one.middle) else one.middle
        yield (
            one.code, one.name, one.practices, *one.levels, middle, one.banded, one.green,
            round(one.patients), one.unsized,
        )  # fmt: skip


def _rows(sheet: RunSheet, places: RunPlaces, wanted: Flags) -> Iterator[NetworkRow]:
    """Those in which somebody answers the filters, by name."""
    for network in places.networks:
        at = np.flatnonzero(wanted & (places.network_ids == network.pk))
        if not at.size:
            continue
        overall, bands = sheet.overall[at], sheet.bands[at]
        scores, patients = sheet.scores[at], places.list_sizes[at]
        known = scores[~np.isnan(scores)]
        levels = (Band.GREEN, Band.AMBER, Band.RED, Band.NONE)
        green, amber, red, without = (int((overall == level).sum()) for level in levels)
        yield NetworkRow(
            code=network.code,
            name=network.name,
            practices=int(at.size),
            levels=(green, amber, red, without),
            middle=float(np.median(known)) if known.size else np.nan,
            banded=int((bands > Band.NONE).sum()),
            green=int((bands == Band.GREEN).sum()),
            patients=float(np.nansum(patients)),
            unsized=int(np.isnan(patients).sum()),
        )


def _choices(filters: PracticeFilters, places: RunPlaces, sheet: RunSheet) -> tuple[Choice, ...]:
    sizes = {name: words for name, (_, _, words) in SIZES.items()} | {UNKNOWN: SIZE_UNKNOWN}
    fifths = {str(one): words for one, words in FIFTH_WORDS.items()} if sheet.has_fifths else {}
    groups = {str(one.pk): one.name for one in places.groups}
    offered = (
        ("fifth", "Deprivation fifth", "Any", fifths, str(filters.fifth or "")),
        ("size", "List size", "Any", sizes, filters.size),
        ("group", "Group", "Everybody", groups, str(filters.group or "")),
    )
    return tuple(
        Choice(name, label, anything, tuple(choices.items()), chosen)
        for name, label, anything, choices, chosen in offered
        if choices
    )
