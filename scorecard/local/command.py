"""What manage.py needs around a command when no DATABASE_URL is given."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from scorecard.local.environment import VAR
from scorecard.local.sharing import joined

HOME = VAR / "postgres"
# Commands that never open a connection, though the settings want an address.
WITHOUT_DATABASE = {"", "help", "version", "--help", "-h", "--version", "collectstatic", "startapp"}
UNUSED_URL = "postgresql://unused@localhost/unused"


def names_database(given: Mapping[str, str]) -> bool:
    """Whether the environment names a database of its own; an empty variable is none."""
    return bool(given.get("DATABASE_URL") or given.get("DATABASE_URL_FILE"))


@contextmanager
def database(arguments: Sequence[str]) -> Iterator[None]:
    """Set DATABASE_URL for the command in `arguments` (sys.argv) to this clone's own server.

    Leaves everything alone where DATABASE_URL is given, and in production, which must name its own.
    """
    if names_database(os.environ) or os.environ.get("SCORECARD_ENV") == "production":
        yield
        return
    os.environ["SCORECARD_ENV"] = os.environ.get("SCORECARD_ENV") or "demo"
    command = arguments[1] if len(arguments) > 1 else ""
    if command in WITHOUT_DATABASE:
        os.environ["DATABASE_URL"] = UNUSED_URL
        yield
        return
    with joined(HOME, f"manage.py {command}") as url:
        os.environ["DATABASE_URL"] = url
        yield
