"""What was refused and noticed in a file: in numbers, in examples, and row by row. Pure."""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from indicators.sources.notices import MENDS, REFUSED, SHOWN, Notice, counts, every

HEADER = (
    "Decision",
    "What was found",
    "Row",
    "Column",
    "Given",
    "In words",
    "How many",
    "How to mend it",
)
# So many rows of a file's outcome are listed; how many more there are is said.
LISTED = 200_000


def packed(notices: Sequence[Notice]) -> bytes:
    """Every row that was refused or noticed as a row of a CSV, compressed as it is written.

    The same content gives the same bytes.
    """
    left, out = sum(one.count for one in notices), io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as compressed,
        io.TextIOWrapper(compressed, encoding="utf-8", newline="") as text,
    ):
        writer = csv.writer(text)
        for one in islice(every(notices), LISTED):
            writer.writerow(_row(one))
            left -= one.count
        if left:
            writer.writerow(("", f"and {left:,} more rows", "", "", "", "", str(left), ""))
    return out.getvalue()


def unpacked(packed_rows: bytes) -> Iterator[list[str]]:
    """The rows again, without header, one at a time."""
    if not packed_rows:
        return iter(())
    compressed = gzip.GzipFile(fileobj=io.BytesIO(packed_rows))
    return csv.reader(io.TextIOWrapper(compressed, encoding="utf-8", newline=""))


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
    place = (str(one.row or ""), one.column, one.value)
    mend = MENDS.get(one.found, "")
    return (decision, str(one.found), *place, one.sentence, str(one.count), mend)
