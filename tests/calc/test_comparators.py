"""Better, similar or worse; and the benchmark of the others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.comparators import compare, leave_one_out
from scorecard.calc.types import Comparison, Polarity

numbers = st.floats(-1000, 1000)


@pytest.mark.parametrize(
    ("polarity", "above", "below"),
    [
        (Polarity.HIGH, Comparison.BETTER, Comparison.WORSE),
        (Polarity.LOW, Comparison.WORSE, Comparison.BETTER),
        (Polarity.NONE, Comparison.HIGHER, Comparison.LOWER),
    ],
)
def test_the_whole_interval_decides(polarity, above, below):
    found = compare([81, 60, 75], [90, 79, 85], 80, polarity)
    assert found.dtype == np.int8
    assert found.tolist() == [above, below, Comparison.SIMILAR]


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_limit_equal_to_the_benchmark_is_similar(polarity):
    assert (compare([80, 70], [90, 80], 80, polarity) == Comparison.SIMILAR).all()


def test_equal_means_equal_but_for_binary_noise():
    assert compare(0.1 + 0.2, 0.9, 0.3, Polarity.HIGH) == Comparison.SIMILAR


@pytest.mark.parametrize(
    "limits", [(np.nan, 90, 80), (81, np.nan, 80), (81, 90, np.nan), (np.nan,) * 3]
)
def test_nothing_is_compared_where_something_is_missing(limits):
    assert compare(*limits, Polarity.HIGH) == Comparison.NONE


@given(numbers, numbers, numbers)
def test_turning_the_scale_round_turns_better_into_worse(one, two, benchmark):
    low, high = sorted((one, two))
    straight = compare(low, high, benchmark, Polarity.HIGH)
    assert straight == compare(-high, -low, -benchmark, Polarity.LOW)


def test_the_group_is_pooled_without_the_practice_itself():
    # Without the first: 10 + 30 of 100 + 100; without the second: 90 + 30 of 100 + 100; ...
    found = leave_one_out([90, 10, 30], [100, 100, 100], ["north", "north", "north"], 100)
    np.testing.assert_allclose(found, [20, 60, 50])


def test_groups_are_kept_apart():
    found = leave_one_out([1, 2, 3, 4], [10, 10, 10, 10], [0, 0, 1, 1], 100)
    np.testing.assert_allclose(found, [20, 10, 40, 30])


def test_a_practice_without_a_value_still_has_a_benchmark_and_adds_nothing_to_others():
    found = leave_one_out([np.nan, 2, 3], [10, 10, 10], [0, 0, 0], 100)
    np.testing.assert_allclose(found, [25, 30, 20])


@pytest.mark.parametrize("groups", [[0, 1], [-1, -1], ["", ""], [np.nan, np.nan]])
def test_a_practice_alone_or_in_no_group_has_no_benchmark(groups):
    assert np.isnan(leave_one_out([1, 2], [10, 10], groups)).all()


def test_no_practice_gives_no_benchmark():
    assert leave_one_out([], [], []).shape == (0,)


def test_money_leaves_no_dust_behind():
    # 0.1 + 0.2 - 0.3 is not 0 in binary: a practice alone must still have no benchmark.
    assert np.isnan(leave_one_out([1, np.nan], [0.1, 0.2], [0, 0])[0])
