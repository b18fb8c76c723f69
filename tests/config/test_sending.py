"""Who reads a file slowly has an end; what is short or whole is sent as ever."""

import socket
import time

import pytest

from scorecard.config.sending import with_patience


class Answer(list):
    streaming = True
    closed = False

    def close(self):
        self.closed = True


def sent(parts, longest=60.0, **environ):
    return with_patience(lambda environ, start: parts, longest)(environ, lambda *_: None)


def test_a_file_is_sent_whole_and_closed():
    parts = Answer([b"a", b"b"])
    given = sent(parts)
    assert b"".join(given) == b"ab"
    given.close()
    assert parts.closed


def test_a_page_is_left_alone():
    page = [b"page"]
    assert sent(page) is page


def test_after_its_time_the_connection_is_cut_and_the_request_ended():
    parts = Answer([b"a", b"b"])
    reading = sent(parts, longest=0.05)
    given = iter(reading)
    assert next(given) == b"a"
    time.sleep(0.06)
    with pytest.raises(TimeoutError, match="too slow"):
        next(given)
    reading.close()
    assert parts.closed


def test_who_reads_nothing_any_more_is_noticed():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sent(Answer(), longest=0.05, **{"gunicorn.socket": ours})
        with pytest.raises(TimeoutError):
            ours.sendall(bytes(10_000_000))
