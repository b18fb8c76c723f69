"""Which practices of a run a reader asks for: by network, deprivation fifth, list size or group.

Read from an address. What is not known there is left out and said in words; nothing raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np
from django.http import QueryDict
from numpy.typing import NDArray

from scorecard.calc.fifths import FIFTHS
from scorecard.calc.types import Flags
from scorecard.dashboards.selectors.run_places import Fifths, RunPlaces
from scorecard.ui.typed import kept, said_back

__all__ = ["SIZES", "Fifths", "PracticeFilters", "RunPlaces", "chosen", "read_filters", "words_of"]

UNKNOWN = "unknown"
# From (inside) and up to (outside) how many registered patients, and in words.
SIZES: Mapping[str, tuple[float, float, str]] = MappingProxyType(
    {
        "under-5000": (0, 5_000, "fewer than 5,000 patients"),
        "5000-9999": (5_000, 10_000, "5,000 to 9,999 patients"),
        "10000-14999": (10_000, 15_000, "10,000 to 14,999 patients"),
        "15000-up": (15_000, np.inf, "15,000 patients or more"),
    }
)
SIZE_UNKNOWN = "list size not known"
FIFTH_WORDS = {1: "1, the most deprived", 2: "2", 3: "3", 4: "4", 5: "5, the least deprived"}
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class PracticeFilters:
    """`network` is a code, `fifth` 1 to 5, `size` a key of SIZES or UNKNOWN, `group` and `list` are
    ids; empty or 0 is everybody. The names are those of the address."""

    network: str = ""
    fifth: int = 0
    size: str = ""
    group: int = 0
    list: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def as_query(self) -> dict[str, str]:
        """For an address: only what is asked for."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(value) for name, value in given.items() if value}


@dataclass(frozen=True)
class Said:
    """One filter in words, with its name in the address."""

    name: str
    words: str


def read_filters(query: QueryDict, places: RunPlaces) -> tuple[PracticeFilters, tuple[str, ...]]:
    """The filters of an address, and in words what of it is not known."""
    unknown: list[str] = []
    network = query.get("network", "").strip()
    if network and network.upper() not in {one.code.upper() for one in places.networks}:
        unknown.append(f"There is no network {shortened(network)} here. All networks are shown.")
        network = ""
    fifth_asked, group_asked = query.get("fifth", ""), query.get("group", "")
    fifth, group = _number(fifth_asked), _number(group_asked)
    if fifth_asked and not (fifth and 1 <= fifth <= FIFTHS and places.fifths.source):
        unknown.append(_no_fifth(fifth_asked, places))
        fifth = 0
    size = query.get("size", "")
    if size and size not in (*SIZES, UNKNOWN):
        unknown.append(f"There is no list size band {shortened(size)}. All sizes are shown.")
        size = ""
    if group_asked and group not in {one.pk for one in places.groups}:
        unknown.append(f"There is no group {shortened(group_asked)}. All practices are shown.")
        group = 0
    listed = _list(query.get("list", ""), places, unknown)
    return PracticeFilters(network.upper(), fifth, size, group, listed), tuple(unknown)


def chosen(filters: PracticeFilters, places: RunPlaces) -> Flags:
    """Which of `places.practices` are asked for."""
    flags: NDArray[np.bool_] = np.ones(places.practices.size, dtype=np.bool_)
    if filters.network:
        own = [one.pk for one in places.networks if one.code.upper() == filters.network]
        flags &= np.isin(places.network_ids, own)
    if filters.fifth:
        flags &= places.fifths.codes == filters.fifth
    if filters.size == UNKNOWN:
        flags &= np.isnan(places.list_sizes)
    elif filters.size:
        least, below, _ = SIZES[filters.size]
        flags &= (places.list_sizes >= least) & (places.list_sizes < below)
    if filters.group:
        flags &= places.members_of(next(one for one in places.groups if one.pk == filters.group))
    if filters.list:
        flags &= places.listed(filters.list)
    return flags


def words_of(filters: PracticeFilters, places: RunPlaces) -> tuple[Said, ...]:
    """Each filter in words, in the order of the form."""
    said = []
    if filters.network:
        name = next(one.name for one in places.networks if one.code.upper() == filters.network)
        said.append(Said("network", f"Network: {kept(name)}"))
    if filters.fifth:
        said.append(Said("fifth", f"Deprivation fifth: {FIFTH_WORDS[filters.fifth]}"))
    if filters.size:
        words = SIZE_UNKNOWN if filters.size == UNKNOWN else SIZES[filters.size][2]
        said.append(Said("size", f"List size: {words}"))
    if filters.group:
        group = next(one for one in places.groups if one.pk == filters.group)
        said.append(Said("group", f"Group: {kept(group.name)}"))
    if filters.list:
        own = next(one for one in places.lists if one.pk == filters.list)
        said.append(Said("list", f"List: {kept(own.name)}"))
    return tuple(said)


def shortened(text: str) -> str:
    """What somebody typed, short enough to be said back."""
    return f"“{said_back(text, LONGEST_SHOWN)}”"


def _list(asked: str, places: RunPlaces, unknown: list[str]) -> int:
    """Lists are read only where one is asked for."""
    wanted = _number(asked)
    if not asked or wanted in {one.pk for one in places.lists}:
        return wanted
    said = f"There is no list {shortened(asked)} here that you can see. All practices are shown."
    unknown.append(said)
    return 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _no_fifth(asked: str, places: RunPlaces) -> str:
    if not places.fifths.source:
        return "This scorecard has no deprivation score, so practices are not in fifths."
    return f"There is no deprivation fifth {shortened(asked)}; they are 1 to 5. All are shown."
