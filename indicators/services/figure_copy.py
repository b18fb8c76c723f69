"""Figures into their table, many at a time.

Blocks of rows in the database's own binary form, made by numpy: the way that costs least beside
the work of the database itself.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.many_figures import NO_ROW, NUMBERS, STATES, Ids, ManyFigures
from indicators.merging import Merge

BLOCK = 8_000

_HEADER = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
_END = b"\xff\xff"
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)

_KINDS = {"practice_id": ">i8", "indicator_id": ">i8", "period_id": ">i8", "modelled": "i1"}
_KINDS |= {"row": ">i4", **dict.fromkeys(NUMBERS, ">f8")}

Progress = Callable[[int, int], None]


class Giver(NamedTuple):
    """What is the same for all figures of one call."""

    file_id: int | None
    source: str
    user_id: int | None
    at: dt.datetime


def write(given: ManyFigures, merge: Merge, by: Giver, progress: Progress) -> None:
    """Put a merge into the table: first what goes, since only one figure may count in a place."""
    with connection.cursor() as cursor:
        if len(merge.replaced):
            replaced = "UPDATE indicators_figure SET replaced_at = %s WHERE id = ANY (%s)"
            cursor.execute(replaced, [by.at, merge.replaced.tolist()])
        if len(merge.outdone):
            outdone = "UPDATE indicators_figure SET counts = false WHERE id = ANY (%s)"
            cursor.execute(outdone, [merge.outdone.tolist()])
        if len(merge.new):
            _copy(cursor, given, merge, by, progress)


def _copy(cursor: Any, given: ManyFigures, merge: Merge, by: Giver, progress: Progress) -> None:
    columns = _Rows(given, merge, by)
    names = ", ".join(columns.names)
    done = 0
    with cursor.copy(f"COPY indicators_figure ({names}) FROM STDIN (FORMAT binary)") as copy:
        copy.write(_HEADER)
        for rows, block in columns.blocks():
            copy.write(block)
            done += rows
            progress(done, len(merge.new))
        copy.write(_END)


class _Rows:
    """New figures as blocks of binary rows: of one length within a block, so that numpy makes them.

    Rows with the same columns empty and texts of the same length are written together.
    """

    def __init__(self, given: ManyFigures, merge: Merge, by: Giver) -> None:
        self.given, self.new, self.counts = given, merge.new, merge.counts
        self.same = _same_for_all(by)
        self.texts, self.lengths = _encoded(given.text[merge.new], str.encode)
        self.taken, self.taken_lengths = _encoded(given.adjustments[merge.new], _jsonb)
        self.empty = {name: np.isnan(getattr(given, name)[merge.new]) for name in NUMBERS}
        self.empty["row"] = given.row[merge.new] == NO_ROW
        self.names = ["practice_id", "indicator_id", "period_id", "state", "text", "counts"]
        self.names += ["modelled", *self.same]
        self.names += [name for name, empty in self.empty.items() if not empty.all()]
        self.names += ["adjustments"] if self.taken_lengths.any() else []

    def blocks(self) -> Iterator[tuple[int, bytes]]:
        """How many rows, and their bytes; rows that look alike in the order they were given."""
        alike = self.given.state[self.new].astype(np.int64)
        for empty in self.empty.values():
            alike = alike * 2 + empty
        for lengths in (self.lengths, self.taken_lengths):
            alike = alike * (int(lengths.max()) + 1) + lengths
        for kind in np.unique(alike).tolist():
            members = np.flatnonzero(alike == kind)
            for start in range(0, len(members), BLOCK):
                block = members[start : start + BLOCK]
                yield len(block), self._block(block)

    def _block(self, block: Ids) -> bytes:
        fields = [(name, *self._field(name, block)) for name in self.names]
        kinds: list[tuple[str, str]] = [("fields", ">i2")]
        for name, kind, _ in fields:
            kinds += [(f"{name} length", ">i4"), (name, kind)] if kind else [(name, ">i4")]
        rows = np.empty(len(block), kinds)
        rows["fields"] = len(fields)
        for name, kind, values in fields:
            rows[name] = values
            if kind:
                rows[f"{name} length"] = rows.dtype[name].itemsize
        return rows.tobytes()

    def _field(self, name: str, block: Ids) -> tuple[str, Any]:
        """Its form and values; no form, and as the value its length, where all are empty."""
        if name in self.same:
            return self.same[name]
        at, first = self.new[block], block[0]
        match name:
            case "state":
                return _fixed(STATES[self.given.state[at[0]]].encode())
            case "text":
                return _worded(self.texts[block], self.lengths[first], 0)
            case "adjustments":
                return _worded(self.taken[block], self.taken_lengths[first], -1)
            case "counts":
                return "i1", self.counts[block]
        if name in self.empty and self.empty[name][first]:
            return "", -1
        return _KINDS[name], getattr(self.given, name.removesuffix("_id"))[at]


def _same_for_all(by: Giver) -> dict[str, tuple[str, Any]]:
    since = (by.at - _EPOCH) // dt.timedelta(microseconds=1)
    same = {"source": _fixed(by.source.encode()), "recorded_at": (">i8", since)}
    for name, number in (("file_id", by.file_id), ("recorded_by_id", by.user_id)):
        if number is not None:
            same[name] = (">i8", number)
    return same


def _fixed(value: bytes) -> tuple[str, Any]:
    return _worded(value, len(value), 0)


def _worded(values: Any, length: int, empty: int) -> tuple[str, Any]:
    return (f"S{length}", values) if length else ("", empty)


def _encoded(values: NDArray[Any], encode: Callable[[Any], bytes]) -> tuple[NDArray[Any], Ids]:
    """The bytes of each and how many; most are empty."""
    found = np.full(len(values), b"", object)
    lengths = np.zeros(len(values), np.int64)
    for at in np.flatnonzero((values != "") & (values != None)).tolist():  # noqa: E711  elementwise
        found[at] = encode(values[at])
        lengths[at] = len(found[at])
    return found, lengths


def _jsonb(value: dict[str, int]) -> bytes:
    return b"\x01" + json.dumps(value).encode()
