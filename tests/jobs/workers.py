"""Real brokers and workers for tests: started with short leases, ended by id."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from scorecard.config.broker import connection_string
from scorecard.jobs.models import Job

WORKER = ("-m", "celery", "-A", "scorecard.config.celery", "worker", "--beat")
QUIET = ("--without-heartbeat", "--without-gossip", "--without-mingle")
LIMIT_SECONDS = 120  # a busy machine is no fault of the code


class Site:
    """The processes of one small site: a broker's address, and workers that come and go."""

    def __init__(self, broker_url: str, folder: Path) -> None:
        database = connection.settings_dict
        self.broker_url, self.folder = broker_url, folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self.asking: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jobs.broker_settings",
            "SCORECARD_ENV": "test",
            "JOBS_AT_ONCE": "false",
            "LOG_JSON": "true",
            # Django's checks have tests of their own; each worker would take a second for them.
            "CELERY_SKIP_CHECKS": "true",
            "JOB_LEASE_SECONDS": "2",
            "JOB_HOUSEKEEPING_SECONDS": "1",
            "CELERY_BROKER_URL": broker_url,
            "DATABASE_URL": database_url(database),
        }

    def start_worker(self, concurrency: int = 2) -> subprocess.Popen[bytes]:
        schedule = f"--schedule={self.folder}/beat{len(self.workers)}"
        with (self.folder / f"worker{len(self.workers)}.log").open("wb") as output:
            worker = subprocess.Popen(
                [sys.executable, *WORKER, f"--concurrency={concurrency}", *QUIET, schedule],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.workers.append(worker)
        return worker

    def ask(self, kind: str, *, messages: int = 1, **arguments: object) -> Job:
        """A job asked for by another process; `messages` says how often the broker is told.

        What that process still does after it has said which job it is nobody waits for: on a busy
        machine the job would have ended meanwhile.
        """
        log = self.folder / f"asking{len(self.asking)}.txt"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.jobs.asking",
                    kind,
                    json.dumps(arguments),
                    str(messages),
                ],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.asking.append(process)
        assert process.stdout
        select.select([process.stdout], [], [], LIMIT_SECONDS)
        said = process.stdout.readline().strip()
        assert said, log.read_text()
        return Job.objects.get(pk=said)

    def lose_messages(self) -> None:
        if self.broker_url.startswith("pgmq"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT to_regclass('pgmq.q_jobs')")
                if cursor.fetchone()[0]:  # no worker has made it yet
                    cursor.execute("DELETE FROM pgmq.q_jobs")
        else:
            import redis

            with redis.Redis.from_url(self.broker_url) as client:
                client.delete("jobs")

    def log(self) -> list[dict[str, object]]:
        """What the workers logged, line by line."""
        texts = [path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log"))]
        lines = "".join(texts).splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def stop(self) -> None:
        for worker in self.workers:
            kill_group(worker)
        for process in self.asking:
            process.communicate(timeout=LIMIT_SECONDS)
        if self.broker_url.startswith("pgmq"):
            self.lose_messages()


def wait_for(job: Job, ready: Callable[[Job], bool]) -> Job:
    """The job as soon as it is `ready`; fails after the time limit with its last state."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        job.refresh_from_db()
        if ready(job):
            return job
        time.sleep(0.1)
    raise AssertionError(f"{job.state}, {job.attempts} attempts, {job.message!r} {job.error!r}")


def kill_group(worker: subprocess.Popen[bytes]) -> None:
    """kill -9 of a worker and its children, all in the session that it leads."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait(timeout=10)


def database_url(database: dict[str, object]) -> str:
    """The test database as a URL; everything but the name in the query."""
    parts = conninfo_to_dict(connection_string(database))
    return f"postgresql:///{parts.pop('dbname')}?{urlencode(parts)}"


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address of a Redis of our own, so that tests side by side do not share queues."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail("SCORECARD_TEST_BROKERS names redis: install redis-server.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)
