"""Whole public answers, kept by a web process for as long as one stamp holds. Pure."""

import gzip
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

Headers = list[tuple[str, str]]
Key = tuple[str, ...]

_LEAST_TO_ZIP = 500  # bytes
_ZIPPED = ("text/", "application/json", "application/atom+xml", "application/csvm+json")
# Of the headers of a page these stand in a 304 too.
_WITH_304 = ("etag", "cache-control", "vary", "last-modified", "expires", "content-location",
             "access-control-allow-origin")  # fmt: skip


class Form(NamedTuple):
    """An answer as it goes out: to the first request, and to one that has it already (304)."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True)
class Answer:
    """`status` is the whole line; `zipped` is None where zipping does not pay; `tags` are those
    of either form."""

    status: str
    plain: Form
    zipped: Form | None
    tags: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        return len(self.plain.body) + (len(self.zipped.body) if self.zipped else 0) + 2_000

    def form(self, accept_encoding: str) -> Form:
        return self.zipped if self.zipped and takes_gzip(accept_encoding) else self.plain

    def has(self, if_none_match: str) -> bool:
        """Whether the reader's copy, in either form, is still this one."""
        if not if_none_match or not self.status.startswith("200"):
            return False
        if if_none_match in self.tags:
            return True
        given = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
        return bool(self.tags) and ("*" in given or bool(given & self.tags))


def answer(status: str, headers: Headers, body: bytes, etag: str) -> Answer:
    """What a view gave, made ready to be given again. `etag` is strong, in its quotes."""
    kept = [(name, value) for name, value in headers if name.lower() not in ("etag", "vary")]
    kind = _value(headers, "content-type")
    varies = [("Vary", with_encoding(_value(headers, "vary")))]
    plain = _form(etag, [*kept, *varies], body)
    tags = frozenset((etag, zipped_tag(etag)) if etag else ())
    if len(body) < _LEAST_TO_ZIP or not is_zippable(kind):
        return Answer(status, plain, None, tags)
    small = gzip.compress(body, 6, mtime=0)
    unsized = [one for one in kept if one[0].lower() != "content-length"]
    encoded = [("Content-Encoding", "gzip"), ("Content-Length", str(len(small)))]
    zipped = _form(zipped_tag(etag), [*unsized, *varies, *encoded], small)
    return Answer(status, plain, zipped, tags)


def _form(etag: str, headers: Headers, body: bytes) -> Form:
    whole = [*headers, *([("ETag", etag)] if etag else [])]
    return Form(etag, whole, [one for one in whole if one[0].lower() in _WITH_304], body)


def takes_gzip(accept_encoding: str) -> bool:
    for one in accept_encoding.lower().split(","):
        name, _, quality = one.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def is_zippable(content_type: str) -> bool:
    return content_type.startswith(_ZIPPED)


def zipped_tag(etag: str) -> str:
    """A strong tag names bytes, so the zipped ones have another."""
    return f'{etag[:-1]}-gzip"' if etag else ""


def with_encoding(vary: str) -> str:
    return (
        vary
        if "accept-encoding" in vary.lower()
        else ", ".join(filter(None, [vary, "Accept-Encoding"]))
    )


def _value(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


class Memory:
    """At most `most` bytes of answers, those used last; all of them of one stamp."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._stamp: bytes | None = None
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, stamp: bytes) -> Answer | None:
        with self._lock:
            if stamp != self._stamp:
                self._answers.clear()
                self._size, self._stamp = 0, stamp
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: Key, answer: Answer, stamp: bytes) -> None:
        """Keep what was made since `stamp` was read, unless another one holds by now."""
        with self._lock:
            if stamp != self._stamp or answer.size > self._most // 4:
                return
            self._forget(key)
            self._answers[key] = answer
            self._size += answer.size
            while self._size > self._most:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: Key) -> None:
        gone = self._answers.pop(key, None)
        self._size -= gone.size if gone else 0

    def __len__(self) -> int:
        return len(self._answers)
