"""A nation's run is read by two server processes where both see it; otherwise by one."""

import threading
import time

import numpy as np
import psycopg
import pytest
from django.db import connection, transaction

from indicators.models import Result
from indicators.selectors import one_picture, run_columns
from tests.areas import Area

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20  # seconds


class Readers(set):
    """Which connections read. The other one begins, and then waits until ours has read as well."""

    def __init__(self):
        self.other_began, self.ours_began = threading.Event(), threading.Event()

    def add(self, reader):
        super().add(reader)
        if reader is connection.connection:
            self.ours_began.set()
        else:
            self.other_began.set()
            assert self.ours_began.wait(PATIENCE)

    def wait_for_the_other(self):
        assert self.other_began.wait(PATIENCE)


@pytest.fixture
def readers(monkeypatch):
    """Any run counts as a nation's, and definitions are read one by one."""
    met, stream = Readers(), run_columns._streamed

    def watched(*given, by):
        met.add(by)
        return stream(*given, by=by)

    monkeypatch.setattr(one_picture, "MUCH", 1)
    monkeypatch.setattr(run_columns, "_AT_ONCE", 1)
    monkeypatch.setattr(run_columns, "_streamed", watched)
    return met


@pytest.fixture
def area():
    found = Area()
    for at in (1, 2, 3):
        found.record(at, "ACC01", numerator=90 - at, denominator=100)
    return found


def read(run, area, meanwhile=lambda: None):
    ids = np.array(sorted(one.pk for one in area.practices), np.int64)
    return run_columns.run_columns(run, ids, meanwhile)


def same(one, other):
    assert one.keys() == other.keys() and len(one) > 1
    for definition, columns in one.items():
        np.testing.assert_equal(vars(columns), vars(other[definition]))


def test_two_read_what_one_reads(area, readers, monkeypatch):
    run = area.band().run
    two = read(run, area, readers.wait_for_the_other)
    assert len(readers) == 2
    monkeypatch.setattr(one_picture, "MUCH", 10**9)
    readers.clear()
    same(two, read(run, area))
    assert len(readers) == 1


def test_a_run_that_others_do_not_see_yet_is_read_by_one(area, readers):
    with transaction.atomic():
        run = area.band().run
        alone = read(run, area)
    assert len(readers) == 1
    same(alone, read(run, area, readers.wait_for_the_other))
    assert len(readers) == 2


def test_what_fails_meanwhile_or_at_the_other_reader_fails_the_whole(area, readers, monkeypatch):
    run = area.band().run

    def fails(*given, by=None):
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        read(run, area, fails)
    stream = run_columns._streamed
    ours = connection.connection
    failing = lambda *given, by: (stream if by is ours else fails)(*given, by=by)  # noqa: E731
    monkeypatch.setattr(run_columns, "_streamed", failing)
    with pytest.raises(RuntimeError, match="no more"):
        read(run, area, lambda: time.sleep(0.5))


def test_who_waits_for_the_results_does_not_hold_up_both(area, readers):
    """The second would wait for somebody who waits for the first, and the first for the second."""
    run = area.band().run
    with psycopg.connect(**connection.get_connection_params()) as other:
        with transaction.atomic():
            assert Result.objects.of_run(run).exists()
            waiting = threading.Thread(
                target=other.execute, args=["LOCK TABLE indicators_result"], daemon=True
            )
            waiting.start()
            until_somebody_waits()
            assert read(run, area)
            assert len(readers) == 1
        waiting.join(PATIENCE)
        assert not waiting.is_alive()


def until_somebody_waits():
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("Nobody waits.")
