"""One place rounds for people: halves up, thousands apart, and never a missing value."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.rounding import for_drawing, show, show_apart


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2.68"),
        (0.285 * 100, 0, "29"),
        (-2.5, 0, "-3"),
        (-0.4, 0, "0"),
        (0, 2, "0.00"),
        (80, 1, "80.0"),
        (1234567.891, 1, "1,234,567.9"),
        (999.95, 1, "1,000.0"),
        (1e15, 0, "1,000,000,000,000,000"),
        (1e-9, 2, "0.00"),
        (Decimal("546000.005"), 2, "546,000.01"),
        (np.float64(3.14159), 3, "3.142"),
        (np.int64(1234), 0, "1,234"),
    ],
)
def test_written_for_people(value, decimals, written):
    assert show(value, decimals) == written


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, Decimal("NaN")])
def test_what_is_missing_is_the_callers_to_say(value):
    with pytest.raises(ValueError, match="in words why it is missing"):
        show(value, 1)


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4))
def test_it_is_never_further_off_than_half_a_step(value, decimals):
    written = Decimal(show(value, decimals).replace(",", ""))
    assert abs(written - value) <= Decimal(5).scaleb(-decimals - 1)


@given(st.decimals(-(10**6), 10**6, places=3), st.integers(0, 3))
def test_a_float_and_its_decimal_are_written_alike(value, decimals):
    assert show(float(value), decimals) == show(value, decimals)


def test_a_value_just_short_of_a_level_is_shown_apart_from_it():
    assert show_apart(79.96, 80, 1) == ("79.96", "80.00")
    assert show_apart(79.6, 80, 1) == ("79.6", "80.0")


def test_equal_ones_and_those_beyond_telling_apart_keep_their_places():
    assert show_apart(80, 80, 1) == ("80.0", "80.0")
    assert show_apart(80, 80 + 1e-9, 1) == ("80.0", "80.0")


def test_drawing_needs_six_digits():
    assert for_drawing(100 / 3) == 33.3333
