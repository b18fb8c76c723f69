"""XLSX as rows of text, in one pass. Pure.

A national workbook says what a CSV of it would say: numbers in full, dates in the profile's form.
A formula that was never calculated is given as its text, so that it is refused as no number and
never passes for a blank.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

import defusedxml  # noqa: F401  openpyxl refuses entity bombs only when this is installed
import openpyxl

from indicators.returns.containers import check_kind
from indicators.returns.problems import FileRefused
from indicators.sources.notices import Found, Notice
from indicators.sources.profiles import Profile

LAST_ROW = 1_048_576
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")

Rows = Iterator[list[str]]


class WorkbookRefused(ValueError):
    """The workbook cannot be read; the sentence says why and how to mend it."""


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a zip archive, as every XLSX is, or an old office file."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def workbook_rows(content: bytes, profile: Profile, notices: list[Notice]) -> list[list[str]]:
    """Every row of the profile's sheet, else of the first visible one, from row 1.

    Cells after the last filled one of a row are left out. Raises WorkbookRefused.
    """
    try:
        check_kind(content, "workbook.xlsx")
        # openpyxl warns about styles and extensions it leaves out; none of them carry figures.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = _without_blank_ends(_read(content, profile, notices))
            return _filled_up(rows, profile)
    except WorkbookRefused:
        raise
    except FileRefused as error:
        raise WorkbookRefused(str(error)) from error
    except Exception as error:
        # A damaged workbook can raise almost anything inside the zip, XML and openpyxl readers.
        raise WorkbookRefused(
            "the workbook is damaged or incomplete. Download it again, or save it as CSV."
        ) from error


def _read(content: bytes, profile: Profile, notices: list[Notice]) -> Rows:
    results = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    at = _place(results, profile.sheet, notices)
    text = _text_of(profile.dates)
    if not _has_formulas(content):
        return ([text(v) for v in row] for row in _values(results.worksheets[at]))
    # A second pass, beside the first: only it tells a formula without a result from a blank.
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    both = zip(_values(results.worksheets[at]), _values(formulas.worksheets[at]), strict=True)
    return (
        [
            text(formula if value is None else value)
            for value, formula in zip_longest(row, formula_row)
        ]
        for row, formula_row in both
    )


def _place(workbook: Any, wanted: str, notices: list[Notice]) -> int:
    sheets = [(at, one) for at, one in enumerate(workbook.worksheets)]
    titles = ", ".join(repr(one.title) for _, one in sheets)
    if wanted:
        for at, one in sheets:
            if one.title.strip() == wanted:
                return at
        raise WorkbookRefused(f"there is no sheet {wanted!r}. Its sheets are: {titles}.")
    visible = [at for at, one in sheets if one.sheet_state == "visible"]
    if not visible:
        raise WorkbookRefused("it has no sheet that can be seen. Unhide the right one.")
    if len(sheets) > 1:
        said = f"read was its sheet {workbook.worksheets[visible[0]].title!r}, of {titles}."
        notices.append(Notice(Found.FILE, said))
    return visible[0]


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        return any(_FORMULA.search(archive.read(name)) for name in sheets)


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # The size that a sheet states about itself may be wrong: read what is there.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            raise WorkbookRefused("it has more rows than a spreadsheet can have.")
        yield row


def _without_blank_ends(rows: Rows) -> list[list[str]]:
    found: list[list[str]] = []
    for row in rows:
        while row and not row[-1]:
            row.pop()
        found.append(row)
    while found and not found[-1]:
        found.pop()
    return found


def _filled_up(rows: list[list[str]], profile: Profile) -> list[list[str]]:
    """A row may end in blanks: those under a heading are cells all the same."""
    headings = rows[profile.heading_row - 1 : profile.heading_row] if profile.header else rows
    width = max(map(len, headings), default=0)
    return [row + [""] * (width - len(row)) if row else row for row in rows]


def _text_of(dates: str) -> Callable[[Any], str]:
    """How a value is written, with days in the form that the profile reads."""

    def text(value: Any) -> str:
        match value:
            case None:
                return ""
            case str():
                return value.strip()
            case bool():
                return "TRUE" if value else "FALSE"
            case dt.datetime() if value.time() != dt.time():
                return value.isoformat(" ")
            case dt.date():
                return value.strftime(dates)
        return repr(value) if isinstance(value, int | float) else str(value)

    return text
