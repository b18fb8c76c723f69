"""What is written by a thread arrives in order, and what goes wrong there is told here."""

import threading
import time

import pytest

from indicators.services import writing_behind
from indicators.services.writing_behind import written_behind

BLOCKS = [bytes([at]) * 10 for at in range(50)]


def test_blocks_arrive_in_order_from_one_thread():
    arrived, threads = [], set()

    def write(block):
        threads.add(threading.get_ident())
        arrived.append(block)

    with written_behind(write) as later:
        for block in BLOCKS:
            later(block)
    assert arrived == BLOCKS
    assert threads != {threading.get_ident()}


def test_no_more_than_so_much_is_made_ahead(monkeypatch):
    monkeypatch.setattr(writing_behind, "AHEAD", 25)
    made, written, most = 0, 0, 0

    def write(block):
        nonlocal written
        time.sleep(0.001)
        written += len(block)

    with written_behind(write) as later:
        for block in BLOCKS:
            made += len(block)
            later(block)
            most = max(most, made - written)
    assert written == 500
    assert most <= 25


def test_what_the_database_objects_to_is_raised_at_the_latest_at_the_end():
    def write(block):
        raise OverflowError("no room")

    with pytest.raises(OverflowError, match="no room"), written_behind(write) as later:
        later(BLOCKS[0])


def test_what_goes_wrong_while_blocks_are_made_is_not_hidden(monkeypatch):
    monkeypatch.setattr(writing_behind, "AHEAD", 10**6)
    written = []
    with pytest.raises(KeyError, match="the next"), written_behind(written.append) as later:
        later(BLOCKS[0])
        raise KeyError("the next")
    assert written in ([], [BLOCKS[0]])
