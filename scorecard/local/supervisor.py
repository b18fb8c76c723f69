"""Keep a few programs running side by side, and end all of them in time.

Every program leads a session of its own, so that Ctrl-C reaches it through us, in order; and the
kernel ends it when we die without a word.
"""

import http.client
import json
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn

from scorecard.local import processes
from scorecard.local.messages import SetUpError

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# An idle worker on pgmq:// needs 5 s for a warm stop; everything must be gone within 10 s.
STOP_SECONDS = 7.5
READY_SECONDS = 90.0


class StopRequest(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


@dataclass(frozen=True)
class Program:
    """What to run, and the file its output goes to."""

    name: str
    command: tuple[str, ...]
    log: Path


class Supervisor:
    """Starts programs, watches them, stops them. A context manager: leaving it stops all."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.environment = dict(environment)
        self.folder = folder
        self.running: dict[Program, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Supervisor":
        for number in SIGNALS:
            # nohup asked us to outlive the terminal. (SIGINT is ignored by default in the
            # background of a script, which asks for nothing.)
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, request_stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        ignore_signals()
        processes.end_groups(list(self.running.values()), STOP_SECONDS)

    def run(self, program: Program) -> None:
        """Run a program to its end. Raises SetUpError with its last words when it fails."""
        self.start(program)
        code = self.running[program].wait()
        del self.running[program]
        if code:
            raise SetUpError(failure(program, code))

    def start(self, program: Program) -> None:
        """Start a program and leave it running."""
        program.log.parent.mkdir(parents=True, exist_ok=True)
        with program.log.open("wb") as output:
            self.running[program] = subprocess.Popen(
                processes.tied_to_us(program.command),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise SetUpError if a program has ended by itself."""
        for program, process in self.running.items():
            if (code := process.poll()) is not None:
                raise SetUpError(failure(program, code))

    def wait_until(self, ready: Callable[[], str]) -> None:
        """Wait until `ready` answers '' (nothing is missing), while every program keeps running."""
        deadline = time.monotonic() + READY_SECONDS
        while missing := ready():
            self.check()
            if time.monotonic() > deadline:
                raise SetUpError(f"The site was not ready after {READY_SECONDS:.0f} s: {missing}")
            time.sleep(0.1)

    def watch(self) -> NoReturn:
        """Stay until a program ends (SetUpError) or a stop is requested (StopRequest)."""
        while True:
            self.check()
            time.sleep(0.2)


def request_stop(number: int, frame: FrameType | None) -> NoReturn:
    """The first signal starts an orderly stop; a second one would only interrupt it."""
    ignore_signals()
    raise StopRequest


def ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def failure(program: Program, code: int) -> str:
    """One sentence about a program that ended: how, its last words, where the rest is."""
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    lines = program.log.read_text(errors="replace").strip().splitlines()
    last = lines[-1].strip() if lines else "nothing"
    return f"{program.name} ended with {how}. It said: {last} (all of it: {program.log})"


def what_is_missing(host: str, port: int, *, since: float) -> str:
    """'' when /readyz answers 200 and saw a worker after `since` (seconds of time.monotonic).

    Else what it says is missing. A worker that ended a moment ago is no worker.
    """
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        found = json.loads(answer.read(10_000))
    except (OSError, http.client.HTTPException) as error:
        return f"the web server gives no answer ({error})"
    except ValueError:
        return f"/readyz answers {answer.status} without a reason"
    finally:
        connection.close()
    missing = [f["words"] for f in found.values() if isinstance(f, dict) and not f["ok"]]
    # The age is rounded to whole seconds.
    if not missing and found["worker"]["seconds"] + 0.5 > time.monotonic() - since:
        missing = ["The worker that was just started has not been seen yet."]
    return " ".join(missing)
