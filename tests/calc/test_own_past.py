"""A practice against its own past.

Golden values of the difference of two proportions: table II of Newcombe 1998, method 10.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scorecard.calc.own_past import (
    Sample,
    compare_with_past,
    newcombe,
    of_two_intervals,
    share_of_later,
    welch,
)
from scorecard.calc.types import Comparison, Polarity, Sampling

# Distributions are slow on a busy machine, and these tests ask what is right, not how fast.
HIGH, LOW, CONTEXT = Polarity.HIGH, Polarity.LOW, Polarity.NONE
shares = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("counts", "limits"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
    ],
)
def test_newcombe_as_published(counts, limits):
    np.testing.assert_allclose(newcombe(*counts), limits, atol=5e-5)


@given(shares, shares)
def test_the_difference_lies_inside_its_interval_and_turns_round(now, before):
    lower, upper = newcombe(*now, *before)
    change = now[0] / now[1] - before[0] / before[1]
    assert -1 - 1e-9 <= lower <= change + 1e-9
    assert change - 1e-9 <= upper <= 1 + 1e-9
    np.testing.assert_allclose(newcombe(*before, *now), (-upper, -lower), atol=1e-12)


def test_a_difference_from_two_intervals_by_the_square_and_add_rule():
    """By hand: 10 (8 to 13) less 4 (1 to 6); 6 - sqrt(4 + 4) and 6 + sqrt(9 + 9)."""
    lower, upper = of_two_intervals(10, (8, 13), 4, (1, 6))
    assert float(lower) == pytest.approx(6 - 8**0.5)
    assert float(upper) == pytest.approx(6 + 18**0.5)
    assert np.isnan(of_two_intervals(10, (8, 13), 4, (np.nan, 6))[1])


@given(st.integers(0, 60), st.integers(0, 60))
def test_two_counts_by_the_exact_binomial_test(later, earlier):
    lower, upper = share_of_later(later, earlier)
    if later + earlier == 0:
        assert (lower, upper) == (0, 1)
        return
    slow = stats.binomtest(later, later + earlier).proportion_ci(method="exact")
    assert (lower, upper) == pytest.approx((slow.low, slow.high), abs=1e-9)


@pytest.mark.parametrize("counts", [(-1, 5), (np.nan, 5), (5, np.nan)])
def test_counts_that_are_missing_have_no_share(counts):
    assert np.isnan(share_of_later(*counts)).all()


def test_four_against_none_is_not_yet_a_change():
    # By the exact test p = 0.125; an approximate interval would call it worse.
    found = compare_with_past(
        Sampling.POISSON, Sample([4, 9], [100, 100]), Sample([0, 0], [100, 100]), LOW
    )
    assert found.tolist() == [Comparison.SIMILAR, Comparison.WORSE]


def test_a_list_that_doubled_explains_twice_the_events():
    now, before = Sample([60], [2000]), Sample([30], [1000])
    assert compare_with_past(Sampling.POISSON, now, before, LOW) == Comparison.SIMILAR
    now = Sample([60], [1000])
    assert compare_with_past(Sampling.POISSON, now, before, LOW) == Comparison.WORSE
    assert compare_with_past(Sampling.POISSON, now, before, CONTEXT) == Comparison.HIGHER


@given(
    st.tuples(st.floats(-50, 50), st.floats(0.1, 20), st.integers(2, 300)),
    st.tuples(st.floats(-50, 50), st.floats(0.1, 20), st.integers(2, 300)),
)
def test_two_means_by_welchs_test(one, two):
    now, before = (Sample(value=m, deviation=s, denominator=n) for m, s, n in (one, two))
    chance = stats.ttest_ind_from_stats(*one, *two, equal_var=False).pvalue
    if 1e-9 < chance < 1:
        # At a confidence of 1 - p the interval just touches no difference.
        lower, upper = welch(now, before, 1 - chance)
        assert min(abs(lower), abs(upper)) == pytest.approx(0, abs=1e-6 * (upper - lower) + 1e-9)


@pytest.mark.parametrize("broken", [(5, 1, 1), (5, -1, 30), (5, np.nan, 30), (np.nan, 1, 30)])
def test_a_mean_needs_two_people_and_their_spread(broken):
    value, deviation, people = broken
    now = Sample(value=value, deviation=deviation, denominator=people)
    assert np.isnan(welch(now, Sample(value=5, deviation=1, denominator=30))).all()


def test_means_that_do_not_vary_cannot_be_compared():
    still = Sample(value=[5], deviation=[0], denominator=[30])
    assert compare_with_past(Sampling.MEAN, still, still, HIGH) == Comparison.NONE


def test_a_share_that_rose_by_more_than_chance():
    now, before = Sample([80, 62, 80], [100] * 3), Sample([60, 60, np.nan], [100] * 3)
    found = compare_with_past(Sampling.PROPORTION, now, before, HIGH)
    assert found.tolist() == [Comparison.BETTER, Comparison.SIMILAR, Comparison.NONE]
    far = compare_with_past(Sampling.PROPORTION, now, before, HIGH, 0.998)
    assert far.tolist()[0] == Comparison.SIMILAR


def test_without_a_sampling_model_nothing_is_compared():
    found = compare_with_past(Sampling.NONE, Sample([1, 2], [3, 4]), Sample([1, 2], [3, 4]), HIGH)
    assert found.tolist() == [Comparison.NONE, Comparison.NONE]
