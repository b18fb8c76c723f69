"""Several commands, one server: the first starts it, the others join, the last lets it end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scorecard.local.locking import Lock
from scorecard.local.postgres import READY_SECONDS, AlreadyRunningError, Server, running_url


@contextmanager
def joined(home: Path, purpose: str) -> Iterator[str]:
    """The URL of the server in `home`: the running one, or one started for as long as it is used.

    Whoever started it waits, before stopping it, for the other commands that use it.
    """
    users = Lock(home / "users").take(shared=True, wait=True)
    server = Server(home, purpose=purpose)
    try:
        yield _start_or_find(server)
    finally:
        users.release()
        if server.process is not None:
            with Lock(home / "users").take(purpose, wait=True):
                server.stop()


def _start_or_find(server: Server) -> str:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            return server.start()
        except AlreadyRunningError:
            if url := running_url(server.home):
                return url
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
