"""List sizes, organisations and their details out of a table. Pure."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.sources import oddities
from indicators.sources.notices import Found, Notice
from indicators.sources.numbers import PRESENT, Numbers, read_column
from indicators.sources.profiles import ListColumns, Profile
from indicators.sources.rows import select_rows
from indicators.sources.tables import FileNotRead, Table, read_table


@dataclass(frozen=True)
class ParsedList:
    """One list size; `on` is the day that the file or the user gives."""

    practice: str
    kind: str
    on: dt.date
    patients: Decimal
    row: int


@dataclass(frozen=True)
class ParsedPractice:
    """A practice and where it belongs; `network` is empty where it has none."""

    code: str
    name: str
    network: str
    network_name: str
    area: str
    area_name: str
    country: str
    country_name: str
    row: int


@dataclass(frozen=True)
class ParsedDetails:
    postcode: str
    opened_on: dt.date | None
    closed_on: dt.date | None


def parse_lists(
    content: bytes, profile: Profile, name: str, on: dt.date | None
) -> tuple[list[ParsedList], list[Notice]]:
    """Every list size; `on` is the day of those whose file names none. Raises FileNotRead."""
    if not profile.lists:
        raise FileNotRead(f"The layout {profile.name!r} describes no list sizes.")
    if on is None and not all(spec.on for spec in profile.lists):
        raise FileNotRead(
            f"{name} does not say on which day the lists were counted: give the day (--on)."
        )
    table = read_table(content, profile, name)
    codes = select_rows(table, profile).tolist()
    sizes = [size for spec in profile.lists for size in _sizes(table, spec, profile, codes, on)]
    return _each_once(sizes, table.notices), table.notices


def parse_organisations(
    content: bytes, profile: Profile, name: str, only_area: str = ""
) -> tuple[list[ParsedPractice], list[Notice]]:
    """Every practice with its network, area and country. Raises FileNotRead."""
    if not profile.organisation:
        raise FileNotRead(f"The layout {profile.name!r} describes no organisations.")
    table = read_table(content, profile, name)
    codes = select_rows(table, profile).tolist()
    columns = {key: table.column(one, key) for key, one in profile.organisation.items()}
    areas = columns["area"]
    if only_area and only_area not in areas:
        there = ", ".join(sorted(set(areas)))
        raise FileNotRead(f"{name}: no practice lies in {only_area}. Areas: {there}.")
    columns["network"] = ["" if n in profile.no_network else n for n in columns["network"]]
    found = [
        ParsedPractice(code, row=row, **{key: one[at] for key, one in columns.items()})
        for at, (code, row) in enumerate(zip(codes, table.rows, strict=True))
        if not only_area or areas[at] == only_area
    ]
    _check_complete(found, name)
    return found, table.notices


def parse_details(
    content: bytes, profile: Profile, name: str
) -> tuple[dict[str, ParsedDetails], list[Notice]]:
    """Postcode and dates by practice code. Raises FileNotRead."""
    if not profile.details:
        raise FileNotRead(f"The layout {profile.name!r} describes no details.")
    table = read_table(content, profile, name)
    codes = select_rows(table, profile).tolist()
    columns = {key: table.column(one, key) for key, one in profile.details.items()}
    opened = days_of(table, columns["opened_on"], profile.dates, "opening date")
    closed = days_of(table, columns["closed_on"], profile.dates, "closing date")
    details = map(ParsedDetails, columns["postcode"], opened, closed)
    return dict(zip(codes, details, strict=True)), table.notices


def _sizes(
    table: Table, spec: ListColumns, profile: Profile, codes: Sequence[str], on: dt.date | None
) -> Iterator[ParsedList]:
    texts = table.column(spec.patients, f"{spec.kind} patients")
    numbers = read_column(texts, profile.missing, profile.suppressed)
    _tell(table, spec, numbers, texts, codes)
    days: Sequence[dt.date | None] = [on] * len(codes)
    if spec.on:
        days = days_of(table, table.column(spec.on, "day"), profile.dates, "day")
    kept = (numbers.states == PRESENT) & ~(numbers.values < 0)
    sizes = numbers.values.tolist()
    for code, size, day, row, keep in zip(codes, sizes, days, table.rows, kept, strict=True):
        if keep and day is not None:
            yield ParsedList(code, spec.kind, day, Decimal(str(size)), row)


def _tell(
    table: Table, spec: ListColumns, numbers: Numbers, texts: Sequence[str], codes: Sequence[str]
) -> None:
    oddities.tell_states(table.notices, numbers, texts, table.rows, table.heading(spec.patients))
    sizes = numbers.values
    for found, where in (
        (Found.NEGATIVE_LIST, sizes < 0),
        (Found.ZERO_LIST, sizes == 0),
        (Found.PART_PATIENT, (sizes > 0) & (sizes < 1)),
    ):
        oddities.tell(
            table.notices,
            found,
            where,
            table.rows,
            lambda at: f"practice {codes[at]} has {texts[at]} {spec.kind} patients.",
        )


def days_of(table: Table, texts: Sequence[str], form: str, what: str) -> list[dt.date | None]:
    known = {text: _date(text, form) for text in set(texts)}
    for text, row in zip(texts, table.rows, strict=True):
        if text and known[text] is None:
            said = f"{text!r} is not a {what} written as {form}; left out."
            table.notices.append(Notice(Found.BAD_DATE, said, row))
    return [known[text] for text in texts]


def _date(text: str, form: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, form).date()
    except ValueError:
        return None


def _each_once(sizes: list[ParsedList], notices: list[Notice]) -> list[ParsedList]:
    """The same size twice counts once; two different ones on one day are both refused."""
    given: dict[tuple[str, str, dt.date], list[ParsedList]] = {}
    for size in sizes:
        given.setdefault((size.practice, size.kind, size.on), []).append(size)
    kept = []
    for (code, kind, _), those in given.items():
        what = f"practice {code}, {kind}, rows {', '.join(str(one.row) for one in those)}"
        if len({one.patients for one in those}) > 1:
            said = f"{what}: which is right cannot be told, so none is kept."
            notices.append(Notice(Found.CONTRADICTION, said, count=len(those)))
            continue
        kept.append(those[0])
        if len(those) > 1:
            notices.append(Notice(Found.DUPLICATE, f"{what}.", count=len(those) - 1))
    return kept


def _check_complete(found: list[ParsedPractice], name: str) -> None:
    seen: dict[str, int] = {}
    for one in found:
        for what in ("name", "area", "area_name", "country", "country_name"):
            if not getattr(one, what):
                raise FileNotRead(
                    f"{name}, row {one.row:,}: practice {one.code} has no "
                    f"{what.replace('_', ' ')}. Fill the cell in or delete the row."
                )
        if one.code in seen:
            raise FileNotRead(
                f"{name}: practice {one.code} stands in row {seen[one.code]:,} and row "
                f"{one.row:,}. Delete one of them."
            )
        seen[one.code] = one.row
