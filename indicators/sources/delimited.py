"""CSV as columns. Pure.

Read in blocks by a library that makes columns at once, in a fraction of the memory and time that
lists of Python's strings take. Where quotation marks stand as no program writes them, Python's own
reader has the last word, slowly.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from indicators.sources.coded import Coded

# Longer lines are refused: some quotation mark was never closed.
BLOCK = 4 * 1024 * 1024
_START = 1024 * 1024
_SAMPLE = 1_000
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_CODES = pa.dictionary(pa.int32(), pa.string())


class NotDelimited(ValueError):
    """The quotation marks do not match, or a line is far too long."""


@dataclass(frozen=True)
class OddRow:
    """A row with another number of cells than the others; `row` as a spreadsheet shows it."""

    row: int
    cells: int


@dataclass(frozen=True)
class Delimited:
    """Headings, columns of the rows that fit, their row numbers, and the rows that do not fit.

    Rows without any content are left out. `rows` is how many there are in all, headings included.
    """

    headings: list[str]
    columns: list[Coded]
    numbers: NDArray[np.int64]
    odd: list[OddRow]
    width: int
    rows: int


def read_delimited(content: bytes, delimiter: str, heading_row: int) -> Delimited:
    """Text in UTF-8 without byte-order mark; heading_row 0: no headings. Raises NotDelimited."""
    start, headings = _headings(content, delimiter, heading_row)
    body = memoryview(content)[start:]
    width = len(headings) or _usual_width(content, delimiter)
    plain = b'"' not in content
    if plain or _quoted_as_programs_do(body, delimiter):
        columns, odd, rows = _by_blocks(body, delimiter, width, not plain)
    else:
        columns, odd, rows = _one_by_one(body, delimiter, width)
    numbers = np.arange(1, rows + 1)
    fitting = np.delete(numbers, [one.row - 1 for one in odd])
    filled = _filled(columns, len(fitting))
    return Delimited(
        headings,
        [column if filled.all() else column[filled] for column in columns],
        fitting[filled] + heading_row,
        [OddRow(one.row + heading_row, one.cells) for one in odd if one.cells],
        width,
        rows + heading_row,
    )


def _headings(content: bytes, delimiter: str, row: int) -> tuple[int, list[str]]:
    """Where the rows begin, and the cells of the row before that."""
    if not row:
        return 0, []
    lines = _Lines(content[:_START])
    try:
        cells = next(islice(csv.reader(lines, delimiter=delimiter, strict=True), row - 1, row), [])
    except csv.Error as error:
        raise NotDelimited(f"line {lines.read:,}: {error}") from error
    # Latin 1 has a character for each byte, so that characters count bytes.
    return lines.bytes, [cell.encode("latin-1").decode(errors="replace").strip() for cell in cells]


class _Lines:
    """The lines of a text for Python's reader, counting bytes and lines as it takes them."""

    def __init__(self, content: bytes) -> None:
        self.content, self.bytes, self.read = content, 0, 0

    def __iter__(self) -> Iterator[str]:
        while self.bytes < len(self.content):
            found = _LINE.match(self.content, self.bytes)
            assert found  # it matches anything
            self.bytes, self.read = found.end(), self.read + 1
            yield found[0].decode("latin-1")


def _usual_width(content: bytes, delimiter: str) -> int:
    lines = _Lines(content[:_START])
    try:
        rows = list(islice(csv.reader(lines, delimiter=delimiter), _SAMPLE))
    except csv.Error as error:
        raise NotDelimited(f"line {lines.read:,}: {error}") from error
    widths = [len(row) for row in rows if row]
    return max(set(widths), key=widths.count) if widths else 1


def _quoted_as_programs_do(body: memoryview, delimiter: str) -> bool:
    """Whether each quotation mark opens or closes a whole cell, or is one of two within one.

    Then every other one is an opening one, with a separator or a closing one (the first of two)
    before it; and the same the other way round.
    """
    text = np.frombuffer(body, np.uint8)
    beside = np.isin(np.arange(256), [ord(delimiter), ord("\r"), ord("\n"), ord('"')])
    found = 0
    for start in range(0, len(text), BLOCK):
        marks = start + np.flatnonzero(text[start : start + BLOCK] == ord('"'))
        opening, closing = marks[found % 2 :: 2], marks[1 - found % 2 :: 2]
        before = text[np.maximum(opening - 1, 0)]
        after = text[np.minimum(closing + 1, len(text) - 1)]
        if not (beside[before].all() and beside[after].all()):
            return False
        found += len(marks)
    return found % 2 == 0


Read = tuple[list[Coded], list[OddRow], int]


def _by_blocks(body: memoryview, delimiter: str, width: int, quoted: bool) -> Read:
    names = [str(at) for at in range(width)]
    odd: list[OddRow] = []

    def skip(row: Any) -> str:
        blank = not row.text.strip(f' \t\r\n"{delimiter}') and _is_blank(row.text, delimiter)
        odd.append(OddRow(row.number, 0 if blank else row.actual_columns))
        return "skip"

    if not len(body):
        return [Coded.of([]) for _ in names], [], 0
    try:
        reader = arrow_csv.open_csv(
            pa.py_buffer(body),
            arrow_csv.ReadOptions(use_threads=False, column_names=names, block_size=BLOCK),
            arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
            ),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, _CODES)),
        )
        table = reader.read_all().unify_dictionaries().combine_chunks()
    except pa.ArrowInvalid as error:
        raise NotDelimited(f"a line is longer than {BLOCK // 1024**2} MB") from error
    return [_coded(column) for column in table.columns], odd, table.num_rows + len(odd)


def _is_blank(row: str, delimiter: str) -> bool:
    cells = next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter), [])
    return not any(map(str.strip, cells))


def _coded(column: Any) -> Coded:
    if not column.num_chunks:
        return Coded.of([])
    chunk = column.chunk(0)
    return Coded(chunk.dictionary, chunk.indices.to_numpy(zero_copy_only=False)).trimmed()


def _one_by_one(body: memoryview, delimiter: str, width: int) -> Read:
    text = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    odd: list[OddRow] = []
    parts: list[list[Coded]] = []
    rows = 0
    try:
        while block := list(islice(reader, 20_000)):
            fitting = []
            for row, cells in enumerate(block, start=rows + 1):
                if len(cells) == width:
                    fitting.append(cells)
                else:
                    odd.append(OddRow(row, len(cells) if any(map(str.strip, cells)) else 0))
            rows += len(block)
            parts.append([Coded.of(column) for column in zip(*fitting, strict=True)])
    except csv.Error as error:
        raise NotDelimited(f"line {reader.line_num:,}: {error}") from error
    there = [part for part in parts if part] or [[Coded.of([]) for _ in range(width)]]
    return [Coded.joined(column).trimmed() for column in zip(*there, strict=True)], odd, rows


def _filled(columns: list[Coded], rows: int) -> NDArray[np.bool_]:
    """Which rows have any content."""
    filled = np.zeros(rows, np.bool_)
    for column in columns:
        filled |= column.asked(bool)
        if filled.all():
            break
    return filled
