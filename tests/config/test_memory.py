"""Kept answers: the right form for each reader, bounded, and only of one stamp."""

import gzip

import pytest

from scorecard.config.memory import Memory, answer

HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "4000")]
PAGE = answer("200 OK", HEADERS, b"page" * 1000, '"abc"')


def named(form, name):
    return [value for key, value in form.headers if key == name]


def test_each_form_has_a_strong_tag_of_its_own():
    plain, zipped = PAGE.form(""), PAGE.form("br, gzip;q=0.8")
    assert (plain.etag, zipped.etag) == ('"abc"', '"abc-gzip"')
    assert gzip.decompress(zipped.body) == plain.body
    assert named(zipped, "Content-Length") == [str(len(zipped.body))]
    assert named(plain, "Vary") == named(zipped, "Vary") == ["Accept-Encoding"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0", "identity"])
def test_who_does_not_take_gzip_gets_none(accepted):
    assert PAGE.form(accepted) is PAGE.plain


@pytest.mark.parametrize("given", ['"abc"', 'W/"abc"', '"abc-gzip"', '"x", "abc"', "*"])
def test_a_copy_in_either_form_still_holds(given):
    assert PAGE.has(given)


@pytest.mark.parametrize("given", ["", '"ab"', "abc", '"x", "y"'])
def test_another_copy_does_not(given):
    assert not PAGE.has(given)


def test_what_is_gone_is_never_unchanged():
    assert not answer("410 Gone", HEADERS, b"gone", '"abc"').has('"abc"')


def test_another_stamp_empties_it():
    memory = Memory(1_000_000)
    memory.get(("a",), b"1")
    memory.put(("a",), PAGE, b"1")
    assert memory.get(("a",), b"1") is PAGE
    assert memory.get(("a",), b"2") is None
    assert memory.get(("a",), b"1") is None


def test_what_was_made_under_an_older_stamp_is_not_kept():
    memory = Memory(1_000_000)
    memory.get(("a",), b"1")
    memory.get(("b",), b"2")
    memory.put(("a",), PAGE, b"1")
    assert len(memory) == 0


def test_the_answers_used_last_stay():
    memory = Memory(5 * PAGE.size)
    memory.get(("0",), b"1")
    for number in range(5):
        memory.put((str(number),), PAGE, b"1")
    memory.get(("0",), b"1")
    memory.put(("5",), PAGE, b"1")
    assert memory.get(("0",), b"1") and memory.get(("1",), b"1") is None
    assert len(memory) == 5
