"""CSV: whatever encoding, delimiter and line ends the practice's program wrote."""

import csv
import io
from collections.abc import Iterator

from indicators.returns.columns import recognised
from indicators.returns.problems import FileRefused
from indicators.returns.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Sheet,
    is_empty,
    too_many_columns,
    too_many_rows,
)

DELIMITERS = (",", ";", "\t", "|")
_ROWS_TO_FIND_HEADINGS = 50
_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def read_delimited(content: bytes) -> tuple[Sheet, ...]:
    """The rows of a CSV as one sheet of text cells. Raises FileRefused."""
    text = decode(content)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileRefused(
            f"Line {line} holds a character that no text file has (NUL): the file is damaged.",
            "Save it again as CSV from your spreadsheet program.",
        )
    rows = tuple(_rows(text, _delimiter(text)))
    return (Sheet("", rows),)


def decode(content: bytes) -> str:
    """Text by its byte order mark, else as UTF-8, else as Windows-1252."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _decoded(content, encoding)
    if content[1:200:2].count(0) > len(content[:200]) // 4:
        return _decoded(content, "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(
            "The characters of the file cannot be read: it is damaged or not a CSV.",
            "Save it again as 'CSV UTF-8' or as an Excel workbook (.xlsx).",
        ) from error


def _delimiter(text: str) -> str:
    return max(DELIMITERS, key=lambda delimiter: _best_headings(text, delimiter))


def _best_headings(text: str, delimiter: str) -> int:
    lines = io.StringIO(text, newline="")
    start = [line for line, _ in zip(lines, range(_ROWS_TO_FIND_HEADINGS), strict=False)]
    # Leniently: a damaged row must not hide the headings above it.
    try:
        return max((recognised(row) for row in csv.reader(start, delimiter=delimiter)), default=0)
    except csv.Error:
        return 0


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = kept = 0
    line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            line = reader.line_num + 1
            if not is_empty(tuple(cells[MAX_COLUMNS:])):
                raise too_many_columns()
            row = Row(number, tuple(cells[:MAX_COLUMNS]))
            if is_empty(row.cells):
                continue
            kept += 1
            if kept > MAX_ROWS + 1:  # the headings are a row too
                raise too_many_rows()
            yield row
    except csv.Error as error:
        raise _quotes(line) from error


def _quotes(line: int) -> FileRefused:
    return FileRefused(
        f"The quotation marks in line {line} do not match, or one of its cells is far too long.",
        "Look for a quotation mark that is opened and never closed in that line, delete it, "
        "then save and upload again.",
    )
