"""`make demo`: the whole product with demo data, until Ctrl-C."""

import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from scorecard.local.command import names_database
from scorecard.local.environment import ROOT, VAR, last_words
from scorecard.local.locking import AlreadyLockedError, Lock
from scorecard.local.messages import SetUpError, command, say
from scorecard.local.postgres import Server
from scorecard.local.supervisor import Program, StopRequest, Supervisor, what_is_missing

HOST = "127.0.0.1"
FOLDER = VAR / "demo"
# The programs had 7.5 s of the 10 s; a server without clients needs a tenth of a second.
BRIEFLY = ((signal.SIGINT, 1.0), (signal.SIGQUIT, 0.5))
COLUMNS = ("role", "organisation", "email", "password")
QUIET = ("--no-input", "--verbosity=0")
PACKAGES = ("scorecard", "practices", "indicators")


def run() -> None:
    """Start everything, print the address and the accounts, stay until a stop is requested."""
    port = chosen_port()
    with ExitStack() as stack:
        stack.enter_context(take_clone(port))
        check_port(port)
        demo = Supervisor(environment(port), ROOT)
        server = Server(VAR / "postgres", purpose="make demo")
        # Left in reverse order: the programs end before the database they use.
        stack.callback(server.stop, BRIEFLY)
        stack.enter_context(demo)
        try:
            start(demo, server, port)
            demo.watch()
        except StopRequest:
            say("\nStopping")


def start(demo: Supervisor, server: Server, port: int) -> None:
    given = names_database(os.environ)
    if not given:
        demo.environment["DATABASE_URL"] = server.start()
    check_settings(demo.environment)
    prepare(demo, foreign=given)
    began = time.monotonic()
    for program in programs(port):
        demo.start(program)
    demo.wait_until(lambda: what_is_missing(HOST, port, since=began))
    say(announcement(port))


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise SetUpError(f"PORT is {text!r}. Give a number from 1 to 65535: make demo PORT=8001.")
    return int(text)


def take_clone(port: int) -> Lock:
    """One demo per clone."""
    try:
        return Lock(FOLDER / "lock").take(f"http://{HOST}:{port} (process {os.getpid()})")
    except AlreadyLockedError as error:
        raise SetUpError(
            f"This clone's demo already runs at {error.holder}. Stop it there with Ctrl-C first, "
            "or use another clone."
        ) from None


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise SetUpError(
                f"Port {port} needs root. Choose one above 1023: make demo PORT=8000."
            ) from None
        except OSError:
            raise SetUpError(
                f"Port {port} is in use by another program. "
                f"Choose another: make demo PORT={port + 1}."
            ) from None


def environment(port: int = 8000) -> dict[str, str]:
    """What the programs see; e-mails lead to this demo unless SITE_ADDRESS says otherwise. Demo
    accounts have published passwords, so never in production."""
    kind = os.environ.get("SCORECARD_ENV") or "demo"
    if kind != "demo":
        raise SetUpError(
            f"SCORECARD_ENV is {kind!r}, and demo accounts belong to demos only. "
            "Unset it, then run make demo again."
        )
    given = {"SITE_ADDRESS": f"http://{HOST}:{port}", **os.environ}
    if not {"SECRET_KEY", "SECRET_KEY_FILE"} & given.keys():
        given["SECRET_KEY_FILE"] = str(secret_key_file())
    return {**given, "SCORECARD_ENV": "demo", "PYTHONUNBUFFERED": "1"}


