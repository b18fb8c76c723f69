"""How Celery talks to its broker: PostgreSQL itself by default, Redis where several hosts work.

The Job row is the truth, so the broker may lose, repeat or delay a message without harm.
"""

from typing import Any

from celery.schedules import crontab
from kombu.entity import Exchange, Queue
from psycopg.conninfo import make_conninfo

# Long enough for a worker to stop a job that ran into its soft limit.
GRACE_SECONDS = 60


def celery_settings(
    *, url: str, database: dict[str, Any], time_limit: int, housekeeping: int
) -> dict[str, Any]:
    """Every CELERY_* setting. `time_limit`, `housekeeping`: seconds."""
    hard_limit = time_limit + GRACE_SECONDS
    return {
        "CELERY_BROKER_TRANSPORT_OPTIONS": _transport(url, database, hard_limit + GRACE_SECONDS),
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        # A message is acknowledged when the job has ended, and each process takes one at a time.
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS": False,
        "CELERY_TASK_IGNORE_RESULT": True,
        "CELERY_TASK_SOFT_TIME_LIMIT": time_limit,
        "CELERY_TASK_TIME_LIMIT": hard_limit,
        # pgmq has no fan-out: no remote control, no events (start the worker with
        # --without-heartbeat --without-gossip --without-mingle).
        "CELERY_WORKER_ENABLE_REMOTE_CONTROL": False,
        "CELERY_WORKER_SEND_TASK_EVENTS": False,
        # Housekeeping has a queue of its own, so that it does not wait behind long work.
        "CELERY_TASK_DEFAULT_QUEUE": "jobs",
        "CELERY_TASK_QUEUES": [_queue("jobs"), _queue("housekeeping")],
        "CELERY_TASK_ROUTES": {
            "scorecard.jobs.keep_house": {"queue": "housekeeping"},
            "indicators.tell_urgently": {"queue": "housekeeping"},
            "indicators.drop_orphans": {"queue": "housekeeping"},
            "publication.publish_due": {"queue": "housekeeping"},
            "publication.forget_senders": {"queue": "housekeeping"},
        },
        "CELERY_BEAT_SCHEDULE": {
            "keep-house": {
                "task": "scorecard.jobs.keep_house",
                "schedule": float(housekeeping),
                # Without a worker these messages would pile up; a late one is worth nothing.
                "options": {"expires": 6 * housekeeping},
            },
            # Once a day, in the morning. A day without a worker is caught up on the next one.
            "remind": {
                "task": "indicators.remind",
                "schedule": crontab(hour=7, minute=0),
                "options": {"expires": 12 * 60 * 60},
            },
            # A run may be followed by another: nobody is told before it has stood for a while.
            "send-digests": {
                "task": "dashboards.send_digests",
                "schedule": 300.0,
                "options": {"expires": 300},
            },
            # Runs of many practices are packed for their pages once they are seen.
            "prepare-runs": {
                "task": "dashboards.prepare_runs",
                "schedule": 60.0,
                "options": {"expires": 60},
            },
            # At night, when few read results: dropping a table waits for nobody long.
            "prune-runs": {
                "task": "cards.prune_runs",
                "schedule": crontab(hour=3, minute=0),
                "options": {"expires": 12 * 60 * 60},
            },
            # Editions whose time has come; a minute late is late enough.
            "publish-due": {
                "task": "publication.publish_due",
                "schedule": 60.0,
                "options": {"expires": 60},
            },
            # Who wrote feedback is remembered for an hour.
            "forget-senders": {
                "task": "publication.forget_senders",
                "schedule": 600.0,
                "options": {"expires": 600},
            },
            # Tables of runs that were cancelled in the middle.
            "drop-orphans": {
                "task": "indicators.drop_orphans",
                "schedule": 600.0,
                "options": {"expires": 600},
            },
            # Messages about something urgent that could not be sent at once.
            "tell-urgently": {
                "task": "indicators.tell_urgently",
                "schedule": 300.0,
                "options": {"expires": 300},
            },
        },
    }


def _queue(name: str) -> Queue:
    """With an exchange and key of its own; by default every queue would get every message."""
    return Queue(name, Exchange(name), routing_key=name)  # type: ignore[no-untyped-call]


def _transport(url: str, database: dict[str, Any], visibility_timeout: int) -> dict[str, Any]:
    """Options of the transport. A message comes back after `visibility_timeout` seconds."""
    if url.startswith("pgmq"):
        return {
            "visibility_timeout": visibility_timeout,
            "conn_string": connection_string(database),
            "init_extension": False,  # the schema comes from a migration
            "pool_size": 4,
            "pool_timeout": 5,
            # Short polls: a waiting job starts at once and an idle worker stops at once. Ten a
            # second cost a fortieth of one core; two a second cost each upload a quarter second.
            "wait_time_seconds": 0,
            "polling_interval": 0.1,
        }
    return {
        "visibility_timeout": visibility_timeout,
        # The defaults bring a message of a dead worker back only after many minutes.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 5,
    }


def connection_string(database: dict[str, Any]) -> str:
    """The libpq connection string of a Django database."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    given = {names[key]: database[key] for key in names if database.get(key)}
    if database.get("PORT"):
        given["port"] = database["PORT"]
    # What is left in OPTIONS comes from the address's query: host, port, sslmode ...
    options = database.get("OPTIONS", {}).items()
    given |= {k: v for k, v in options if isinstance(v, str | int) and not isinstance(v, bool)}
    return make_conninfo("", **given)
