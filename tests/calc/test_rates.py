"""A ratio stays numerator and denominator until the last moment; missing is not zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import rates

counts = st.integers(0, 1000)


def test_a_value_is_the_ratio_in_units_of_the_multiplier():
    assert rates.value(45, 60, 100) == 75
    np.testing.assert_array_equal(rates.value([1, 3], 4), [0.25, 0.75])


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [(0, 0), (5, 0), (np.nan, 10), (10, np.nan), (5, -1), (np.inf, 10), (10, np.inf)],
)
def test_there_is_no_value(numerator, denominator):
    assert np.isnan(rates.value(numerator, denominator))


def test_nothing_counted_among_many_is_zero_not_missing():
    assert rates.value(0, 60, 100) == 0


def test_a_payment_taken_back_is_a_negative_value():
    assert rates.value(-1200, 60) == -20


def test_a_numerator_may_be_larger_than_its_denominator():
    assert rates.value(12, 10, 100) == 120


def test_pooling_adds_counts_and_never_averages_percentages():
    # 9 of 10 and 10 of 100: 19 of 110 is 17.3%, the average of 90% and 10% would be 50%.
    assert rates.pooled([9, 10], [10, 100], 100) == pytest.approx(1900 / 110)


def test_pooling_leaves_out_both_counts_where_one_is_missing():
    assert rates.pooled([9, np.nan, 3], [10, 1000, np.nan]) == 0.9
    assert rates.pooled([9, 5], [10, 0]) == 0.9


def test_pooling_nothing_has_no_value():
    assert np.isnan(rates.pooled([], []))
    assert np.isnan(rates.pooled([np.nan], [5]))


def test_pooling_along_an_axis():
    pooled = rates.pooled([[1, 2], [3, np.nan]], [[10, 10], [10, 10]], 100, axis=1)
    np.testing.assert_allclose(pooled, [15, 30])


@given(st.lists(st.tuples(counts, counts), min_size=1), st.randoms())
def test_the_order_of_practices_changes_nothing(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    one, two = (rates.pooled(*np.array(each, dtype=float).T) for each in (pairs, shuffled))
    np.testing.assert_array_equal(one, two)
