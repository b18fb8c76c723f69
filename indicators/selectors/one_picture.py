"""One picture of the database, seen by one reader or by two at once.

One server process strings the figures of a nation together in more than half a second, while the
other core has nothing to do. A snapshot that one connection exports lets another see the same
moment (PostgreSQL, "Snapshot Synchronization Functions").
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from django.db import connection, transaction

Reader = psycopg.Connection[Any]
Part = TypeVar("Part")
MUCH = 300_000  # figures; of fewer each half is read before a thread has begun


@contextmanager
def one_picture(*, second: bool = False) -> Iterator[Reader | None]:
    """A transaction that sees what there was when it began, and nothing that comes meanwhile.

    With `second` it gives another connection that sees the same, or None where there is none to
    be had. Inside another transaction (tests, a try-out) it is a part of that one, and alone.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            _as_runs_like_it()
            yield None
        return
    with _exporting(second) as (reader, snapshot), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            if snapshot:
                cursor.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
        _as_runs_like_it()
        yield reader


def in_halves(
    figures: int, size: int, second: Reader | None, read: Callable[[Reader, int, int], None]
) -> None:
    """Call `read(connection, start, stop)` for all of `size`, or for each half at the same time.

    Raises what either raises.
    """
    connection.ensure_connection()
    if second is None or figures < MUCH:
        read(connection.connection, 0, size)
        return
    middle = size // 2
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader") as thread:
        other = thread.submit(read, second, middle, size)
        read(connection.connection, 0, middle)
        other.result()


def shared_out(
    parts: Sequence[Part],
    second: Reader | None,
    read: Callable[[Reader, Part], None],
    meanwhile: Callable[[], None],
) -> None:
    """Call `read(connection, part)` for all parts, and `meanwhile()` by our own connection: whoever
    is free takes the next part. Raises what any of them raises, and then nothing more is begun."""
    waiting = deque(parts)

    def read_on(reader: Reader) -> None:
        try:
            while part := _next(waiting):
                read(reader, part[0])
        except BaseException:
            waiting.clear()
            raise

    connection.ensure_connection()
    if second is None:
        meanwhile()
        read_on(connection.connection)
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader") as thread:
        other = thread.submit(read_on, second)
        try:
            meanwhile()
            read_on(connection.connection)
        finally:
            waiting.clear()
        other.result()


def _next(waiting: deque[Part]) -> list[Part]:
    """The next one in a list, which is empty where there is none: both readers ask at once."""
    try:
        return [waiting.popleft()]
    except IndexError:
        return []


def _as_runs_like_it() -> None:
    with connection.cursor() as cursor:
        # No statement of a run is so long that compiling it pays.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL maintenance_work_mem = '128MB'")


@contextmanager
def _exporting(wanted: bool) -> Iterator[tuple[Reader | None, str]]:
    """A second connection and the name of what it sees.

    It is the one that exports: a transaction whose own snapshot was given away may not COPY rows
    that count as old (FREEZE).
    """
    with another_reader(wanted=wanted) as reader:
        row = reader.execute("SELECT pg_export_snapshot()").fetchone() if reader else None
        yield reader, str(row[0]) if row else ""


@contextmanager
def another_reader(*, wanted: bool) -> Iterator[Reader | None]:
    """A second connection with a picture of its own: of what is there for good it reads the same.
    None where there is none to be had: one reader does it as well."""
    try:
        given = connection.get_connection_params()
        reader = psycopg.connect(**given, autocommit=True) if wanted else None
    except psycopg.OperationalError:  # no connection is left
        reader = None
    if reader is None:
        yield None
        return
    with reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        reader.execute("SET LOCAL jit = off")
        yield reader
