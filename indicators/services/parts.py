"""The tables of the parts of runs: made bare, filled, keyed, and only then seen.

Loading a bare table and building its key and references afterwards costs a third of loading one
that is kept in order row by row (docs/adr/0029).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np
from django.db import connection, models, transaction

from indicators import binary_rows
from indicators.binary_rows import Column, Words
from indicators.models import Certainty, Period, Result, RunPart
from indicators.services.writing_behind import written_behind

Groups = Iterable[tuple[Sequence[Column | Words], int]]

# Of so many rows what only makes reading quicker is made when the results are seen already: it
# takes a moment of which a national run has none to spare.
MANY = 300_000
REFERENCES = {"practice_id": "practices_practice", "definition_id": "indicators_definition"}


def add_part(*, period: Period, at: dt.datetime) -> RunPart:
    """A part without results yet; its number names its tables."""
    return RunPart.objects.create(period=period, results=0, made_at=at)


def fill(
    *, part: RunPart, model: type[models.Model], groups: Iterable[tuple[list[Any], int]]
) -> int:
    """Make the part's table of `model` and load it; how many rows. Nobody sees them yet.

    `groups` are columns and their number of rows; each has every field of `model` but the part.
    To be called in a transaction.
    """
    table, parent = table_of(part, model), model._meta.db_table
    names = [str(field.column) for field in model._meta.concrete_fields]
    rows, references = 0, _References()
    with connection.cursor() as cursor:
        # Attaching need not look at a row: the table says already that all are of this part.
        cursor.execute(
            f"CREATE TABLE {table} (LIKE {parent} INCLUDING CONSTRAINTS,"
            f" CONSTRAINT of_one_part CHECK (part_id = {part.pk}))"
        )
        statement = f"COPY {table} ({', '.join(names)}) FROM STDIN (FORMAT binary, FREEZE)"
        with cursor.copy(statement) as copy, written_behind(copy.write) as write:
            write(binary_rows.HEADER)
            for columns, size in groups:
                for block in binary_rows.blocks(_columns(columns, part, names), size):
                    write(block)
                references.add(columns)
                rows += size
            write(binary_rows.END)
        references.check(cursor)
    return rows


def attach(*, part: RunPart, model: type[models.Model], rows: int) -> None:
    """Key the part's table, and let it be seen."""
    key(part=part, model=model, rows=rows)
    show(part=part, model=model)


def key(*, part: RunPart, model: type[models.Model], rows: int) -> None:
    """Key the part's table. Nobody sees it yet."""
    table = table_of(part, model)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX ON {table} (practice_id, definition_id)")
    if rows < MANY:
        ease(table=table)
    else:
        transaction.on_commit(partial(ease, table=table), robust=True)


def ease(*, table: str) -> None:
    """Let pages find their rows quickly; done once however often it is asked for."""
    index = f"{table}_by_definition"
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [index])
        if cursor.fetchone()[0]:
            return
        # Rows lie by definition, so that a few pages a definition are all that is read of it.
        cursor.execute(
            f"CREATE INDEX {index} ON {table}"
            " USING brin (definition_id) WITH (pages_per_range = 16)"
        )
        cursor.execute(f"ANALYZE {table}")


class _References:
    """What the rows refer to: a few thousand ids, however many rows there are."""

    def __init__(self) -> None:
        self.ids: dict[str, set[int]] = {name: set() for name in REFERENCES}
        self.last: dict[str, Any] = {}

    def add(self, columns: Sequence[Column | Words]) -> None:
        for column in columns:
            if column.name in REFERENCES and self.last.get(column.name) is not column.values:
                self.last[column.name] = column.values
                self.ids[column.name].update(np.unique(np.asarray(column.values)).tolist())

    def check(self, cursor: Any) -> None:
        """Raises IntegrityError where one is not there; the others stay to the end."""
        for name, table in REFERENCES.items():
            cursor.execute("SELECT rows_are_there(%s, %s)", [table, sorted(self.ids[name])])


def show(*, part: RunPart, model: type[models.Model]) -> None:
    """Let a keyed table be seen: the work of a moment, however many rows it has."""
    table, parent = table_of(part, model), model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {parent} ATTACH PARTITION {table} FOR VALUES IN ({part.pk})")
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT of_one_part")


def drop(*, part: RunPart) -> None:
    """Take the part's tables away, seen or not. The caller knows that no run needs them."""
    for model in (Result, Certainty):
        drop_table(table=table_of(part, model))


def drop_table(*, table: str) -> int:
    """Take one table away, if it is there; 1, for those who count."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}")
    return 1


def table_of(part: RunPart, model: type[models.Model]) -> str:
    """The name of the table that holds the part's rows of `model`."""
    return f"{model._meta.db_table}_{int(part.pk)}"


def _columns(given: Sequence[Column | Words], part: RunPart, names: list[str]) -> list[Any]:
    by_name: dict[str, Column | Words] = {column.name: column for column in given}
    by_name["part_id"] = Column("part_id", ">i8", part.pk)
    return [by_name[name] for name in names]
