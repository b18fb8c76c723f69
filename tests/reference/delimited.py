"""A CSV read by Python's own reader, a row at a time."""

import csv
import io
from typing import NamedTuple


class Read(NamedTuple):
    """`rows` and `odd` by row number: the cells, and how many cells. None where nothing fits."""

    headings: list[str]
    rows: dict[int, list[str]]
    odd: dict[int, int]


def read(text: str, delimiter: str) -> Read:
    """Headings in the first row. Raises csv.Error where the quotation marks do not match."""
    lines = io.StringIO(text, newline="")
    every = list(csv.reader(lines, delimiter=delimiter, strict=True))
    headings = [cell.strip() for cell in every[0]]
    rows, odd = {}, {}
    for number, cells in enumerate(every[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(headings):
            rows[number] = [cell.strip() for cell in cells]
        else:
            odd[number] = len(cells)
    return Read(headings, rows, odd)


def once(lines: list[tuple[str, str]]) -> tuple[dict[int, str], int, int]:
    """Rows of code and number: which are kept, how many too many, how many contradict."""
    given: dict[str, list[tuple[int, float | None]]] = {}
    for row, (code, number) in enumerate(lines, start=2):
        if number != "x":
            value = None if number == "NA" else float(number)
            given.setdefault(code, []).append((row, value))
    kept, twice, contradicting = {}, 0, 0
    for code, those in given.items():
        if len({value for _, value in those}) == 1:
            kept[those[0][0]] = code
            twice += len(those) - 1
        else:
            contradicting += len(those)
    return kept, twice, contradicting
