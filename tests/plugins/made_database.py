"""Databases of tests are copies of one that was migrated once.

Every worker of every run copies it in a moment. It is made again when a migration has changed,
under a lock, so that workers that start together make it once.
"""

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def made_database() -> str:
    """The name of the database to copy."""
    start = f"test_{settings.DATABASES['default']['NAME']}_made_"
    name = f"{start}{_digest_of_migrations()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [start])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [start])
        there = {row[0] for row in cursor}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}"')
            with _database_named(f"{name}_half"):
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            cursor.execute(f'ALTER DATABASE "{name}_half" RENAME TO "{name}"')
    return name


def _digest_of_migrations() -> str:
    found = MigrationLoader(None).disk_migrations.values()
    files = {Path(inspect.getfile(import_module(one.__module__))) for one in found}
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:12]


@contextmanager
def _database_named(name: str) -> Iterator[None]:
    """The connection makes its test database under this name, and forgets about it."""
    usual, tests = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["TEST"]["NAME"] = tests
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = usual
