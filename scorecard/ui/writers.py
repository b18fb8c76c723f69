"""CSV and XLSX files to take away. A text never becomes a formula; a number stays a number."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, Any, TextIO

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from scorecard.ui.cells import harmless, is_dangerous, plain

Rows = Iterable[Sequence[object]]

# Excel reads a CSV file as UTF-8 only when it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_ROWS = 1_048_576
_CHUNK = 64_000
_BLOCK = 500  # rows
_SEEN = 200  # rows by which the widths of a sheet are chosen


class TooManyRows(ValueError):
    """More rows than a sheet holds; take the CSV file instead."""


def write_csv(file: TextIO, header: Sequence[str], rows: Rows) -> int:
    """Write header and rows to an open text file; returns how many rows. No mark is added."""
    writer, written = csv.writer(file), 0
    writer.writerow([harmless(name) for name in header])
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        written += 1
    return written


def csv_response(name: str, header: Sequence[str], rows: Rows) -> StreamingHttpResponse:
    """A download called `name`.csv, sent while the rows are read."""
    response = StreamingHttpResponse(_chunks(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _attachment(name, "csv")
    return response


def write_xlsx(
    file: IO[bytes],
    title: str,
    header: Sequence[str],
    rows: Rows,
    more: Mapping[str, Rows] | None = None,
) -> None:
    """Write a sheet with a bold, frozen header row; `more` are plain sheets by their title.

    Raises TooManyRows for more than 1,048,575 rows below the header.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    sheet.freeze_panes = "A2"
    first = list(islice(waiting := iter(rows), _SEEN))
    for letter, width in zip(_letters(), _widths(header, first), strict=False):
        sheet.column_dimensions[letter].width = width
    try:
        _fill(sheet, header, chain(first, waiting))
    finally:
        sheet.close()
    for further, lines in (more or {}).items():
        plain_sheet = book.create_sheet(sheet_name(further))
        for line in lines:
            plain_sheet.append([_cell(plain_sheet, value) for value in line])
    book.save(file)


def _widths(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    """In letters: as the longest of its texts, so that names are not cut; a long heading wraps."""
    longest = [len(str(name)) + 2 for name in header]
    for row in rows:
        for at, value in enumerate(row[: len(longest)]):
            if isinstance(value, str):
                longest[at] = max(longest[at], len(value) + 2)
    return [min(max(width, 12), 40) for width in longest]


def _fill(sheet: Any, header: Sequence[str], rows: Rows) -> None:
    sheet.append([_bold(sheet, name) for name in header])
    for number, row in enumerate(rows, start=2):
        if number > _MOST_ROWS:
            raise TooManyRows("A sheet holds 1,048,576 rows. Take the CSV file instead.")
        sheet.append([_cell(sheet, value) for value in row])


def xlsx_response(
    name: str,
    header: Sequence[str],
    rows: Rows,
    title: str = "",
    more: Mapping[str, Rows] | None = None,
) -> FileResponse:
    """A download called `name`.xlsx; it is made on disk, not in memory.

    `title` is the name of the first sheet (else that of the file), `more` are further sheets.
    """
    # The response closes the file, which removes it.
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115
    try:
        write_xlsx(file, title or name, header, rows, more)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    response["Content-Disposition"] = _attachment(name, "xlsx")
    return response


def harmless_rows(rows: Rows) -> Iterator[list[Sequence[object]]]:
    """Blocks of rows for `csv_text`."""
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        yield [[harmless(value) for value in row] for row in block]


def csv_text(header: Sequence[str], blocks: Iterable[Iterable[Sequence[object]]]) -> Iterator[str]:
    """A CSV file for programs, block by block and without Excel's mark. Cells are harmless already:
    in a file of a million rows most are numbers and words of ours."""
    for block in chain([[header]], blocks):
        file = io.StringIO()
        csv.writer(file).writerows(block)
        yield file.getvalue()


def text_response(name: str, ending: str, text: str) -> HttpResponse:
    """A small file of plain text, to be saved and not shown."""
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = _attachment(name, ending)
    return response


def attachment_response(name: str, content_type: str, content: bytes) -> HttpResponse:
    """Somebody's own file, to be saved: no browser guesses its kind, shows or runs it."""
    response = HttpResponse(content, content_type=content_type or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _chunks(header: Sequence[str], rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Echo())
    ready = BYTE_ORDER_MARK + writer.writerow([harmless(name) for name in header])
    for row in rows:
        ready += writer.writerow([harmless(value) for value in row])
        if len(ready) > _CHUNK:
            yield ready
            ready = ""
    yield ready


def _cell(sheet: Any, value: object) -> Any:
    """Numbers need no cell object; texts get one that says it is a text, whatever it looks like."""
    shown = plain(value)
    if not isinstance(shown, str):
        return shown
    cell = WriteOnlyCell(sheet, value=shown)
    cell.data_type = "s"
    # Keeps it a text also when somebody opens the cell and presses Enter.
    if is_dangerous(shown):
        cell.quotePrefix = True
    return cell


def _bold(sheet: Any, name: str) -> Any:
    cell = _cell(sheet, str(name))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _letters() -> Iterator[str]:
    return (get_column_letter(number) for number in range(1, 16_385))


def sheet_name(title: str) -> str:
    """At most 31 characters, and none that a sheet's name may not have."""
    return "".join(" " if mark in "[]:*?/\\'" else mark for mark in title).strip()[:31] or "Sheet"


def _attachment(name: str, ending: str) -> str:
    return content_disposition_header(True, f"{slugify(name) or 'file'}.{ending}") or ""
