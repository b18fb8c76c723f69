"""/healthz says that the process lives, /readyz what is missing, in words."""

import datetime as dt

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from scorecard.config.broker import connection_string
from scorecard.jobs.registry import handles
from scorecard.jobs.services import ask, worker_seen


@pytest.fixture
def broker(monkeypatch):
    """The queue of the test database itself."""
    options = dict(current_app.conf.broker_transport_options)
    options["conn_string"] = connection_string(connection.settings_dict)
    monkeypatch.setitem(current_app.conf, "broker_transport_options", options)


@pytest.fixture
def a_worker(db):
    worker_seen(name="worker@here", at=timezone.now())


def test_alive_needs_no_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_ready_when_database_broker_and_worker_answer(client, broker, a_worker):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


def test_not_ready_without_a_worker(client, broker, db):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "start the worker" in answer.json()["worker"]["words"]


def test_not_ready_when_the_worker_was_seen_long_ago(client, broker, db):
    worker_seen(name="worker@here", at=timezone.now() - dt.timedelta(minutes=10))
    found = client.get("/readyz").json()["worker"]
    assert (found["ok"], found["seconds"]) == (False, 600)


def test_not_ready_when_a_job_waits_too_long(client, broker, a_worker, monkeypatch):
    monkeypatch.setattr("scorecard.jobs.registry._handlers", {})
    handles("sleep")(lambda job, progress: None)
    long_ago = timezone.now() - dt.timedelta(hours=1)
    ask(kind="sleep", key="1", title="Sleeping", by=None, at=long_ago)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["queue"]["ok"]) == (503, False)


def test_a_broker_that_is_away_is_said_without_its_secrets(client, a_worker, monkeypatch):
    options = {"conn_string": "host=127.0.0.1 port=1 password=hush", "init_extension": False}
    options["pool_timeout"] = 0.2
    monkeypatch.setitem(current_app.conf, "broker_transport_options", options)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["broker"]["ok"]) == (503, False)
    assert "hush" not in answer.content.decode()


def test_a_database_that_is_away_is_said(client, monkeypatch, broker, db):
    monkeypatch.setattr("scorecard.config.health.connection", None)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"]["words"] == "The database does not answer."
