"""Rank 1 is best, ties share the lowest rank, and the missing have none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.ranks import group_sizes, percentile, rank
from scorecard.calc.types import Polarity

NAN = np.nan
values = st.lists(st.one_of(st.just(NAN), st.integers(0, 9)), min_size=1, max_size=30)


def test_high_is_good():
    np.testing.assert_array_equal(rank([70, 90, NAN, 80], Polarity.HIGH), [3, 1, NAN, 2])


def test_low_is_good():
    np.testing.assert_array_equal(rank([70, 90, NAN, 80], Polarity.LOW), [1, 3, NAN, 2])


def test_ties_share_the_lowest_rank_and_the_next_is_skipped():
    np.testing.assert_array_equal(rank([5, 7, 7, 7, 3], Polarity.HIGH), [4, 1, 1, 1, 5])


def test_binary_noise_does_not_break_a_tie():
    np.testing.assert_array_equal(rank([0.1 + 0.2, 0.3, 0.2], Polarity.HIGH), [1, 1, 3])


def test_who_is_not_eligible_takes_no_place():
    np.testing.assert_array_equal(
        rank([90, 80, 70], Polarity.HIGH, eligible=[False, True, True]), [NAN, 1, 2]
    )


def test_nobody_is_ranked_where_nothing_is_judged():
    assert np.isnan(rank([1, 2, 3], Polarity.NONE)).all()
    assert np.isnan(percentile([1, 2, 3], Polarity.NONE)).all()


def test_ranked_within_groups():
    found = rank([9, 8, 7, 6, 5], Polarity.HIGH, groups=["a", "b", "a", "b", ""])
    np.testing.assert_array_equal(found, [1, 1, 2, 2, NAN])
    np.testing.assert_array_equal(group_sizes([9, NAN, 7, 6], [0, 0, 0, 1]), [2, NAN, 2, 1])


@pytest.mark.parametrize("nobody", [[], [NAN, NAN]])
def test_nobody_to_rank(nobody):
    for found in (rank(nobody, Polarity.HIGH), percentile(nobody, Polarity.HIGH)):
        assert found.shape == (len(nobody),)
        assert np.isnan(found).all()


def test_percentiles_by_hand():
    # Of four, the best has three worse and itself: (3 + 0.5) / 4; the two tied (1 + 1) / 4.
    found = percentile([9, 5, 5, 1, NAN], Polarity.HIGH)
    np.testing.assert_allclose(found, [87.5, 50, 50, 12.5, NAN])


def test_alone_is_in_the_middle():
    assert percentile([5], Polarity.LOW) == 50


@given(values, st.sampled_from([Polarity.HIGH, Polarity.LOW]), st.randoms())
def test_the_order_of_practices_changes_nothing(numbers, polarity, random):
    order = random.sample(range(len(numbers)), len(numbers))
    table = np.array(numbers, dtype=float)
    for method in (rank, percentile):
        straight, shuffled = method(table, polarity), method(table[order], polarity)
        np.testing.assert_array_equal(straight[order], shuffled)


@given(values)
def test_the_best_is_first_and_percentiles_average_fifty(numbers):
    ranks, shares = rank(numbers, Polarity.HIGH), percentile(numbers, Polarity.HIGH)
    if not np.isnan(numbers).all():
        assert ranks[np.nanargmax(numbers)] == 1
        assert np.nanmean(shares) == pytest.approx(50)
