"""A file that no profile describes: how it seems to be laid out, for a person to correct. Pure."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from indicators.returns.columns import plain
from indicators.returns.problems import FileRefused
from indicators.sources.numbers import read_number
from indicators.sources.profiles import Profile
from indicators.sources.spans import period_code
from indicators.sources.workbooks import is_workbook, workbook_rows

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 200
SHOWN = 8
PURPOSES = ("practice", "period", "indicator", "numerator", "denominator", "value")

# The code of a practice: a letter and five digits, with few exceptions (Y02045 and the like too).
_ODS = re.compile(r"[A-HJ-NPWY-Za-hj-npwy-z][0-9]{5}", re.ASCII)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{1,29}", re.ASCII)
_HEADINGS: dict[str, tuple[str, ...]] = {
    "practice": (
        "practice code",
        "practice",
        "ods code",
        "ods",
        "org code",
        "area code",
        "gp code",
    ),
    "period": ("period", "time period", "year", "quarter", "financial year", "reporting period"),
    "indicator": (
        "indicator code",
        "indicator",
        "indicator id",
        "ind code",
        "group code",
        "measure",
    ),
    "numerator": ("numerator", "count", "num", "register", "number", "achieved"),
    "denominator": ("denominator", "den", "denom", "list size", "practice list size", "eligible"),
    "value": ("value", "percentage", "rate", "score", "result", "uptake", "perc achievement"),
}
_MISSING = ("", "na", "n/a", ":", "*", "-", "[c]", "[x]", "null")


@dataclass(frozen=True)
class Guess:
    """How a file seems to be laid out; columns count from 0, None where none seems to fit.

    `rows` are the first after the headings, `missing` what seems to stand for "not available".
    """

    encoding: str
    delimiter: str
    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: dict[str, int | None]
    missing: tuple[str, ...]
    is_workbook: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Told:
    """What a person says of a file instead of what would be guessed; None where nothing."""

    encoding: str | None = None
    delimiter: str | None = None
    heading_row: int | None = None


def guess(
    content: bytes, name: str, told: Told | None = None, codes: Collection[str] = ()
) -> Guess:
    """Look at the first rows; `codes` are those of indicators that are known.

    Raises FileRefused or WorkbookRefused when there is no table.
    """
    told = told or Told()
    rows, encoding, delimiter = _cells(content, told)
    at = _heading_row(rows) if told.heading_row is None else told.heading_row - 1
    at = None if at is not None and not 0 <= at < len(rows) else at
    headings = tuple(cell.strip() for cell in rows[at]) if at is not None else ()
    start = 0 if at is None else at + 1
    width = len(headings) or max((len(row) for row in rows), default=0)
    body = [[cell.strip() for cell in row] for row in rows[start:] if len(row) == width]
    return Guess(
        encoding=encoding,
        delimiter=delimiter,
        heading_row=0 if at is None else at + 1,
        headings=headings,
        rows=tuple(tuple(cell[:100] for cell in row) for row in body[:SHOWN]),
        columns=_columns(headings, body, width, frozenset(codes)),
        missing=_missing(body),
        is_workbook=is_workbook(content),
    )


def _cells(content: bytes, told: Told) -> tuple[list[list[str]], str, str]:
    """The first rows, the encoding and the delimiter."""
    if is_workbook(content):
        layout = Profile(name="", title="", source="", header=False)
        return workbook_rows(content, layout, [])[:LOOKED_AT], "", ","
    encoding = told.encoding or _encoding(content)
    text = _text(content, encoding)
    delimiter = told.delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [row for row, _ in zip(reader, range(LOOKED_AT), strict=False)]
    except csv.Error as error:
        raise FileRefused(
            f"Line {reader.line_num:,}: quotation marks that do not match, or a far too long cell.",
            "Mend that line, or download the file again.",
        ) from error
    return rows, encoding, delimiter


def _text(content: bytes, encoding: str) -> str:
    try:
        return content[:2_000_000].decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-16" and len(content) - error.start < 4:
            return content[: error.start].decode(encoding)
        raise FileRefused(
            f"The characters of the file cannot be read as {encoding}.",
            "Choose another way in which characters are written, or save the file as CSV UTF-8.",
        ) from error


def fits(table_headings: Iterable[str], profile: Profile) -> bool:
    """Whether a file with these headings has every column that the profile names."""
    there = set(table_headings)
    wanted = [profile.practice, profile.period, profile.areas.code, profile.areas.type]
    wanted += [one.column for one in profile.only + profile.ignore]
    if profile.long:
        wanted += [profile.long.measure, profile.long.value, *(f.group for f in profile.figures)]
    else:
        wanted += [
            column
            for one in profile.figures
            for column in (one.numerator, one.denominator, one.value, one.text, one.group)
        ]
    wanted += [one.patients for one in profile.lists]
    for what in profile.brings:
        if what not in ("figures", "lists"):
            wanted += list(getattr(profile, what).values())
    named = [column for column in wanted if column]
    return profile.header and bool(named) and all(there & set(column) for column in named)


def _encoding(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8-sig"


def _delimiter(text: str) -> str:
    """The one that cuts most of the first rows into the same number of cells, above one."""
    lines = io.StringIO(text, newline="")
    start = [line for line, _ in zip(lines, range(50), strict=False)]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(start, delimiter=delimiter) if row]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=evenness)


def _heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row of the usual width without numbers and practices; None where data begin."""
    widths = [len(row) for row in rows if len(row) > 1]
    usual = max(set(widths), key=widths.count, default=0)
    for at, row in enumerate(rows):
        if len(row) != usual or sum(1 for cell in row if cell.strip()) * 2 <= usual:
            continue
        is_data = any(_ODS.fullmatch(cell.strip()) or read_number(cell) is not None for cell in row)
        return None if is_data else at
    return None


