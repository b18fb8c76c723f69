"""Keeping list sizes and organisations out of national files."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from indicators.sources.listing import (
    ParsedDetails,
    ParsedList,
    ParsedPractice,
    parse_details,
    parse_lists,
    parse_organisations,
)
from indicators.sources.notices import Found, Notice, as_lines
from indicators.sources.profiles import Profile
from indicators.sources.tables import FileNotRead
from practices.models import Practice
from practices.services.imports import PlacedPractice, import_organisations
from practices.services.lists import ListSizeRow, ListsRecorded, record_list_sizes


@dataclass(frozen=True)
class ImportedOrganisations:
    practices: int
    counts: Mapping[str, int]
    notices: list[Notice]


@dataclass(frozen=True)
class ImportedLists:
    recorded: ListsRecorded
    notices: list[Notice]


@dataclass(frozen=True)
class File:
    """A file as the user gave it, and the profile it is read by."""

    profile: Profile
    content: bytes
    name: str


@transaction.atomic
def import_areas(
    *,
    file: File,
    details: File | None,
    only_area: str = "",
    since: dt.date,
    by: Any,
    at: dt.datetime,
) -> ImportedOrganisations:
    """Add or update the practices, networks and commissioners of a geography file.

    `only_area` keeps one integrated care board; `details` adds postcodes and dates. Practices
    are placed from `since`. Raises FileNotRead or ValidationError, and then changes nothing.
    """
    practices, notices = parse_organisations(file.content, file.profile, file.name, only_area)
    more: dict[str, ParsedDetails] = {}
    if details:
        more, about = parse_details(details.content, details.profile, details.name)
        notices += about
    rows = placed_rows(practices, more, since, notices)
    if details:
        notices += _without_details(practices, more)
    notices += _networks(practices)
    counts = import_organisations(rows=rows, since=since, source=source_of(file), by=by, at=at)
    return ImportedOrganisations(len(rows), counts, notices)


@transaction.atomic
def import_lists(
    *,
    file: File,
    on: dt.date | None,
    only: Collection[str] | None = None,
    by: Any,
    at: dt.datetime,
) -> ImportedLists:
    """Keep the list sizes of every practice known here; `on` where the file names no day.

    With `only`, other practices than these are left alone. Raises FileNotRead.
    """
    sizes, notices = parse_lists(file.content, file.profile, file.name, on)
    known = dict(Practice.objects.values_list("code", "pk"))
    if only is not None:
        sizes, others = _parted(sizes, known.keys() - set(only))
        notices += others
    missing = Counter(size.practice for size in sizes if size.practice not in known)
    notices += [
        Notice(Found.UNKNOWN_PRACTICE, f"{code}: {count:,}.", value=code, count=count)
        for code, count in sorted(missing.items())
    ]
    source = source_of(file)
    rows = [
        ListSizeRow(known[size.practice], size.kind, size.on, size.patients, source)
        for size in sizes
        if size.practice in known
    ]
    if not rows:
        raise FileNotRead("\n".join([f"{file.name}: nothing to keep.", *as_lines(notices)]))
    return ImportedLists(record_list_sizes(rows=rows, by=by, at=at), notices)


def placed_rows(
    practices: list[ParsedPractice],
    more: Mapping[str, ParsedDetails],
    since: dt.date,
    notices: list[Notice],
) -> list[PlacedPractice]:
    """Practices with what is known of them; a closing that contradicts them is told."""
    return [_row(one, more.get(one.code), since, notices) for one in practices]


def _parted(
    sizes: list[ParsedList], elsewhere: Collection[str]
) -> tuple[list[ParsedList], list[Notice]]:
    """Without those of practices that are somebody else's; how many these are is told."""
    kept = [size for size in sizes if size.practice not in elsewhere]
    left = len(sizes) - len(kept)
    said = f"{left:,} lists of practices in other areas of this database."
    return kept, [Notice(Found.OTHER_AREA, said, count=left)] if left else []


def _row(
    one: ParsedPractice, more: ParsedDetails | None, since: dt.date, notices: list[Notice]
) -> PlacedPractice:
    """The geography file says who was a practice; a closing before `since` contradicts it."""
    closed_on = more.closed_on if more else None
    if closed_on and closed_on <= since:
        said = f"{one.code} closed on {closed_on}, yet the geography file holds it."
        notices.append(Notice(Found.CLOSED_IN_DETAILS, said, one.row))
        closed_on = None
    return PlacedPractice(
        code=one.code,
        name=one.name,
        network=one.network,
        network_name=one.network_name,
        area=one.area,
        area_name=one.area_name,
        country=one.country,
        country_name=one.country_name,
        postcode=more.postcode if more else "",
        opened_on=more.opened_on if more else None,
        # The register gives the last day; ours is the first day without patients.
        closed_on=closed_on + dt.timedelta(days=1) if closed_on else None,
    )


def _without_details(
    practices: list[ParsedPractice], more: Mapping[str, ParsedDetails]
) -> list[Notice]:
    return [
        Notice(Found.NO_DETAILS, f"{one.code} {one.name}.", one.row)
        for one in practices
        if one.code not in more
    ]


def _networks(practices: list[ParsedPractice]) -> list[Notice]:
    areas: dict[str, set[str]] = {}
    for one in practices:
        areas.setdefault(one.network, set()).add(one.area)
    return [
        Notice(Found.NO_NETWORK, f"{one.code} {one.name}.", one.row)
        for one in practices
        if not one.network
    ] + [
        Notice(
            Found.TWO_AREAS,
            f"{code} lies in {' and '.join(sorted(those))}; it is kept under the one with more "
            "of its practices.",
        )
        for code, those in areas.items()
        if code and len(those) > 1
    ]


def source_of(file: File) -> str:
    """How a list size or an audit event names the file."""
    digest = hashlib.sha256(file.content).hexdigest()[:12]
    return f"{file.profile.name}: {file.name[:120]} (SHA-256 {digest})"
