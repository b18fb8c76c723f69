"""Numbers as national files write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.sources.numbers import (
    MISSING,
    PRESENT,
    SUPPRESSED,
    UNREADABLE,
    read_column,
    read_number,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("112.0", 112),
        ("112", 112),
        (" 3 ", 3),
        (".5", 0.5),
        ("5.", 5),
        ("-2628.76", -2628.76),
        ("\u221212", -12),
        ("1,234.5", 1234.5),
        ("-1,234,567", -1234567),
        ("1e+05", 100000),
        ("\u00a07", 7),
    ],
)
def test_a_number(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "-Infinity", "1e999", "12%", "£5", "1,23", "12,34,567", "0x10", "1_000", "--1"],
)
def test_not_a_number(text):
    assert read_number(text) is None


@given(FINITE)
def test_what_python_writes_is_read_to_the_last_digit(number):
    assert read_number(repr(number)) == number


@given(st.text())
def test_any_text_is_a_finite_number_or_none(text):
    value = read_number(text)
    assert value is None or math.isfinite(value)


@given(st.lists(st.sampled_from(["1", "NA", ":", "", "*", "x", "112.0", "-3"])))
def test_a_column_is_its_cells_one_by_one(texts):
    numbers = read_column(texts, missing=("", "NA", ":"), suppressed=("*",))
    states = {"NA": MISSING, ":": MISSING, "": MISSING, "*": SUPPRESSED, "x": UNREADABLE}
    for text, value, state in zip(texts, numbers.values, numbers.states, strict=True):
        expected = read_number(text)
        assert math.isnan(value) if expected is None else value == expected
        assert state == states.get(text, PRESENT)
