"""`make demo`: the whole product with demo data, until Ctrl-C."""

import hashlib
import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from scorecard.local.environment import ROOT, VAR
from scorecard.local.locking import AlreadyLockedError, Lock
from scorecard.local.messages import SetUpError, command, say
from scorecard.local.postgres import Server
from scorecard.local.supervisor import Program, StopRequest, Supervisor, what_is_missing

HOST = "127.0.0.1"
FOLDER = VAR / "demo"
# The programs had 7.5 s of the 10 s; a server without clients needs a tenth of a second.
BRIEFLY = ((signal.SIGINT, 1.0), (signal.SIGQUIT, 0.5))
PACKAGES = ("scorecard", "practices", "indicators")


def run() -> None:
    """Start everything, print the address and the accounts, stay until a stop is requested."""
    port = chosen_port()
    with ExitStack() as stack:
        stack.enter_context(take_clone(port))
        check_port(port)
        demo = Supervisor(environment(), ROOT)
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
    given = "DATABASE_URL" in os.environ
    if not given:
        demo.environment["DATABASE_URL"] = server.start()
    prepare(demo, always=given)
    for program in programs(port):
        demo.start(program)
    demo.wait_until(lambda: what_is_missing(HOST, port, "/readyz"))
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


def environment() -> dict[str, str]:
    """What the programs see. Demo accounts have published passwords, so never in production."""
    kind = os.environ.get("SCORECARD_ENV", "demo")
    if kind != "demo":
        raise SetUpError(
            f"SCORECARD_ENV is {kind!r}, and demo accounts belong to demos only. "
            "Unset it, then run make demo again."
        )
    given = dict(os.environ)
    if not {"SECRET_KEY", "SECRET_KEY_FILE"} & given.keys():
        given["SECRET_KEY_FILE"] = str(secret_key_file())
    return {**given, "SCORECARD_ENV": "demo", "PYTHONUNBUFFERED": "1"}


def secret_key_file() -> Path:
    """A key of this clone's own, kept so that people stay signed in over a restart."""
    path = FOLDER / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path


def prepare(demo: Supervisor, *, always: bool) -> None:
    """Static files, database tables, demo data: each again only when what it is made of changed.

    With `always` the database steps are not skipped: about somebody else's server we know nothing.
    """
    step(demo, "Collecting the static files", "collectstatic", "--clear", made_of=static_files())
    database = [] if always else code_files()
    step(demo, "Preparing the database", "migrate", made_of=database, always=always)
    step(demo, "Making the demo data", "seed_demo", made_of=database, always=always)


def step(
    demo: Supervisor,
    title: str,
    name: str,
    *options: str,
    made_of: list[Path],
    always: bool = False,
) -> None:
    place = VAR / ("demo" if name == "collectstatic" else "postgres")
    stamp = place / f"{name}.done"
    content = fingerprint(made_of)
    if not always and stamp.exists() and stamp.read_text() == content:
        return
    say(title)
    interactive = () if name == "seed_demo" else ("--no-input", "--verbosity=0")
    manage = [sys.executable, "manage.py", name, *interactive, *options]
    demo.run(Program(title, tuple(manage), FOLDER / "logs" / f"{name}.log"))
    if not always:
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
    """The address and one line per account."""
    lines = ["", f"The scorecard runs at http://{HOST}:{port}", ""]
    path = FOLDER / "accounts.json"
    accounts = json.loads(path.read_text()) if path.exists() else []
    columns = ("role", "organisation", "email", "password")
    widths = {c: max([len(c), *(len(account[c]) for account in accounts)]) for c in columns}
    for row in [dict(zip(columns, columns, strict=True)), *accounts] if accounts else []:
        lines.append("  " + "  ".join(row[c].ljust(widths[c]) for c in columns).rstrip())
    lines += ["", f"Logs: {FOLDER / 'logs'}. Ctrl-C stops everything."]
    return "\n".join(lines)


@command
def main() -> int | None:
    run()
    return None


if __name__ == "__main__":
    sys.exit(main())
