"""A public practice page, again and again, over its bare bytes from memory: same gunicorn, two
workers, turn about."""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scorecard.local.postgres import Server
from tests.bench.front_steps import KEPT
from tests.bench.reporting import Figure, report
from tests.bench.set_up import free_port

# "At least half the requests per second" is at most twice the time.
MOST_TIMES, ROUNDS, SECONDS, READERS = 2.0, 5, 2.0, 4
SERVED = ["--workers", "2", "--threads", "4", "--no-control-socket"]
STEP = [sys.executable, "-m", "tests.bench.front_steps"]


def measure() -> list[Figure]:
    """On a database of its own with one published edition."""
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            environment = {
                **os.environ,
                "SCORECARD_ENV": "test",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
                "LOG_JSON": "true",
                KEPT: str(folder / "kept.json"),
            }
            return _measured(environment)


def _measured(environment: dict[str, str]) -> list[Figure]:
    made = subprocess.run(
        [*STEP, "make"], env=environment, check=True, capture_output=True, text=True
    )
    address = json.loads(made.stdout.splitlines()[-1])["address"]
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.bench.front_steps:application"]
    options = [*SERVED, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        [*command, *options], env=environment, stderr=subprocess.DEVNULL
    ) as gunicorn:
        try:
            return _compared(port, address, _until_it_answers(port, address))
        finally:
            gunicorn.terminate()


def _compared(port: int, address: str, tag: str) -> list[Figure]:
    asked = {
        "memory": ("/memory/", ""),
        "page": (address, ""),
        "unchanged": (address, tag),
        "django": (address, "django"),
    }
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _round in range(ROUNDS):
        for name, (path, given) in asked.items():
            found[name].append(_rate(port, path, given))
    rates = {name: statistics.median(several) for name, several in found.items()}
    detail = {f"{name}_per_second": round(rate) for name, rate in rates.items()}
    return [
        report(
            f"public practice page over the same bytes from memory{words}",
            rates["memory"] / rates[name],
            "times as long",
            MOST_TIMES,
            **detail,
        )
        for name, words in (("page", ""), ("unchanged", ", the reader has it already"))
    ]


def _rate(port: int, path: str, given: str) -> float:
    """Answers a second to four readers at once, each one request after the other."""
    step = [*STEP, "read", str(port), path, given, str(SECONDS)]
    readers = [subprocess.Popen(step, stdout=subprocess.PIPE, text=True) for _ in range(READERS)]
    return sum(float(reader.communicate()[0]) for reader in readers)


def _until_it_answers(port: int, address: str) -> str:
    """Both workers have the page and the bytes; the page's tag."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            answers = [ask(port, address) for _ in range(40)]
            break
        except OSError:
            time.sleep(0.5)
    head = answers[-1].partition(b"\r\n\r\n")[0].decode().splitlines()
    if " 200 " not in head[0]:
        raise SystemExit(f"{address} answers {head[0]}")
    tag = next(line for line in head if line.lower().startswith("etag: "))
    return tag.partition(": ")[2]


def ask(port: int, path: str, more: bytes = b"") -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(
            b"GET %b HTTP/1.1\r\nHost: 127.0.0.1\r\n%bConnection: close\r\n\r\n"
            % (path.encode(), more)
        )
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
        return b"".join(parts)
