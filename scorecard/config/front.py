"""Before Django: public pages from memory, as long as nothing has changed that the public reads.

The stamp is read from the database before every answer, so a withdrawal holds for the very next
request to every process. Whatever is not plainly everybody's goes on to Django as if this were
not here: other methods, requests with one of our cookies or with a key, errors, long queries. So
does everything while the database is away, and Django says so in its own words.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db import connections

from scorecard.config.broker import connection_string
from scorecard.config.frozen import KEPT, is_public_address
from scorecard.config.logs import request_line
from scorecard.config.memory import (
    Answer,
    Form,
    Headers,
    Key,
    Memory,
    answer,
    is_zippable,
    takes_gzip,
    with_encoding,
    zipped_tag,
)
from scorecard.config.requests import id_for
from scorecard.config.stamps import Stamps

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_LONGEST_QUERY = 200  # characters of a query whose answer is kept
_MOST_TO_KEEP = 4 * 1024**2  # bytes of one answer


class Front:
    """Answers with a query of their own have a memory of their own: whoever asks for a thousand
    different ones drives no page out."""

    def __init__(self, application: Application, stamps: Stamps, most: int) -> None:
        self.application = application
        self.stamps = stamps
        self.pages = Memory(most)
        self.queried = Memory(most // 8)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not _is_everybodys(environ):
            return self.application(environ, start_response)
        stamp = self.stamps.now()
        if stamp is None:
            return self.application(environ, start_response)
        key, memory = _key(environ), self.queried if environ.get("QUERY_STRING") else self.pages
        kept = memory.get(key, stamp)
        if kept is not None:
            return _again(kept, environ, start_response)
        return self._made(environ, start_response, key, memory, stamp)

    def _made(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: Key,
        memory: Memory,
        stamp: bytes,
    ) -> Iterable[bytes]:
        """Django's answer; kept where it may be. Zipped here, since a strong tag names bytes."""
        # Of a page only the whole is kept, whatever this reader has or takes.
        asked = {
            **environ,
            "REQUEST_METHOD": "GET",
            "HTTP_ACCEPT_ENCODING": "",
            "HTTP_IF_NONE_MATCH": "",
        }
        begun = _Begun()
        parts = self.application(asked, begun)
        if not begun.may_be_kept:
            return _passed_on(begun, parts, environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            _close(parts)
        made = answer(begun.status, begun.headers, body, begun.header("etag"))
        memory.put(key, made, stamp)
        return _sent(made, environ, start_response, begun.request_id)


class _Begun:
    """What an application says before its body."""

    status = ""
    headers: Headers = []  # noqa: RUF012  replaced, never changed
    request_id = ""

    def __call__(
        self, status: str, headers: Sequence[tuple[str, str]], exc_info: Any = None
    ) -> None:
        self.status = status
        self.headers = [one for one in headers if one[0] != "X-Request-Id"]
        self.request_id = next((v for name, v in headers if name == "X-Request-Id"), "")

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def may_be_kept(self) -> bool:
        size = self.header("content-length")
        return (
            self.status[:3] in KEPT
            and self.header("cache-control") == "public, no-cache"
            and bool(size)
            and int(size) <= _MOST_TO_KEEP
            and not self.header("set-cookie")
            and not self.header("content-encoding")
            and "nonce-" not in self.header("content-security-policy")
            and {one.strip().lower() for one in self.header("vary").split(",")}
            <= {"", "cookie", "accept-encoding"}
        )


def _is_everybodys(environ: Environ) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    if not is_public_address(environ.get("PATH_INFO", "")):
        return False
    if len(environ.get("QUERY_STRING", "")) > _LONGEST_QUERY or "HTTP_AUTHORIZATION" in environ:
        return False
    cookies = environ.get("HTTP_COOKIE", "")
    return not cookies or not any(f"{name}=" in cookies for name in settings.OUR_COOKIES)


def _key(environ: Environ) -> Key:
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", ""),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
    )


def _again(kept: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    request_id = id_for(environ.get("HTTP_X_REQUEST_ID", ""))
    unchanged = kept.has(environ.get("HTTP_IF_NONE_MATCH", ""))
    path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
    status = 304 if unchanged else int(kept.status[:3])
    request_line(environ["REQUEST_METHOD"], path, status, request_id)
    return _sent(kept, environ, start_response, request_id)


def _sent(
    made: Answer, environ: Environ, start_response: StartResponse, request_id: str
) -> Iterable[bytes]:
    form: Form = made.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
    own = ("X-Request-Id", request_id)
    if made.has(environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", [*form.unchanged, own])
        return [b""]
    start_response(made.status, [*form.headers, own])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else form.body]


def _passed_on(
    begun: _Begun, parts: Iterable[bytes], environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """What is not kept: a file of a million rows is zipped while it is sent, or not at all."""
    held = answer(begun.status, begun.headers, b"", begun.header("etag"))
    if environ["REQUEST_METHOD"] == "HEAD" or held.has(environ.get("HTTP_IF_NONE_MATCH", "")):
        _close(parts)
        return _sent(held, environ, start_response, begun.request_id)
    zipping = (
        begun.status.startswith("200")
        and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        and is_zippable(begun.header("content-type"))
        and not begun.header("content-encoding")
    )
    headers = _zipped_headers(begun) if zipping else list(begun.headers)
    start_response(begun.status, [*headers, ("X-Request-Id", begun.request_id)])
    return _Zipped(parts) if zipping else parts


def _zipped_headers(begun: _Begun) -> Headers:
    own = ("etag", "vary", "content-length", "content-encoding")
    rest = [one for one in begun.headers if one[0].lower() not in own]
    tag = zipped_tag(begun.header("etag"))
    return [
        *rest,
        ("Content-Encoding", "gzip"),
        ("Vary", with_encoding(begun.header("vary"))),
        *([("ETag", tag)] if tag else []),
    ]


class _Zipped:
    """The parts of an answer as one gzip stream."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        zipper = zlib.compressobj(1, zlib.DEFLATED, 31)
        for part in self._parts:
            if small := zipper.compress(part):
                yield small
        yield zipper.flush()

    def close(self) -> None:
        _close(self._parts)


def _close(parts: Iterable[bytes]) -> None:
    """Django ends a request when its answer is closed."""
    close = getattr(parts, "close", None)
    if close:
        close()


def front(application: Application) -> Front:
    """The layer with this project's settings and database."""
    stamps = Stamps(lambda: connection_string(connections["default"].settings_dict))
    return Front(application, stamps, settings.PUBLIC_MEMORY_BYTES)
