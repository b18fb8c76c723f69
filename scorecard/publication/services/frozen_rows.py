"""The figures of an edition: a table of their own, made bare, filled, keyed and only then seen.

As the results of a run are (docs/adr/0029): a table whose keys are kept live costs several times
as much. What the rows refer to, the edition's own practices and indicators refer to as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Model
from numpy.typing import NDArray
from psycopg import sql

from indicators import binary_rows
from indicators.binary_rows import Column, Words
from indicators.services.writing_behind import written_behind
from scorecard.calc.types import NoBand
from scorecard.publication.models import Edition, EditionFigure

PARENT = EditionFigure._meta.db_table
NAMES = tuple(str(field.column) for field in EditionFigure._meta.concrete_fields)
NOTHING: Mapping[str, Any] = MappingProxyType({})
_EPOCH = np.datetime64("2000-01-01", "D")

Fields = Sequence[Column | Words]


def fill(
    edition: Edition, groups: Iterable[tuple[Fields, int]], of_all: Mapping[str, Any] = NOTHING
) -> None:
    """Write rows, given as columns and how many there are, and let them be seen.

    Each group has every field of a figure but the edition and what is the same `of_all`: that is
    said once, and the database puts it into every row. To be called in a transaction.
    """
    given = {**of_all, "edition_id": int(edition.pk)}
    names = [name for name in NAMES if name not in given]
    table = f"{PARENT}_{int(edition.pk)}"
    with connection.cursor() as cursor:
        # Attaching need not look at a row: the table says already that all are of this edition.
        cursor.execute(
            f"CREATE TABLE {table} (LIKE {PARENT} INCLUDING CONSTRAINTS,"
            f" CONSTRAINT of_one_edition CHECK (edition_id = {edition.pk}))"
        )
        defaults = [
            sql.SQL("ALTER {} SET DEFAULT {}").format(sql.Identifier(name), sql.Literal(value))
            for name, value in given.items()
        ]
        alter = sql.SQL("ALTER TABLE {} ").format(sql.Identifier(table))
        cursor.execute(alter + sql.SQL(", ").join(defaults))
        statement = f"COPY {table} ({', '.join(names)}) FROM STDIN (FORMAT binary, FREEZE)"
        with cursor.copy(statement) as copy, written_behind(copy.write) as write:
            write(binary_rows.HEADER)
            for fields, size in groups:
                by_name = {one.name: one for one in fields}
                for block in binary_rows.blocks([by_name[name] for name in names], size):
                    write(block)
            write(binary_rows.END)
        no_more = [sql.SQL("ALTER {} DROP DEFAULT").format(sql.Identifier(one)) for one in given]
        cursor.execute(alter + sql.SQL(", ").join(no_more))
        _key(cursor, table)
        cursor.execute(
            f"ALTER TABLE {PARENT} ATTACH PARTITION {table} FOR VALUES IN ({edition.pk})"
        )
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT of_one_edition")


def add(model: type[Model], fields: Fields, size: int) -> None:
    """Write rows of another table of editions, given as columns."""
    names = ", ".join(f'"{one.name}"' for one in fields)
    statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(binary_rows.HEADER)
        for block in binary_rows.blocks(fields, size):
            copy.write(block)
        copy.write(binary_rows.END)


def _key(cursor: object, table: str) -> None:
    execute = cursor.execute  # type: ignore[attr-defined]
    execute(f"CREATE UNIQUE INDEX ON {table} (practice_id, definition_id)")
    # Rows lie by definition, so that a few pages a definition are all that is read of it.
    execute(f"CREATE INDEX ON {table} USING brin (definition_id) WITH (pages_per_range = 16)")
    # What is withheld, for scores that would tell it.
    execute(f"CREATE INDEX ON {table} (practice_id) WHERE no_band = {NoBand.WITHHELD}")
    # Only what rows are looked for by, from a few thousand of them: all columns of a nation take a
    # quarter of a second. A correction is compared with what it corrects at once.
    execute("SET LOCAL default_statistics_target = 20")
    execute(f"ANALYZE {table} (edition_id, practice_id, definition_id, no_band)")


def together(name: str, values: NDArray[np.float64]) -> Column | Words:
    """All numbers of a row as one field of bytes."""
    if not values.size:
        return Words(name, b"")
    whole = np.ascontiguousarray(values).view(f"S{values.itemsize * values.shape[1]}")
    return Column(name, whole.dtype.str, whole[:, 0])


def number(name: str, values: NDArray[np.float64]) -> Column:
    return Column(name, ">f8", values, np.isnan(values))


def days(name: str, values: NDArray[np.datetime64]) -> Column:
    """Days as the database counts them."""
    empty = np.isnat(values)
    counted = np.where(empty, 0, (values - _EPOCH).astype("<i8"))
    return Column(name, ">i4", counted, empty)
