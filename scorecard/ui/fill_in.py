"""A workbook to be filled in: what is given is locked, what is asked is open and checked as typed.

The sheet is protected without a password: nobody types over a code by mistake, and everybody may
filter and change widths. As in `writers`, a text never becomes a formula.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from scorecard.ui.cells import is_dangerous, plain
from scorecard.ui.writers import XLSX, sheet_name

_OPEN = PatternFill("solid", start_color="FFF9C4")
_LINE = Border(*[Side(style="thin", color="AEB7BD")] * 4)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# The longest that a spreadsheet program takes.
_MOST_TITLE, _MOST_PROMPT = 32, 255


@dataclass(frozen=True)
class Rule:
    """What may be typed: "whole" or "decimal" numbers of at least `least`, or a list of choices.

    `says` is the sentence for what is refused.
    """

    kind: str
    says: str = ""
    least: float | None = None
    choices: tuple[str, ...] = ()


ANYTHING = Rule("any")


@dataclass(frozen=True)
class Cell:
    """A given value, or an open cell when there is a `rule`; `prompt` shows when it is chosen."""

    value: object = ""
    rule: Rule | None = None
    title: str = ""
    prompt: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Form:
    """`widths` in characters, by column; `still`: how many columns stay in sight."""

    title: str
    header: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    still: int = 0


@dataclass(frozen=True)
class Page:
    """A sheet to read. A row of one text is a paragraph; `headings` are rows in bold."""

    title: str
    widths: Sequence[int]
    rows: Sequence[Sequence[object]]
    headings: frozenset[int] = frozenset()


def form_response(name: str, form: Form, page: Page) -> FileResponse:
    """A download called `name`.xlsx; it is made on disk, not in memory."""
    # The response closes the file, which removes it.
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115
    try:
        write_form(file, form, page)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    named = f"{slugify(name) or 'file'}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, named) or ""
    return response


def write_form(file: IO[bytes], form: Form, page: Page) -> None:
    book = Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet.title = sheet_name(form.title)
    _fill_form(sheet, form)
    _protect(sheet)
    _fill_page(book.create_sheet(sheet_name(page.title)), page)
    book.save(file)


def _fill_form(sheet: Any, form: Form) -> None:
    for number, (name, width) in enumerate(zip(form.header, form.widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        cell = _put(sheet, 1, number, name)
        cell.font, cell.alignment = Font(bold=True), _WRAPPED
    for place, row in enumerate(form.rows, start=2):
        for number, given in enumerate(row, start=1):
            _put_given(sheet, place, number, given)
    for rule in _validations(form):
        sheet.add_data_validation(rule)
    sheet.freeze_panes = sheet.cell(2, form.still + 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(form.header))}{len(form.rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _put_given(sheet: Any, row: int, column: int, given: Cell) -> None:
    cell = _put(sheet, row, column, given.value)
    cell.alignment = _WRAPPED
    if given.rule is not None:
        cell.protection, cell.fill, cell.border = Protection(locked=False), _OPEN, _LINE
        if given.is_text:
            cell.number_format = "@"


def _put(sheet: Any, row: int, column: int, value: object) -> Any:
    shown = plain(value)
    cell = sheet.cell(row, column, None if shown == "" else shown)
    if isinstance(shown, str) and shown:
        cell.data_type = "s"
        cell.quotePrefix = is_dangerous(shown)
    return cell


def _validations(form: Form) -> Iterator[DataValidation]:
    """One for every different rule and prompt, over all its cells."""
    made: dict[tuple[Rule, str, str], DataValidation] = {}
    for place, row in enumerate(form.rows, start=2):
        for number, given in enumerate(row, start=1):
            if given.rule is None:
                continue
            key = (given.rule, given.title, given.prompt)
            rule = made.setdefault(key, _validation(given))
            rule.add(f"{get_column_letter(number)}{place}")
    yield from made.values()


def _validation(given: Cell) -> DataValidation:
    rule = given.rule
    assert rule is not None  # only open cells have one
    made = DataValidation(allow_blank=True, showErrorMessage=True, errorStyle="stop")
    if rule.kind == "list":
        made.type, made.formula1 = "list", '"{}"'.format(",".join(rule.choices))
    elif rule.kind != "any":
        least = rule.least
        made.type = rule.kind
        made.operator = "between" if least is None else "greaterThanOrEqual"
        made.formula1 = f"{-1e13:.0f}" if least is None else f"{least:g}"
        made.formula2 = f"{1e13:.0f}" if least is None else None
    made.errorTitle, made.error = "Not possible here", rule.says[:_MOST_PROMPT] or None
    if given.prompt:
        made.showInputMessage = True
        made.promptTitle = given.title[:_MOST_TITLE] or None
        made.prompt = given.prompt[:_MOST_PROMPT]
    return made


def _protect(sheet: Any) -> None:
    """For each thing True means that it is not allowed."""
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(sheet.protection, allowed, False)


def _fill_page(sheet: Any, page: Page) -> None:
    for number, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for place, row in enumerate(page.rows, start=1):
        for number, value in enumerate(row, start=1):
            cell = _put(sheet, place, number, value)
            cell.font = Font(bold=place in page.headings)
            if len(row) > 1:
                cell.alignment = _WRAPPED
