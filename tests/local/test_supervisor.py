"""The supervisor stops what it started: in order, in time, and all of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Supervises: a program that ends when asked, and one that ignores it and has a child of its own.
SUPERVISED = """
import os, pathlib, sys, time
from scorecard.local.messages import command
from scorecard.local.supervisor import Program, StopRequest, Supervisor

folder = pathlib.Path(sys.argv[1])

def program(name, text):
    return Program(name, (sys.executable, "-c", "import os, signal, time\\n" + text), folder / name)

POLITE = "print(os.getpid(), flush=True); time.sleep(600)"
STUBBORN = (
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\\n"
    "if os.fork(): print(os.getpid(), flush=True)\\n"
    "else: print(os.getpid(), flush=True)\\n"
    "time.sleep(600)"
)

@command
def main():
    with Supervisor(os.environ, folder) as demo:
        try:
            demo.start(program("polite", POLITE))
            second = STUBBORN if sys.argv[2] == "stubborn" else "raise SystemExit(3)"
            demo.start(program(sys.argv[2], second))
            print("up", flush=True)
            demo.watch()
        except StopRequest:
            print("stopping", flush=True)

sys.exit(main())
"""


def supervise(folder: Path, second: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISED, str(folder), second],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def process_ids(log: Path, count: int) -> list[int]:
    """The ids the programs wrote, once `count` of them are there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        lines = log.read_text().split() if log.exists() else []
        if len(lines) >= count:
            return [int(line) for line in lines]
        time.sleep(0.02)
    raise AssertionError(f"{log} names no process")


def alive(pids: list[int]) -> list[int]:
    """Those that still run; a zombie waiting for its parent does not."""
    found = []
    for pid in pids:
        status = Path(f"/proc/{pid}/status")
        try:
            if "State:\tZ" not in status.read_text():
                found.append(pid)
        except OSError:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_within_10_seconds(tmp_path, number):
    with supervise(tmp_path, "stubborn") as supervisor:
        pids = process_ids(tmp_path / "polite", 1) + process_ids(tmp_path / "stubborn", 2)
        asked = time.monotonic()
        supervisor.send_signal(number)
        out, _ = supervisor.communicate(timeout=15)
    assert time.monotonic() - asked < 10
    assert supervisor.returncode == 0
    assert out == "up\nstopping\n"
    assert alive(pids) == []


def test_kill_9_of_the_supervisor_asks_its_programs_to_end(tmp_path):
    with supervise(tmp_path, "stubborn") as supervisor:
        polite = process_ids(tmp_path / "polite", 1)
        stubborn = process_ids(tmp_path / "stubborn", 2)
        supervisor.kill()
        deadline = time.monotonic() + 5
        while alive(polite) and time.monotonic() < deadline:
            time.sleep(0.02)
    assert alive(polite) == []
    for pid in stubborn:
        os.kill(pid, signal.SIGKILL)


def test_a_program_that_ends_by_itself_stops_the_rest_with_a_sentence(tmp_path):
    with supervise(tmp_path, "brief") as supervisor:
        pids = process_ids(tmp_path / "polite", 1)
        _, said = supervisor.communicate(timeout=15)
    assert supervisor.returncode == 1
    told = "Stopped: brief ended with exit code 3. It said: nothing"
    assert said == f"{told} (all of it: {tmp_path / 'brief'})\n"
    assert alive(pids) == []