def check_settings(environment: dict[str, str]) -> None:
    """Refuse a wrong setting, and a database or broker that does not answer, before the start."""
    asking = [sys.executable, "-m", "scorecard.config.answers"]
    done = subprocess.run(asking, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SetUpError(last_words(done))


def secret_key_file() -> Path:
    """A key of this clone's own, kept so that people stay signed in over a restart."""
    path = FOLDER / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path


def prepare(demo: Supervisor, *, foreign: bool) -> None:
    """Static files, database tables, demo data: each again only when what it is made of changed.

    With `foreign` the database is somebody's own: nothing is known of it, so nothing is skipped,
    and no demo is put beside data that is there already.
    """
    step(demo, "Collecting the static files", "collectstatic", QUIET, made_of=static_files())
    code = None if foreign else code_files()
    step(demo, "Preparing the database", "migrate", QUIET, made_of=code)
    options = ("--only-if-empty",) if foreign else ()
    # The passwords stand in the accounts file only: without it they have to be made anew.
    lost = not (FOLDER / "accounts.json").exists()
    step(demo, "Making the demo data", "seed_demo", options, made_of=code, again=lost)


def step(
    demo: Supervisor,
    title: str,
    name: str,
    options: tuple[str, ...],
    made_of: list[Path] | None,
    again: bool = False,
) -> None:
    """Run a manage.py command, unless it ran before on the same files; None: always run it."""
    stamp = VAR / ("demo" if name == "collectstatic" else "postgres") / f"{name}.done"
    content = fingerprint(made_of or [])
    if made_of and not again and stamp.exists() and stamp.read_text() == content:
        return
    say(title)
    manage = (sys.executable, "manage.py", name, *options)
    demo.run(Program(title, manage, FOLDER / "logs" / f"{name}.log"))
    if made_of:
        stamp.write_text(content)


def static_files() -> list[Path]:
    own = [file for file in ROOT.glob("static/**/*") if file.is_file()]
    return [ROOT / "requirements-local.txt", *own]


def code_files() -> list[Path]:
    """Whatever may change the tables or the demo data."""
    return [ROOT / "requirements-local.txt", *_code()]


def _code() -> Iterator[Path]:
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*"):
            if file.is_file() and file.suffix != ".pyc" and file.parent != Path(__file__).parent:
                yield file


def fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def programs(port: int) -> list[Program]:
    """The web server, the worker and the clock of the jobs."""
    python = (sys.executable, "-m")
    celery = (*python, "celery", "-A", "scorecard.config.celery")
    # The control socket would be one path for all instances of a user.
    web = (
        *python,
        "gunicorn",
        "scorecard.config.wsgi",
        "--workers",
        "2",
        "--threads",
        "4",
        "--preload",
        "--no-control-socket",
    )
    # Without fan-out there is no gossip; the Job row's lease is the sign of life.
    quiet = ("--without-heartbeat", "--without-gossip", "--without-mingle")
    schedule = ("--schedule", str(FOLDER / "beat-schedule"), "--pidfile", "")
    logs = FOLDER / "logs"
    return [
        Program("The web server", (*web, "--bind", f"{HOST}:{port}"), logs / "web.log"),
        Program(
            "The worker", (*celery, "worker", *quiet, "--concurrency", "2"), logs / "worker.log"
        ),
        Program("The clock", (*celery, "beat", *schedule), logs / "beat.log"),
    ]


def announcement(port: int) -> str:
    """The address, one account per role, and where the others stand."""
    path = FOLDER / "accounts.json"
    accounts = json.loads(path.read_text()) if path.exists() else []
    lines = ["", f"The scorecard runs at http://{HOST}:{port}", "", *account_lines(accounts), ""]
    if accounts:
        lines.append(f"All {len(accounts)} accounts: {path}")
    lines.append(f"Logs: {FOLDER / 'logs'}. Ctrl-C stops everything.")
    return "\n".join(lines)


def account_lines(accounts: list[dict[str, str]]) -> list[str]:
    """A heading and the first account of each role, in columns."""
    first: dict[str, dict[str, str]] = {}
    for account in accounts:
        first.setdefault(account["role"], account)
    rows = [dict(zip(COLUMNS, COLUMNS, strict=True)), *first.values()] if first else []
    widths = {column: max(len(row[column]) for row in rows) for column in COLUMNS if rows}
    return ["  " + "  ".join(row[c].ljust(widths[c]) for c in COLUMNS).rstrip() for row in rows]


@command
def main() -> int | None:
    run()
    return None


if __name__ == "__main__":
    sys.exit(main())
