"""A clamd on loopback that answers what a test wants, after what it should have been told."""

import socket
import struct
import threading
from pathlib import Path


class FakeClamd:
    """`reply` to INSTREAM: bytes; None hangs up. `said`: what was streamed, one entry a scan."""

    def __init__(self, path: Path | None = None) -> None:
        self.reply: bytes | None = b"stream: OK\0"
        self.said: list[bytes] = []
        if path is None:
            self._listener = socket.create_server(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        else:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(str(path))
            self._listener.listen()
            self.address = str(path)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                return
            with link, link.makefile("rb") as told:
                self._answer(link, told)

    def _answer(self, link, told) -> None:
        command = b"".join(iter(lambda: told.read(1), b"\0"))
        if command == b"zPING":
            link.sendall(b"PONG\0" if self.reply is not None else b"")
            return
        assert command == b"zINSTREAM"
        content = b""
        while size := struct.unpack("!I", told.read(4))[0]:
            content += told.read(size)
        self.said.append(content)
        if self.reply is not None:
            link.sendall(self.reply)
