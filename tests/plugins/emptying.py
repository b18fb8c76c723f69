"""How the database is emptied after a test that committed: rows go, tables stay as they are.

Django's TRUNCATE gives each of some hundred tables and its indexes new files, for a handful of
rows; and the audit trail refuses it. A superuser may delete with triggers off, as a replica does,
which no account of a real server can where it is none.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations


def empty_by_deleting() -> None:
    """From now on, whoever flushes a database, on whatever connection, deletes the rows."""
    DatabaseOperations.sql_flush = _deletes


def _deletes(
    operations: DatabaseOperations, style: Any, tables: Sequence[str], **_how: bool
) -> list[str]:
    if not tables:
        return []
    deletes = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]  # noqa: S608
    triggers = "SET LOCAL session_replication_role = {}"
    return ["; ".join([triggers.format("replica"), *deletes, triggers.format("origin")])]
