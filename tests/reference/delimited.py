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
