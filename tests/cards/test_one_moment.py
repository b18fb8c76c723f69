"""A run sees one moment: what others commit meanwhile is not in it, and cannot spoil it."""

import threading
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from indicators.models import Result, Run
from indicators.selectors import one_picture
from indicators.selectors.results import results_of
from scorecard.jobs.models import JobState
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from scorecard.jobs.services import ask
from tests.areas import NOW, Area

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20  # seconds for the other connection; it needs a fraction of one


@pytest.fixture
def area():
    found = Area()
    found.record(1, "ACC01", numerator=90, denominator=100)
    return found


def by_another_connection(work):
    """Do and commit `work` on a connection of its own."""
    failed = []

    def alone():
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=alone, daemon=True)
    other.start()
    other.join(PATIENCE)
    assert not other.is_alive(), "The run keeps others waiting."
    assert not failed, failed


@contextmanager
def once_begun(work):
    """Another connection does `work` when the run has looked at one thing: its moment is fixed."""
    begun, looked, levels = [], [], []

    def watch(execute, sql, params, many, context):
        if "ISOLATION LEVEL" in sql:
            begun.append(sql)
        elif begun and sql.startswith("SELECT") and not levels:
            if looked:
                shown = connection.connection.execute("SHOW transaction_isolation")
                levels.append(shown.fetchone()[0])
                by_another_connection(work)
            looked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield levels
    assert levels, "No run has begun."


def values(card_run):
    return list(
        results_of(card_run.run)
        .filter(definition__indicator__code="ACC01")
        .order_by("practice__code")
        .values_list("value", flat=True)
    )


@pytest.fixture(params=["one reader", "two readers", "no second connection"])
def readers(request, monkeypatch):
    """Each way of reading; gives the connections that were opened for the run."""
    opened, connect = [], psycopg.connect

    def counted(**given):
        if request.param == "no second connection":
            raise psycopg.OperationalError("too many clients")
        opened.append(connect(**given))
        return opened[-1]

    if request.param != "one reader":
        monkeypatch.setattr(one_picture, "MUCH", 1)
    driver = SimpleNamespace(connect=counted, OperationalError=psycopg.OperationalError)
    monkeypatch.setattr(one_picture, "psycopg", driver)
    return opened


def test_a_figure_that_comes_once_the_run_has_begun_is_in_the_next_one(area, readers):
    def arrive():
        area.record(1, "ACC01", numerator=10, denominator=100)
        area.record(2, "ACC01", numerator=70, denominator=100)

    area.period()
    with once_begun(arrive) as levels:
        first = area.band()
    assert levels == ["repeatable read"]
    assert values(first) == [90, None, None]
    assert values(area.band()) == [10, 70, None]
    assert values(first) == [90, None, None]
    assert all(reader.closed for reader in readers)


def test_two_readers_find_what_one_finds(area, monkeypatch):
    for at in (1, 2, 3):
        area.record(at, "ACC01", numerator=10 * at, denominator=100)
        area.record(at, "VFM01", numerator=at, denominator=100)
    found = []
    for much in (10**9, 1):
        monkeypatch.setattr(one_picture, "MUCH", much)
        rows = results_of(area.band().run).order_by("practice__code", "definition_id")
        found.append(list(rows.values_list("definition_id", "figure_id", "value", "band", "rank")))
    assert found[0] == found[1]


def test_within_another_transaction_there_is_one_reader(area):
    with transaction.atomic(), one_picture.one_picture(second=True) as second:
        assert second is None


def test_a_run_that_cannot_be_put_in_order_with_others_is_tried_again(area, monkeypatch):
    """A practice gets another code meanwhile: its row is not the one that the run has seen."""
    monkeypatch.setattr("scorecard.jobs.queue._send", lambda job_id: None)
    arguments = {"version": area.version.pk, "period": area.period().pk}
    job = ask(kind="band", key="1", title="Banding", arguments=arguments, by=None, at=NOW)
    practice = area.practices[0]

    def attempt():
        run(job_id=job.pk, clock=timezone.now, pulse=InlinePulse)
        job.refresh_from_db()

    def renumber():
        type(practice).objects.filter(pk=practice.pk).update(code="Z01777")

    reasons = []
    with watched_errors(reasons), once_begun(renumber):
        attempt()
    assert reasons == [psycopg.errors.SerializationFailure]
    assert (job.state, job.attempts) == (JobState.WAITING, 1)
    assert "tried again" in job.message
    assert not Run.objects.exists()
    assert not Result.objects.exists()
    attempt()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert Run.objects.get().key == job.pk


@contextmanager
def watched_errors(found):
    """What the database itself said of the attempt, since the job's page uses other words."""
    held = pytest.MonkeyPatch()

    def note(passing):
        said = passing if isinstance(passing, psycopg.Error) else passing.__cause__
        found.append(type(said))
        return "the database was away or busy"

    held.setattr("scorecard.jobs.running._reason", note)
    yield
    held.undo()
