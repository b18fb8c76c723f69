"""A workbook in which some cells are marked: coloured, and said in words in a column beside them.

As in `writers`, a text never becomes a formula.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from scorecard.ui.cells import is_dangerous, plain
from scorecard.ui.writers import XLSX

WRONG, DOUBTFUL = "F6C9C5", "FFF2B3"
_MOST = 40
_FILLS = {colour: PatternFill("solid", start_color=colour) for colour in (WRONG, DOUBTFUL)}
_BROKEN = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Marked:
    """A value in a coloured cell. `colour`: WRONG or DOUBTFUL."""

    value: object
    colour: str


@dataclass(frozen=True)
class Words:
    """A text that may be long: its column is wide and its lines are broken."""

    text: str


def marked_response(
    name: str,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Mapping[str, int],
) -> FileResponse:
    """A download called `name`.xlsx; a value of a row may be Marked or Words."""
    # The response closes the file, which removes it.
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115
    try:
        write_marked(file, title, header, rows, widths)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    named = f"{slugify(name) or 'file'}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, named) or ""
    return response


def write_marked(
    file: IO[bytes],
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    widths: Mapping[str, int],
) -> None:
    """One sheet with a bold, frozen header; `widths` in characters, by heading."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header, start=1):
        width = widths.get(name, min(max(len(name) + 2, 12), _MOST))
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_bold(sheet, name) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(file)


def _cell(sheet: Any, value: object) -> Any:
    """Numbers and blanks need no cell object unless they are marked."""
    given = value.value if isinstance(value, Marked) else value
    shown = plain(given.text if isinstance(given, Words) else given)
    if not isinstance(value, Marked) and (shown == "" or not isinstance(shown, str)):
        return None if shown == "" else shown
    cell = WriteOnlyCell(sheet, value=None if shown == "" else shown)
    if isinstance(shown, str) and shown:
        cell.data_type = "s"
        if is_dangerous(shown):
            cell.quotePrefix = True
    if isinstance(value, Marked):
        cell.fill = _FILLS[value.colour]
    if isinstance(value, Words):
        cell.alignment = _BROKEN
    return cell


def _bold(sheet: Any, name: str) -> Any:
    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    return cell
