"""Funnel limits, and who lies outside them.

Golden values of the Poisson limits: the exact 95% interval of 10 events is 4.795 to 18.390 and of
no events 0 to 3.689 (Garwood 1936, as tabled since). Turned round, 10 events are just high where
4.795 are expected and just low where 18.390 are.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import intervals
from scorecard.calc.funnel import limits_proportion, limits_rate, limits_ratio, significance
from scorecard.calc.types import Comparison, Polarity, Sampling

# Distributions are slow on a busy machine, and these tests ask what is right, not how fast.
confidences = st.sampled_from([0.95, 0.998])


def test_limits_of_a_proportion_by_hand():
    # 0.5 -/+ 1.959964 x sqrt(0.25 / 100) and 3.090232 x the same
    np.testing.assert_allclose(limits_proportion(0.5, 100), (0.402002, 0.597998), atol=1e-6)
    far = limits_proportion(0.5, 100, 0.998)
    np.testing.assert_allclose(far, (0.345488, 0.654512), atol=1e-6)


def test_limits_of_a_proportion_stay_within_nothing_and_all():
    lower, upper = limits_proportion(0.9, [1, 10, 100000])
    assert (lower >= 0).all()
    assert upper[:2].tolist() == [1, 1]
    assert upper[2] < 0.91
    assert limits_proportion(0.1, 1)[0] == 0


@pytest.mark.parametrize(("mean", "n"), [(0.5, 0), (0.5, -1), (np.nan, 9), (1.1, 9), (-0.1, 9)])
def test_no_limits_without_people_or_a_mean(mean, n):
    assert np.isnan(limits_proportion(mean, n)).all()


@pytest.mark.parametrize(("mean", "n"), [(5, 0), (5, -1), (np.nan, 9), (-0.1, 9), (5, np.nan)])
def test_no_limits_of_a_rate_without_people_or_a_mean(mean, n):
    assert np.isnan(limits_rate(mean, n)).all()


def test_limits_of_a_rate_turn_the_exact_interval_round():
    _, upper = limits_rate(4.7953887, 1)
    lower, _ = limits_rate(18.3903560, 1)
    assert upper == pytest.approx(10, abs=1e-5)
    assert lower == pytest.approx(10, abs=1e-5)


def test_where_few_are_expected_none_is_not_low():
    assert limits_rate([3.68, 3.70], 1)[0].tolist() == [0, pytest.approx(0.003, abs=0.01)]


def test_nothing_expected_leaves_no_room():
    np.testing.assert_array_equal(limits_rate(0, 10), (0, 0))


def test_limits_of_a_rate_are_in_its_unit():
    plain, per_thousand = limits_rate(0.02, 1000), limits_rate(20, 1000, 1000)
    np.testing.assert_allclose(np.array(plain) * 1000, per_thousand)
    assert per_thousand[0] < 20 < per_thousand[1]


def test_limits_of_a_ratio_lie_about_one():
    # Where 18.390 events are expected, 10 are just low: a ratio of 10 / 18.390 = 0.54377; where
    # 4.795 are, 10 are just high: 2.08534 (Garwood, turned round as above).
    assert limits_ratio(18.3903560)[0] == pytest.approx(0.54377, abs=1e-5)
    assert limits_ratio(4.7953887)[1] == pytest.approx(2.08534, abs=1e-5)
    lower, upper = limits_ratio([5, 50, 500], 100)
    assert ((lower < 100) & (upper > 100)).all()
    assert np.isnan(limits_ratio([0, -1, np.nan])).all()


def test_limits_widen_with_over_dispersion():
    # Four times the variance is twice the distance: 0.5 -/+ 2 x 1.959964 x sqrt(0.25 / 400).
    wide = limits_proportion(0.5, 400, inflation=4)
    np.testing.assert_allclose(wide, limits_proportion(0.5, 100))
    wide = limits_rate(20, 4000, 1000, inflation=4)
    np.testing.assert_allclose(wide, limits_rate(20, 1000, 1000))
    wide = limits_ratio(40, inflation=[1, 4])
    np.testing.assert_allclose(wide, np.array(limits_ratio([40, 10])))


@pytest.mark.parametrize("sampling", [Sampling.PROPORTION, Sampling.POISSON])
def test_who_is_outside_narrow_limits_may_be_inside_wide_ones(sampling):
    near, _ = significance(sampling, 300, 1000, 0.25, Polarity.HIGH, inflation=[1, 4])
    assert near.tolist() == [Comparison.BETTER, Comparison.SIMILAR]


@given(st.integers(1, 300), confidences)
def test_the_slow_twin_of_rate_limits_is_the_interval_of_the_count(events, confidence):
    low, high = intervals.poisson_exact(events, 1, 1, confidence)
    assert limits_rate(low, 1, 1, confidence)[1] == pytest.approx(events, rel=1e-6)
    assert limits_rate(high, 1, 1, confidence)[0] == pytest.approx(events, rel=1e-6)


@given(st.floats(0, 1), st.lists(st.integers(1, 10000), min_size=2), confidences)
def test_more_people_narrow_the_funnel(mean, people, confidence):
    ordered = np.sort(people)
    for lower, upper in (
        limits_proportion(mean, ordered, confidence),
        limits_rate(mean, ordered, 1, confidence),
    ):
        assert (np.diff(upper) <= 1e-6).all()
        assert (np.diff(lower) >= -1e-6).all()
        assert ((lower <= mean + 1e-9) & (mean - 1e-9 <= upper)).all()


@given(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.floats(0.01, 0.99),
)
def test_a_practice_is_outside_the_limits_when_its_interval_leaves_the_mean_out(pair, mean):
    events, people = pair
    near, far = significance(Sampling.PROPORTION, events, people, mean, Polarity.HIGH)
    for code, confidence in ((near, 0.95), (far, 0.998)):
        lower, upper = limits_proportion(mean, people, confidence)
        share = events / people
        if min(abs(share - lower), abs(share - upper)) > 1e-9:
            # A limit that was clipped cannot be crossed; the interval agrees, but for its ends.
            outside = share < lower or share > upper
            assert (code != Comparison.SIMILAR) == outside


@pytest.mark.parametrize(
    ("events", "mean", "far"),
    [
        # The 99.8% limits are 0 to 10.942, 10.031 to 41.213 and 36.524 to 84.999: Byar's
        # approximation of the practice's own interval would find none of the three outside.
        (11, 3.46, Comparison.BETTER),
        (10, 24.18, Comparison.WORSE),
        (85, 59.33, Comparison.BETTER),
    ],
)
def test_a_count_beyond_a_drawn_limit_is_judged_beyond_it(events, mean, far):
    lower, upper = limits_rate(mean, 1, 1, 0.998)
    assert not lower <= events <= upper
    assert significance(Sampling.POISSON, events, 1, mean, Polarity.HIGH)[1] == far


@given(st.integers(0, 400), st.floats(0, 400), st.sampled_from([1, 2.5]))
def test_a_count_is_outside_exactly_where_it_crosses_a_limit(events, mean, inflation):
    found = significance(Sampling.POISSON, events, 2, mean * 500, Polarity.HIGH, 1000, inflation)
    for code, confidence in zip(found, (0.95, 0.998), strict=True):
        lower, upper = limits_rate(mean * 500, 2, 1000, confidence, inflation)
        value = events * 500
        if min(abs(value - lower), abs(value - upper)) > 1e-6 * (1 + value):
            expected = Comparison.BETTER if value > upper else Comparison.WORSE
            assert code == (Comparison.SIMILAR if lower < value < upper else expected)


def test_nothing_expected_and_nothing_counted_is_similar():
    near, far = significance(Sampling.POISSON, [0, 1], 10, 0, Polarity.LOW)
    assert near.tolist() == far.tolist() == [Comparison.SIMILAR, Comparison.WORSE]


def test_significance_by_hand():
    # Wilson of 60/100: 50.2% to 69.1% at 95%, 44.4% to 73.9% at 99.8%.
    found = significance(Sampling.PROPORTION, [60, 60, 60], 100, [50, 44, 70], Polarity.HIGH, 100)
    near, far = (codes.tolist() for codes in found)
    assert near == [Comparison.BETTER, Comparison.BETTER, Comparison.WORSE]
    assert far == [Comparison.SIMILAR, Comparison.BETTER, Comparison.SIMILAR]


def test_many_events_are_worse_where_low_is_good():
    near, far = significance(Sampling.POISSON, 30, 1000, 10, Polarity.LOW, 1000)
    assert (near, far) == (Comparison.WORSE, Comparison.WORSE)


@pytest.mark.parametrize("sampling", [Sampling.MEAN, Sampling.NONE])
def test_what_has_no_funnel_is_not_judged_by_one(sampling):
    near, far = significance(sampling, [30], 1000, 10, Polarity.LOW, 1000)
    assert (near[0], far[0]) == (Comparison.NONE, Comparison.NONE)
