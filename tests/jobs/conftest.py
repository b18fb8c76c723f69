"""Two people and a handler that counts, taken away again after the test."""

import datetime as dt

import pytest

from scorecard.accounts.services import add_user
from scorecard.jobs import registry

NOW = dt.datetime(2026, 7, 3, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def user(db):
    return add_user(email="ana@example.org", name="Ana Example", password="x", by=None, at=NOW)


@pytest.fixture
def neighbour(db):
    return add_user(email="nia@example.org", name="Nia Example", password="x", by=None, at=NOW)


@pytest.fixture
def handle(monkeypatch):
    """Register handlers for one test only: `handle(kind)(function)`."""
    registry.load_tasks()
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    return registry.handles


@pytest.fixture
def count_handler(handle):
    @handle("count")
    def count(job, progress):
        last = job.arguments.get("to", 2)
        for number in range(1, last + 1):
            progress(number, last, f"Counting {number} of {last}")
        return {"counted": last}

    return count
