"""Small return files, good and bad, as bytes."""

import io
import zipfile
from collections.abc import Iterable

import openpyxl

from indicators.returns.due import DueIndicator, DueReturn, Previous

HEADINGS = [
    "Practice code",
    "Period",
    "Indicator code",
    "Indicator",
    "Numerator",
    "Denominator",
    "Value",
    "Text or not applicable",
    "Note",
]
PRACTICE, PERIOD = "X00001", "2026-27-Q1"

INDICATORS = (
    DueIndicator("ACC01", "Seen within two days", "proportion", "%", 100, 1),
    DueIndicator("CAP01", "Consultations per 1,000 patients", "rate", "per 1,000", 1000, 1),
    DueIndicator("QUA01", "Minutes per consultation", "mean", "minutes", 1, 1),
    DueIndicator("QUA02", "Complaints", "count", "", 1, 0),
    DueIndicator("QUA03", "Continuity plan", "yes_no"),
    DueIndicator("FAC01", "Languages spoken", "fact"),
    DueIndicator("VAL01", "Survey score", "score"),
)


def due(list_size: float | None = 8000, previous: Previous | None = None) -> DueReturn:
    first, *others = INDICATORS
    first = DueIndicator(**{**first.__dict__, "previous": previous})
    return DueReturn(
        PRACTICE,
        "Elm Tree Surgery",
        PERIOD,
        "April to June 2026",
        {indicator.code: indicator for indicator in (first, *others)},
        list_size,
    )


def row(
    indicator="ACC01",
    numerator="",
    denominator="",
    value="",
    text="",
    note="",
    practice=PRACTICE,
    period=PERIOD,
):
    return [practice, period, indicator, "", numerator, denominator, value, text, note]


def csv_text(rows: Iterable[list[object]], delimiter=",", headings=HEADINGS) -> str:
    lines = [headings, *rows]
    return "".join(delimiter.join(map(_quoted, line)) + "\r\n" for line in lines)


def csv_file(rows: Iterable[list[object]], **options) -> bytes:
    return csv_text(rows, **options).encode()


def xlsx_file(rows: Iterable[list[object]], headings=HEADINGS, above=0, **sheets) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Return"
    for _ in range(above):
        sheet.append(["A title"])
    for line in [headings, *rows]:
        sheet.append(line)
    for title, lines in sheets.items():
        extra = book.create_sheet(title.removeprefix("hidden_"))
        extra.sheet_state = "hidden" if title.startswith("hidden_") else "visible"
        for line in lines:
            extra.append(line)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed_member(xlsx: bytes, name: str, change) -> bytes:
    """The same workbook with one of its parts rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


def _quoted(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f'"{text}"' if any(c in text for c in ',;\t"\n') else text