def _columns(
    headings: Sequence[str], body: Sequence[Sequence[str]], width: int, codes: Collection[str]
) -> dict[str, int | None]:
    """The best column for each purpose; none serves two."""
    found: dict[str, int | None] = {}
    for purpose in PURPOSES:
        free = [at for at in range(width) if at not in found.values()]
        scores = {at: _score(purpose, headings, body, at) for at in free}
        if purpose == "indicator":
            scores = {at: 2 * _share(body, at, codes.__contains__) + scores[at] for at in free}
        best = max(scores, key=lambda at: scores[at], default=None)
        found[purpose] = best if best is not None and scores[best] >= 1 else None
    return found if _has_numbers(found) else {**found, **_numbers(body, width, found)}


def _has_numbers(found: Mapping[str, int | None]) -> bool:
    return any(found[one] is not None for one in ("numerator", "denominator", "value"))


def _numbers(
    body: Sequence[Sequence[str]], width: int, found: Mapping[str, int | None]
) -> dict[str, int]:
    """Where no heading says so: two columns of which one never exceeds the other, or one alone."""
    free = [at for at in range(width) if at not in found.values()]
    numeric = [at for at in free if _share(body, at, _is_number) > 0.8]
    if len(numeric) == 2:
        one, other = numeric
        pairs = [(read_number(row[one]), read_number(row[other])) for row in body]
        if all(a <= b for a, b in pairs if a is not None and b is not None):
            return {"numerator": one, "denominator": other}
    return {"value": numeric[0]} if len(numeric) == 1 else {}


def _share(body: Sequence[Sequence[str]], at: int, looks: Callable[[str], bool]) -> float:
    """The share of a column's filled cells that look like something."""
    cells = [row[at] for row in body if row[at].casefold() not in _MISSING]
    return sum(map(looks, cells)) / len(cells) if cells else 0.0


def _score(purpose: str, headings: Sequence[str], body: Sequence[Sequence[str]], at: int) -> float:
    """What the content says (up to 1) and what the heading says (up to 1)."""
    share = _share(body, at, _LOOKS[purpose])
    heading = plain(headings[at]) if headings else ""
    names = _HEADINGS[purpose]
    said = 1.0 if heading in names else 0.6 if any(heading.endswith(n) for n in names) else 0.0
    if purpose == "period" and not said:
        # Without a heading only what cannot be a count: 2022/23 is a period, 2019 may be one.
        return float(share > 0.8 and not _share(body, at, _is_number))
    if purpose == "practice":
        return share * 2 + said / 10
    return said + share / 2 if share > 0.8 and said else 0.0


def _is_number(text: str) -> bool:
    return read_number(text) is not None


_LOOKS: dict[str, Callable[[str], bool]] = {
    "practice": lambda text: bool(_ODS.fullmatch(text)),
    "period": lambda text: period_code(text) is not None,
    "indicator": lambda text: bool(_CODE.fullmatch(text)) or text.isdigit(),
    "numerator": _is_number,
    "denominator": _is_number,
    "value": _is_number,
}


def _missing(body: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What stands in cells of numbers and is none: as it is written in the file."""
    there = {cell for row in body for cell in row if cell.casefold() in _MISSING}
    return tuple(sorted({"", *there} - {"*", "[c]"}))
