"""One holder per folder: a file lock the kernel drops when its process ends, however it ends."""

from __future__ import annotations  # an older Python must get as far as our sentence

import fcntl
import os
from pathlib import Path
from typing import IO


class AlreadyLockedError(Exception):
    """Somebody else holds the lock. `holder` is the line they left in the file, or ''."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(f"{path} is held by {holder or 'another process'}")
        self.holder = holder


class Lock:
    """An advisory lock on a file, with a note in it that says who holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Whether this object, and not some other process, holds the lock."""
        return self._file is not None

    def take(self, note: str = "", *, wait: bool = False, shared: bool = False) -> Lock:
        """Take the lock; AlreadyLockedError unless `wait`. A shared holder leaves no note."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+")
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise AlreadyLockedError(self.path, holder) from None
        if not shared:
            file.truncate(0)
            file.write(note or f"process {os.getpid()}")
            file.flush()
        self._file = file
        return self

    def release(self) -> None:
        """Drop the lock. Safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
