"""A file of published values: indicator, area, period, value, source. Pure."""

import csv
import io
from dataclasses import dataclass

from indicators.periods import UnknownPeriodCode, parse
from indicators.sources.numbers import read_number
from indicators.sources.tables import FileNotRead

HEADINGS = ("indicator", "area", "period", "value", "source")
AREAS = ("england", "region", "area")
MOST_TOLD = 20


@dataclass(frozen=True)
class OutsideRow:
    """One value; `row` is its number as a spreadsheet shows it."""

    row: int
    indicator: str
    area: str
    period: str
    value: float
    source: str


def read(content: bytes, name: str, own: str = "") -> list[OutsideRow]:
    """Every row of a CSV file in UTF-8. Raises FileNotRead, which names every bad row.

    The area that is compared is called area, or by its `own` code as national files do.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileNotRead(f"{name}: it is not text in UTF-8. Save it as CSV UTF-8.") from error
    lines = list(csv.reader(io.StringIO(text, newline="")))
    headings = [heading.strip().lower() for heading in lines[0]] if lines else []
    if sorted(headings) != sorted(HEADINGS):
        raise FileNotRead(f"{name}: the first row must name exactly: {', '.join(HEADINGS)}.")
    rows, problems = [], []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found = _row(number, dict(zip(headings, cells, strict=False)), own.lower())
        rows.append(found) if isinstance(found, OutsideRow) else problems.append(found)
    if problems:
        raise FileNotRead(_told(name, problems))
    return rows


def _row(number: int, cells: dict[str, str], own: str) -> OutsideRow | str:
    given = {heading: cells.get(heading, "").strip() for heading in HEADINGS}
    if missing := [heading for heading in HEADINGS if not given[heading]]:
        return f"row {number}: {', '.join(missing)} missing"
    area, value = given["area"].lower(), read_number(given["value"])
    if own and area == own:
        area = "area"
    if area not in AREAS:
        wanted = f"england, region or area{f' (or {own.upper()})' if own else ''}"
        return f"row {number}: the area is {given['area']!r}; write {wanted}"
    if value is None:
        return f"row {number}: the value is {given['value']!r}; write a number such as 85.5"
    try:
        period = parse(given["period"]).code
    except UnknownPeriodCode as error:
        return f"row {number}: {error}"
    return OutsideRow(number, given["indicator"], area, period, value, given["source"])


def _told(name: str, problems: list[str]) -> str:
    more = len(problems) - MOST_TOLD
    lines = problems[:MOST_TOLD] + ([f"and {more} more rows"] if more > 0 else [])
    return "\n  ".join([f"{name}: {len(problems)} rows cannot be kept.", *lines])
