"""Give the tests a PostgreSQL of their own, before Django's settings are read.

pytest-django reads the settings ahead of every conftest.py, so this is a plugin (`-p` in
pyproject.toml). Set DATABASE_URL to test against another server. With `pytest -n` the controller
starts the server and its workers inherit the address.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.local.command import names_database
from scorecard.local.messages import SetUpError
from scorecard.local.postgres import Server

HOME = Path(__file__).parents[2] / "var" / "test-postgres"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    os.environ.setdefault("SCORECARD_ENV", "test")
    if not names_database(os.environ):
        server = Server(HOME, durable=False, purpose="another run of the tests")
        try:
            os.environ["DATABASE_URL"] = server.start()
        except SetUpError as error:
            raise pytest.UsageError(str(error)) from None
        early_config.add_cleanup(server.stop)
    return (yield)
