"""Who reads a file slowly has an end; what is short or whole is sent as ever."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from scorecard.config.sending import few_at_once, with_patience


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


def test_so_many_answers_are_made_at_once_and_no_more():
    under_way, most = [], []

    def slow(environ, start_response):
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.05)
        under_way.pop()
        return [b"made"]

    few = few_at_once(slow, 2)
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda _: few({}, None), range(6)))
    assert made == [[b"made"]] * 6
    assert max(most) == 2


def test_who_sends_or_fails_leaves_the_place_to_the_next():
    def fails(environ, start_response):
        raise ValueError

    few = few_at_once(fails, 1)
    for _ in range(2):
        with pytest.raises(ValueError):
            few({}, None)
    streamed = few_at_once(lambda *_: iter([b"a", b"b"]), 1)
    first, second = streamed({}, None), streamed({}, None)
    assert [next(first), next(second)] == [b"a", b"a"]
