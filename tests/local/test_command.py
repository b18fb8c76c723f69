"""manage.py brings a database where none is named, and never in production."""

import os

import pytest

from scorecard.local import command
from scorecard.local.postgres import running_url


@pytest.fixture(autouse=True)
def unset(monkeypatch, tmp_path):
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "SCORECARD_ENV"):
        # Set and taken away, so that monkeypatch puts back what the block leaves behind.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(command, "HOME", tmp_path / "postgres")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://given@db/given"),
        ("DATABASE_URL_FILE", "/run/secrets/database_url"),
        ("SCORECARD_ENV", "production"),
    ],
)
def test_what_is_given_is_left_alone(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    before = dict(os.environ)
    with command.database(["manage.py", "migrate"]):
        assert dict(os.environ) == before


@pytest.mark.parametrize("arguments", [["manage.py"], ["manage.py", "help"], ["manage.py", "-h"]])
def test_a_command_that_needs_no_database_starts_none(arguments):
    with command.database(arguments):
        assert os.environ["DATABASE_URL"] == command.UNUSED_URL
        assert os.environ["SCORECARD_ENV"] == "demo"
        assert running_url(command.HOME) is None


def test_an_empty_address_counts_as_none(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("SCORECARD_ENV", "")
    with command.database(["manage.py", "help"]):
        assert os.environ["DATABASE_URL"] == command.UNUSED_URL
        assert os.environ["SCORECARD_ENV"] == "demo"


def test_any_other_command_gets_the_clones_own_server_while_it_runs():
    with command.database(["manage.py", "migrate"]):
        assert os.environ["DATABASE_URL"] == running_url(command.HOME)
    assert running_url(command.HOME) is None
