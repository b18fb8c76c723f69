"""Reading the stamp of what the public reads, before every answer from memory.

One prepared statement on a connection of its own, by libpq's plain calls: it has to be quick,
and what Django does with its connection in the middle of a request is no concern of it.
"""

import os
import threading
from collections.abc import Callable

import psycopg
from psycopg import pq
from psycopg.conninfo import make_conninfo

from scorecard.publication.selectors.stamps import QUESTION

_NAME, _NOTHING_YET = b"stamp", b"0"
# A database that is away is noticed within seconds, then the page says so in the usual words.
_PATIENCE: dict[str, str | int] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "application_name": "stamp",
}


class Stamps:
    """`connection_string` is asked for whenever a connection is made. One for each thread."""

    def __init__(self, connection_string: Callable[[], str]) -> None:
        self._connection_string = connection_string
        self._held = threading.local()

    def now(self) -> bytes | None:
        """The stamp that holds now; None where nobody can tell. A lost connection is made anew."""
        for _ in range(2):
            try:
                result = self._connection().exec_prepared(_NAME, None)
                if result.status == pq.ExecStatus.TUPLES_OK:
                    return result.get_value(0, 0) if result.ntuples else _NOTHING_YET
            except psycopg.Error:
                pass
            self.close()
        return None

    def close(self) -> None:
        connection = getattr(self._held, "connection", None)
        self._held.connection = None
        if connection is not None and self._held.process == os.getpid():
            connection.finish()

    def _connection(self) -> pq.abc.PGconn:
        held = self._held
        # A process that was forked must leave the connection of its parent alone.
        if getattr(held, "connection", None) is None or held.process != os.getpid():
            held.process = os.getpid()
            held.connection = _connected(self._connection_string())
        connection: pq.abc.PGconn = held.connection
        return connection


def _connected(connection_string: str) -> pq.abc.PGconn:
    connection = pq.PGconn.connect(make_conninfo(connection_string, **_PATIENCE).encode())
    if connection.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError("no connection for the stamp")
    connection.prepare(_NAME, QUESTION.encode())
    return connection
