"""Quantiles by the published rule: 1 is best, ties stay together, small groups have none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.quantiles import assign

NAN = np.nan


def test_eleven_practices_in_fifths_by_hand():
    # (n + 1 - rank) x 5 / 11 for ranks 1 to 11 is 5, 4.5, 4.1, 3.6, 3.2, 2.7, 2.3, 1.8, 1.4, 0.9,
    # 0.5; rounded up and taken from 6 that gives three, two, two, two and two practices.
    found = assign(np.arange(11, 0, -1), np.zeros(11), 5, high_is_good=True)
    np.testing.assert_array_equal(found, [1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])


def test_ten_practices_in_fifths_are_two_each():
    found = assign(np.arange(10), np.zeros(10), 5, high_is_good=False)
    np.testing.assert_array_equal(found, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])


def test_ties_make_the_two_polarities_no_mirror_images():
    tied = [1, 2, 2, 3]
    np.testing.assert_array_equal(assign(tied, [0] * 4, 2, high_is_good=True), [2, 1, 1, 1])
    np.testing.assert_array_equal(assign(tied, [0] * 4, 2, high_is_good=False), [1, 1, 1, 2])


def test_fewer_values_than_quantiles_have_none():
    assert np.isnan(assign([1, 2, 3, 4, NAN], [0] * 5, 5, high_is_good=True)).all()


def test_each_group_has_its_own_and_no_group_has_none():
    found = assign([4, 3, 2, 1, 9], ["a", "b", "a", "b", ""], 2, high_is_good=True)
    np.testing.assert_array_equal(found, [1, 1, 2, 2, NAN])


@pytest.mark.parametrize("k", [1, 0, -5])
def test_one_quantile_is_no_division(k):
    with pytest.raises(ValueError, match="at least 2"):
        assign([1, 2], [0, 0], k, high_is_good=True)


@given(
    st.lists(st.one_of(st.just(NAN), st.integers(0, 50)), max_size=60),
    st.integers(2, 10),
    st.booleans(),
)
def test_quantiles_lie_between_one_and_k_and_follow_the_values(values, k, high):
    numbers = np.array(values, dtype=float)
    found = assign(numbers, np.zeros(len(values)), k, high)
    kept = ~np.isnan(found)
    assert set(found[kept]) <= set(range(1, k + 1))
    order = np.argsort(-numbers[kept] if high else numbers[kept], kind="stable")
    assert (np.diff(found[kept][order]) >= 0).all()
