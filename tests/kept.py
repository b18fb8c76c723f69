"""Rows that services wrote once, written again in one statement.

Hundreds of tests begin with the same small area. The first in a database walks through the
services; the rows that they left are kept as they are, ids included, and the next tests get the
same rows back. Sequences never go back, so no other row can have taken one of these ids.
"""

import copy
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection, transaction

Made = TypeVar("Made")
_kept: dict[Hashable, tuple[str, list[str], Any]] = {}

_SEQUENCES = """
SELECT coalesce(json_object_agg(s.seqrelid::regclass::text, json_build_array(
    d.refobjid::regclass::text, a.attname,
    coalesce(pg_sequence_last_value(s.seqrelid::regclass), 0))), '{}')
FROM pg_sequence s
JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('i', 'a')
    AND d.refclassid = 'pg_class'::regclass
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
"""


def once(key: Hashable, build: Callable[[], Made]) -> Made:
    """What `build` gives, with the rows it writes: built the first time, then written again.

    `key` names all that decides what is built. `build` may only add rows, in tables whose ids come
    from a sequence.
    """
    place = (connection.settings_dict["NAME"], key)
    if place not in _kept:
        before = _sequences()
        made = build()
        _kept[place] = (*_rows_since(before), copy.deepcopy(made))
        return made
    statement, rows, made = _kept[place]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, rows)
    return copy.deepcopy(made)


def _sequences() -> dict[str, tuple[str, str, int]]:
    """By sequence: its table, the column it numbers, and the last number it gave."""
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES)
        return cursor.fetchone()[0]


def _rows_since(before: dict[str, tuple[str, str, int]]) -> tuple[str, list[str]]:
    inserts, rows = [], []
    for name, (table, column, last) in _sequences().items():
        first = before[name][2]
        if last > first:
            inserts.append(
                f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)"  # noqa: S608
            )
            rows.append(_read(table, column, first))
    return ";".join(inserts), rows


def _read(table: str, column: str, after: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT json_agg(t ORDER BY {column})::text FROM {table} t WHERE {column} > %s",  # noqa: S608
            [after],
        )
        return cursor.fetchone()[0]
