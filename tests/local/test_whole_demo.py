"""`make demo`, the whole of it, in a data folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.local.test_supervisor import alive

ROOT = Path(__file__).parents[2]
OURS = ("SCORECARD_ENV", "DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE")


@pytest.fixture
def environment(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "PORT": str(port), "SCORECARD_VAR": str(tmp_path / "var")}


def start(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """The demo, once it has said its last line; fails the test with what it said otherwise."""
    process = subprocess.Popen(
        [sys.executable, "-m", "scorecard.local.demo"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C stops everything" in line:
            return process
    process.communicate()
    raise AssertionError("".join(said))


def processes_of(folder: str) -> list[int]:
    """Every process whose command line, environment or working folder names the data folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "environ").read_bytes() + (place / "cmdline").read_bytes()
        except OSError:
            continue
        if folder.encode() in told and int(place.name) != os.getpid():
            found.append(int(place.name))
    return found


def stop(process: "subprocess.Popen[str]", number: signal.Signals) -> float:
    """Seconds until it has ended, as asked."""
    asked = time.monotonic()
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 0
    return time.monotonic() - asked


def check_pages(site: str, accounts: Path) -> None:
    assert urllib.request.urlopen(f"{site}/readyz", timeout=10).status == 200
    assert urllib.request.urlopen(f"{site}/", timeout=10).status == 200
    first = json.loads(accounts.read_text())[0]
    assert {"role", "organisation", "email", "password"} == first.keys()


def check_twin(environment: dict[str, str], process: "subprocess.Popen[str]") -> None:
    twin = subprocess.run(
        [sys.executable, "-m", "scorecard.local.demo"],
        cwd=ROOT,
        env={**environment, "PORT": "1"},
        capture_output=True,
        text=True,
    )
    assert twin.returncode == 1
    first = f"http://127.0.0.1:{environment['PORT']} (process {process.pid})"
    assert f"already runs at {first}" in twin.stderr


def test_the_demo_starts_serves_refuses_a_twin_leaves_nothing_and_starts_again(environment):
    folder = Path(environment["SCORECARD_VAR"])
    began = time.monotonic()
    process = start(environment)
    first = time.monotonic() - began
    running = processes_of(str(folder))
    assert len(running) > 5
    try:
        site = f"http://127.0.0.1:{environment['PORT']}"
        check_pages(site, folder / "demo" / "accounts.json")
        check_twin(environment, process)
    finally:
        assert stop(process, signal.SIGTERM) < 10
    assert alive(running + processes_of(str(folder))) == []

    began = time.monotonic()
    process = start(environment)
    # Nothing is made again. A ratio, as the machine may be busy with other tests.
    assert time.monotonic() - began < first / 2
    assert stop(process, signal.SIGINT) < 10
