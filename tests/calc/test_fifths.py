"""Fifths by a number: 1 the most deprived; equal values together; the unknown in none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.fifths import fifths


def test_ten_practices_make_five_pairs():
    values = np.arange(10.0)
    assert fifths(values, values).tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


def test_equal_values_share_the_fifth_of_the_highest_place():
    values = [9, 9, 9, 4, 1]
    assert fifths(values, values).tolist() == [1, 1, 1, 4, 5]


def test_the_unknown_has_none_and_does_not_count():
    values = [5, np.nan, 4, 3, 2, 1]
    assert fifths(values, values).tolist() == [1, 0, 2, 3, 4, 5]


def test_four_values_are_not_fifths():
    assert fifths([4, 3, 2, 1], [4, 3, 2, 1]).tolist() == [0, 0, 0, 0]


def test_against_a_larger_place_an_area_may_lie_in_one_fifth():
    england = np.arange(100.0)
    assert fifths([99.5, 80, 79.5, 1, -3], england).tolist() == [1, 1, 2, 5, 5]


@given(st.lists(st.integers(0, 30), min_size=5, max_size=60))
def test_it_is_the_share_of_higher_values_counted_one_by_one(values):
    slow = [min(5, 1 + sum(v > own for v in values) * 5 // len(values)) for own in values]
    assert fifths(values, values).tolist() == slow
