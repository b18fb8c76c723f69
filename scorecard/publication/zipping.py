"""Files as one ZIP, sent while they are read: never more than one of them in memory."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator


class _Passing(io.RawIOBase):
    """Takes what is written until it is taken away."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, block: object) -> int:
        written = bytes(block)  # type: ignore[call-overload]
        self.held += written
        return len(written)

    def taken(self) -> bytes:
        found = bytes(self.held)
        self.held.clear()
        return found


def zipped(files: Iterable[tuple[str, dt.datetime, bytes]]) -> Iterator[bytes]:
    """A ZIP of (name, time, content), in blocks. Contents are stored as they are: PDFs are
    compressed already."""
    passing = _Passing()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_STORED) as packed:
        for name, at, content in files:
            packed.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content)
            yield passing.taken()
    yield passing.taken()
