"""A PostgreSQL server that really ends in the middle of a run and comes back: one run, complete.

The server is the test's own, since the others use theirs. Brokers are chosen as in test_brokers.py.
"""

import shutil
import signal
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from scorecard.config import env
from scorecard.local.postgres import DATABASE, STOP_STEPS, Server, url_file
from tests.jobs.test_brokers import ended, site  # noqa: F401  a fixture
from tests.jobs.test_faults import area, band, in_the_middle, is_complete  # noqa: F401  a fixture
from tests.jobs.workers import wait_for

pytestmark = [pytest.mark.brokers, pytest.mark.django_db(transaction=True)]

AWAY_SECONDS = 2
# PostgreSQL's "immediate": nothing is put in order, and its log is replayed at the next start.
CRASH = ((signal.SIGQUIT, 5.0),)


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    """A server that holds one database with all tables. What it has committed outlives a crash."""
    home = Path(tempfile.mkdtemp(prefix="scorecard-restart-", dir="/tmp"))
    server = Server(home, purpose="a test")
    try:
        with django_db_blocker.unblock(), connected_to(server.start()):
            call_command("migrate", verbosity=0)
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def database(server, transactional_db):
    """A copy of that database, which everybody in this test uses."""
    name = f"copy_{uuid4().hex}"
    url = url_file(server.home).read_text()
    with psycopg.connect(url.replace(f"/{DATABASE}?", "/postgres?"), autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE}")
    with connected_to(url.replace(f"/{DATABASE}?", f"/{name}?")):
        yield


@contextmanager
def connected_to(url):
    usual = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(env.database(url))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


@pytest.fixture
def at_work(database, site, area):  # noqa: F811
    """Workers that take their time over each indicator, on the server that is to end."""
    site.environment["DJANGO_SETTINGS_MODULE"] = "tests.jobs.slow_settings"
    return site


@pytest.mark.parametrize("ends", [STOP_STEPS, CRASH], ids=["stopped", "crashed"])
def test_a_server_that_restarts_in_the_middle_comes_back_to_the_same_job(
    server,
    at_work,
    area,  # noqa: F811
    ends,
):
    at_work.start_worker()
    job = wait_for(band(at_work, area), in_the_middle)
    connection.close()
    server.stop(ends)
    time.sleep(AWAY_SECONDS)
    server.start()
    job = wait_for(job, ended)
    is_complete(job)
    assert job.attempts == 2
