"""What was refused and noticed in a file: in numbers, in examples, and row by row. Pure."""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from typing import Any

from indicators.sources.notices import REFUSED, SHOWN, Notice, counts

HEADER = ("Decision", "What was found", "Row", "Column", "Given", "In words", "How many")


def packed(notices: Sequence[Notice]) -> bytes:
    """Every notice as a row of a CSV, compressed; the same content gives the same bytes."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_row(one) for one in notices)
    return gzip.compress(text.getvalue().encode(), mtime=0)


def unpacked(packed_rows: bytes) -> Iterator[list[str]]:
    """The rows again, without header."""
    text = gzip.decompress(packed_rows).decode() if packed_rows else ""
    return iter(csv.reader(io.StringIO(text, newline="")))


def summary(notices: Sequence[Notice]) -> dict[str, Any]:
    """{"counts": {kind: how many}, "refused": how many, "examples": {kind: sentences}}."""
    found = counts(notices)
    return {
        "counts": {str(kind): number for kind, number in found.items()},
        "left_out": sum(number for kind, number in found.items() if kind in REFUSED),
        "examples": examples(notices),
    }


def examples(notices: Sequence[Notice], shown: int = SHOWN) -> dict[str, list[str]]:
    """The first sentences of each kind, with their row and column."""
    told: dict[str, list[str]] = {}
    for one in notices:
        those = told.setdefault(str(one.found), [])
        if len(those) < shown and one.sentence != "and others":
            column = f", column {one.column}" if one.column else ""
            those.append((f"Row {one.row:,}{column}: " if one.row else "") + one.sentence)
    return told


def _row(one: Notice) -> tuple[str, ...]:
    decision = "refused" if one.found in REFUSED else "kept or left out, as it says"
    row = str(one.row or "")
    return (decision, str(one.found), row, one.column, one.value, one.sentence, str(one.count))
