"""Columns as rows of the database's own binary form, made by numpy. Pure.

The way that costs least beside the work of the database itself: blocks of rows of one length.
Rows in which the same fields are empty, and whose words are equally long, are written together.
The format is that of PostgreSQL's COPY with FORMAT binary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 8_000
HEADER = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
END = b"\xff\xff"


@dataclass(frozen=True)
class Column:
    """One field of every row.

    `kind` is the form on the wire: ">i8", ">i4", ">i2", "i1" (a truth value), ">f8", or "|S" and
    a number, so many bytes in each row. `values` are an array, or one value for all rows.
    `empty` says which are NULL; None: no field is.
    """

    name: str
    kind: str
    values: Any
    empty: NDArray[np.bool_] | None = None

    def listed(self) -> list[Any]:
        """The values of an array one by one; None is NULL."""
        values: list[Any] = self.values.tolist()
        if self.empty is None:
            return values
        return [None if gone else one for one, gone in zip(values, self.empty, strict=True)]


@dataclass(frozen=True)
class Words:
    """A field of bytes for each row, of any length, or the same for all; None is NULL.

    Where `at` is given, `values` are few, and it says which of them each row has.
    """

    name: str
    values: Sequence[bytes | None] | bytes | None
    at: NDArray[np.integer[Any]] | None = None

    def of(self, rows: NDArray[np.intp]) -> list[bytes | None]:
        """One for each of these rows."""
        if self.values is None or isinstance(self.values, bytes):
            return [self.values] * len(rows)
        places = rows if self.at is None else self.at[rows]
        return [self.values[at] for at in places.tolist()]


def blocks(columns: Sequence[Column | Words], size: int) -> Iterator[memoryview]:
    """The bytes of `size` rows, some thousands of rows at a time."""
    alike, places = _alike(columns, size)
    for group in range(len(places)):
        members = np.flatnonzero(alike == group) if len(places) > 1 else np.arange(size)
        for start in range(0, len(members), BLOCK):
            yield _block(columns, members[start : start + BLOCK])


def _alike(columns: Sequence[Column | Words], size: int) -> tuple[NDArray[np.intp], list[int]]:
    """By row the number of its group; rows of a group have one form."""
    code = np.zeros(size, np.int64)
    for column in columns:
        if isinstance(column, Words):
            if column.values is None or isinstance(column.values, bytes):
                continue
            lengths = np.array([-1 if one is None else len(one) for one in column.values], np.int64)
            lengths = lengths if column.at is None else lengths[column.at]
            if size and (lengths != lengths[0]).any():
                code = code * (int(lengths.max()) + 2) + lengths + 1
        elif column.empty is not None and column.empty.any() and not column.empty.all():
            code = code * 2 + column.empty
    if size and (code == code[0]).all():
        return np.zeros(size, np.intp), [int(code[0])]
    kinds, alike = np.unique(code, return_inverse=True)
    return alike, kinds.tolist()


def _block(columns: Sequence[Column | Words], rows: NDArray[np.intp]) -> memoryview:
    fields = [(column.name, *_field(column, rows)) for column in columns]
    form: list[tuple[str, str]] = [("fields", ">i2")]
    for name, kind, _ in fields:
        form += [(f"{name} length", ">i4"), (name, kind)] if kind else [(name, ">i4")]
    block = np.empty(len(rows), form)
    block["fields"] = len(fields)
    for name, kind, values in fields:
        block[name] = values
        if kind:
            block[f"{name} length"] = block.dtype[name].itemsize
    return block.view(np.uint8).data


def _field(column: Column | Words, rows: NDArray[np.intp]) -> tuple[str, Any]:
    """Its form and values; without a form the length that says there is nothing."""
    if isinstance(column, Words):
        same = column.values is None or isinstance(column.values, bytes)
        values = column.of(rows[:1] if same or column.at is not None else rows)
        if not values[0]:
            return "", -1 if values[0] is None else 0
        kind = f"S{len(values[0])}"
        if column.at is not None:
            known = np.array([one or b"" for one in column.values or ()], kind)
            return kind, known[column.at[rows]]
        return kind, values
    if column.empty is not None and column.empty[rows[0]]:
        return "", -1
    values = column.values
    return column.kind, values[rows] if isinstance(values, np.ndarray) else values
