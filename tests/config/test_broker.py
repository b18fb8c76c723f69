"""Settings of the queue for each broker."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from scorecard.config.broker import celery_settings, connection_string

DATABASE = {"NAME": "scores", "USER": "sam", "PASSWORD": "it's", "HOST": "/run/db", "PORT": 5433}


def options(url):
    found = celery_settings(url=url, database=DATABASE, time_limit=100, housekeeping=10)
    return found["CELERY_BROKER_TRANSPORT_OPTIONS"], found["CELERY_TASK_TIME_LIMIT"]


@pytest.mark.parametrize("url", ["pgmq://", "redis://127.0.0.1:6379/0"])
def test_a_message_comes_back_only_after_the_longest_job(url):
    found, hard_limit = options(url)
    assert found["visibility_timeout"] > hard_limit > 100


def test_postgresql_needs_no_extension():
    found, _ = options("pgmq://")
    assert found["init_extension"] is False


def test_redis_gives_messages_of_a_dead_worker_back_soon():
    found, _ = options("redis://127.0.0.1:6379/0")
    assert (found["unacked_restore_interval"], found["unacked_restore_throttle"]) == (5, 1)


def test_the_connection_string_quotes_and_keeps_options():
    database = DATABASE | {"OPTIONS": {"sslmode": "require", "connect_timeout": 3, "pool": True}}
    assert conninfo_to_dict(connection_string(database)) == {
        "dbname": "scores",
        "user": "sam",
        "password": "it's",
        "host": "/run/db",
        "port": "5433",
        "connect_timeout": "3",
        "sslmode": "require",
    }
