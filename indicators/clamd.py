"""Asking a ClamAV daemon whether some bytes hold a virus. Pure: a socket and nothing else.

Source of the protocol: clamd(8), commands PING and INSTREAM. A command begins with z and ends
with NUL, as does the reply. The bytes follow INSTREAM in chunks, each behind its length in four
bytes, network byte order; a length of zero ends them. Replies: "stream: OK",
"stream: NAME FOUND", "... ERROR". The connection is neither encrypted nor authenticated.
"""

import contextlib
import socket
import struct

CONNECT_SECONDS = 5.0
REPLY_SECONDS = 60.0
CHUNK = 1024 * 1024
_LONGEST_REPLY = 4096
_LENGTH = struct.Struct("!I")


class NoAnswer(Exception):
    """Nothing that could be taken for an answer came from the scanner; the text says what did."""


class TooMuch(Exception):
    """There are more bytes than the scanner takes (StreamMaxLength of clamd.conf)."""


def found_in(content: bytes, address: str) -> str:
    """The name of the virus, or '' when there is none. Raises NoAnswer and TooMuch.

    `address` is host:port, or the path of a Unix socket.
    """
    chunks = (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    parts = [b"zINSTREAM\0", *(_LENGTH.pack(len(c)) + c for c in chunks), _LENGTH.pack(0)]
    reply = _asked(address, parts)
    if reply == "stream: OK":
        return ""
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return reply.removeprefix("stream: ").removesuffix(" FOUND")
    if "size limit exceeded" in reply:
        raise TooMuch(f"{len(content)} bytes")
    raise NoAnswer(f"it said {reply[:200]!r}")


def ping(address: str) -> None:
    """Raises NoAnswer unless the scanner is there."""
    if (reply := _asked(address, [b"zPING\0"])) != "PONG":
        raise NoAnswer(f"it said {reply[:200]!r}")


def _asked(address: str, parts: list[bytes]) -> str:
    try:
        with _connected(address) as link:
            # A scanner that has had enough answers at once and takes no more.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                for part in parts:
                    link.sendall(part)
            return _reply(link)
    except OSError as error:
        raise NoAnswer(str(error) or type(error).__name__) from error


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(CONNECT_SECONDS)
        try:
            link.connect(address)
        except OSError:
            link.close()
            raise
    else:
        host, _, port = address.rpartition(":")
        link = socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)
    link.settimeout(REPLY_SECONDS)
    return link


def _reply(link: socket.socket) -> str:
    """What stands before the NUL; a reply that breaks off before it is none."""
    said = b""
    while b"\0" not in said and len(said) < _LONGEST_REPLY:
        if not (more := link.recv(_LONGEST_REPLY)):
            return f"{said.decode(errors='replace')} (broken off)"
        said += more
    return said.partition(b"\0")[0].decode(errors="replace").strip()
