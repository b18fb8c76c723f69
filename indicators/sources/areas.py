"""Rows of a national file that are about England, a region or an area, and no practice. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from indicators.sources.coded import Coded, Flags
from indicators.sources.columns import ENGLAND, OWN, REGION
from indicators.sources.notices import Found, Notice
from indicators.sources.profiles import AreaColumns, Column, Profile
from indicators.sources.tables import Table

ENGLAND_CODES = ("E92000001", "ENG")


@dataclass(frozen=True)
class Place:
    """The area for which a file is read, by its own code and name."""

    code: str
    name: str


def columns_of(table: Table, profile: Profile) -> list[Column]:
    """The columns of the table that tell rows of areas from those of practices, beside the code
    of the practice."""
    areas = profile.areas
    wanted = (areas.code, areas.type, areas.names, areas.parent)
    return [one for one in wanted if any(name in table.headings for name in one)]


def taken_out(table: Table, profile: Profile, place: Place | None) -> tuple[Table, Coded]:
    """The rows of England, of the region and of the `place`, and which of them each is.

    They leave the table, and so do rows of other areas, which are counted and told. Raises
    FileNotRead where the column that says what a row is about is missing.
    """
    areas = profile.areas
    codes = table.coded(areas.code or profile.practice, "practice").mapped(str.upper)
    england = codes.among(ENGLAND_CODES)
    own = codes.among(_codes(areas.own))
    own |= codes.among([place.code.upper()] if place else ())
    region = codes.among(_codes(areas.region))
    about_areas = england | own | region
    if areas.type:
        kinds = table.coded(areas.type, "what a row is about").mapped(str.casefold)
        about_areas = ~kinds.among(map(str.casefold, areas.practices))
        own |= _by_name(table, areas, place)
        region |= kinds.asked(lambda kind: "region" in kind) & _above(table, areas, codes, own)
        others = about_areas & ~(england | own | region)
        _tell_others(table, areas, others)
        _tell_missing(table, place, about_areas, own)
    wanted = about_areas & (england | own | region)
    whose = Coded(
        Coded.of((ENGLAND, REGION, OWN)).words,
        np.select((england, own), (0, 2), 1).astype(np.int32),
    )
    found = replace(table, notices=[])
    found.keep(wanted)
    table.keep(~about_areas)
    return found, whose[wanted]


def _by_name(table: Table, areas: AreaColumns, place: Place | None) -> Flags:
    """Rows under the place's name, or one that ends in its code: "North Board - 01A"."""
    names = _there(table, areas.names, "name of the area")
    if place is None or names is None:
        return np.zeros(len(table), np.bool_)
    ends = re.compile(rf".*\s-\s{re.escape(place.code)}", re.IGNORECASE)
    plain = place.name.casefold()
    return names.asked(lambda name: name.casefold() == plain or bool(ends.fullmatch(name)))


def _above(table: Table, areas: AreaColumns, codes: Coded, own: Flags) -> Flags:
    """Rows of the areas that the place's own rows name as the larger one."""
    parents = _there(table, areas.parent, "larger area")
    if parents is None:
        return np.zeros(len(table), np.bool_)
    return codes.among(_codes(parents[own].counted()))


def _there(table: Table, column: Column, purpose: str) -> Coded | None:
    there = any(one in table.headings for one in column)
    return table.coded(column, purpose) if there else None


def _codes(codes: Iterable[str]) -> set[str]:
    return {code.strip().upper() for code in codes} - {""}


def _tell_others(table: Table, areas: AreaColumns, others: Flags) -> None:
    kinds = table.coded(areas.type, "what a row is about")
    for kind, count in kinds[others].counted().items():
        said = f"{kind or 'Nothing said'}: {count:,}."
        table.notices.append(Notice(Found.OTHER_AREAS, said, value=kind, count=count))


def _tell_missing(table: Table, place: Place | None, about_areas: Flags, own: Flags) -> None:
    if place is None or own.any() or not about_areas.any():
        return
    said = (
        f"no row is of {place.name} as a whole: looked for the code {place.code} and the name. If"
        " the file calls the area otherwise, name its code in a layout of your own (own)."
    )
    table.notices.append(Notice(Found.FILE, said))
