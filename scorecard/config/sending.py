"""Files that are sent while they are made may not take for ever.

Whoever reads slowly keeps one thread of a web process, and a transaction of the database, for as
long. The web server's own limit is about processes: it does not end a single answer.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
LONGEST = 300.0  # seconds
AT_ONCE = 2  # of a process


def few_at_once(application: Application, most: int = AT_ONCE) -> Application:
    """The application, of which at most so many answers are made at once; the others are sent.

    Threads are there for those who read slowly. When four of each process make pages, more work is
    under way at once than there are cores, and all of it takes longer.
    """
    places = BoundedSemaphore(most)

    def one_of_few(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        with places:
            return application(environ, start_response)

    return one_of_few


def with_patience(application: Application, longest: float = LONGEST) -> Application:
    """The application, of which no streamed answer is sent for longer than `longest` seconds.

    Then the connection is cut, so that the reader does not take a part for the whole. Who reads
    nothing any more is noticed after as long.
    """

    def patient(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        parts = application(environ, start_response)
        if not getattr(parts, "streaming", False):
            return parts
        connection = environ.get("gunicorn.socket")
        if connection is not None:
            connection.settimeout(longest)
        return _Until(parts, time.monotonic() + longest)

    return patient


class _Until:
    def __init__(self, parts: Iterable[bytes], end: float) -> None:
        self._parts = parts
        self._end = end

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            if time.monotonic() > self._end:
                raise TimeoutError("The reader of a file was too slow; the connection is cut.")
            yield part

    def close(self) -> None:
        """Django ends a request when its answer is closed."""
        close = getattr(self._parts, "close", None)
        if close:
            close()
