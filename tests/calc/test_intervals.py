"""Intervals against published values, against an independent library, and as properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scorecard.calc import intervals, rates
from scorecard.calc.types import Sampling

pairs = st.integers(1, 20000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.95, 0.998])


# Newcombe RG (1998) Two-sided confidence intervals for the single proportion, Statistics in
# Medicine 17:857-872, table I, method 3 (score without continuity correction).
@pytest.mark.parametrize(
    ("events", "people", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_values(events, people, lower, upper):
    assert np.array(intervals.wilson(events, people)) == pytest.approx((lower, upper), abs=5e-5)


@given(pairs, levels)
def test_wilson_gives_what_scipy_gives(pair, level):
    ready = stats.binomtest(*pair).proportion_ci(level, method="wilson")
    assert np.array(intervals.wilson(*pair, level)) == pytest.approx((ready.low, ready.high))


def test_wilson_at_the_ends_is_exact():
    lower, upper = intervals.wilson([0, 10], [10, 10], 0.998)
    assert lower[0] == 0
    assert upper[1] == 1


@pytest.mark.parametrize(
    ("events", "people"), [(0, 0), (5, 0), (11, 10), (-1, 10), (np.nan, 10), (5, np.nan)]
)
def test_wilson_has_no_interval_for_what_is_no_proportion(events, people):
    assert np.isnan(intervals.wilson(events, people)).all()


# Exact Poisson limits at 95%: Garwood F (1936) Biometrika 28:437-442, as in every table of them.
@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)],
)
def test_exact_poisson_gives_the_published_limits(events, lower, upper):
    assert np.array(intervals.poisson_exact(events, 1)) == pytest.approx((lower, upper), abs=6e-4)


def test_byars_by_hand():
    # 100 events: 100 (1 - 1/900 - 1.95996/30)^3 and 101 (1 - 1/909 + 1.95996/(3 sqrt 101))^3;
    # 0.933557^3 = 0.813621 and 1.063908^3 = 1.204238.
    lower, upper = intervals.byars(100, 1000, 1000)
    assert float(lower) == pytest.approx(81.362, abs=2e-3)
    assert float(upper) == pytest.approx(121.628, abs=2e-3)


@given(st.integers(10, 5000), levels)
def test_byars_is_within_two_hundredths_of_the_exact_width(events, level):
    exact, near = (
        np.array(method(events, 1, 1, level))
        for method in (intervals.poisson_exact, intervals.byars)
    )
    assert np.abs(near - exact).max() <= 0.02 * (exact[1] - exact[0])


@pytest.mark.parametrize("level", [0.95, 0.998])
def test_byars_lower_limit_never_falls_below_zero(level):
    lower, _ = intervals.byars([0, 1, 2], 1, 1, level)
    assert (lower >= 0).all()
    assert lower[0] == 0


def test_a_rate_is_exact_below_ten_events_and_byars_from_ten():
    rate = np.array(intervals.rate([9, 10], 100, 1000))
    exact = np.array(intervals.poisson_exact([9, 10], 100, 1000))
    near = np.array(intervals.byars([9, 10], 100, 1000))
    np.testing.assert_array_equal(rate[:, 0], exact[:, 0])
    np.testing.assert_array_equal(rate[:, 1], near[:, 1])
    assert rate[0, 0] != near[0, 0]


@pytest.mark.parametrize(
    ("events", "people"), [(0, 0), (5, 0), (-1, 10), (np.nan, 10), (5, np.nan), (20, 0)]
)
def test_a_rate_without_events_or_people_has_no_interval(events, people):
    assert np.isnan(intervals.rate(events, people)).all()


def test_no_event_among_many_has_an_interval_that_starts_at_zero():
    lower, upper = intervals.rate(0, 1000, 1000)
    assert lower == 0
    assert float(upper) == pytest.approx(3.689, abs=1e-3)


def test_mean_by_hand():
    # t(15) at 97.5% is 2.131 in every table: 10 -/+ 2.131 x 2 / 4.
    lower, upper = intervals.mean(10, 2, 16)
    assert (float(lower), float(upper)) == pytest.approx((8.934, 11.066), abs=1e-3)


@pytest.mark.parametrize(("deviation", "number"), [(2, 1), (2, 0), (-1, 5), (np.nan, 5)])
def test_a_mean_of_one_or_without_spread_known_has_no_interval(deviation, number):
    assert np.isnan(intervals.mean(10, deviation, number)).all()


def test_a_mean_without_spread_is_certain():
    np.testing.assert_array_equal(intervals.mean(10, 0, 5), [10, 10])


@pytest.mark.parametrize(
    ("sampling", "expected"),
    [
        (Sampling.PROPORTION, np.array(intervals.wilson(8, 10)) * 100),
        (Sampling.POISSON, intervals.rate(8, 10, 100)),
        (Sampling.MEAN, intervals.mean(80, 5, 10)),
        (Sampling.NONE, [np.nan, np.nan]),
    ],
)
def test_the_sampling_model_chooses_the_method(sampling, expected):
    found = intervals.for_sampling(sampling, 8, 10, 100, deviation=5)
    np.testing.assert_array_equal(found, expected)


def test_without_a_multiplier_the_unit_is_a_share():
    for method in (Sampling.PROPORTION, Sampling.POISSON):
        lower, upper = intervals.for_sampling(method, 8, 10)
        assert lower < 0.8 < upper < 2


def test_a_mean_whose_spread_is_not_known_has_no_interval():
    assert np.isnan(intervals.for_sampling(Sampling.MEAN, 80, 10)).all()


@given(pairs, levels, st.sampled_from([Sampling.PROPORTION, Sampling.POISSON]))
def test_an_interval_contains_its_value(pair, level, sampling):
    lower, upper = intervals.for_sampling(sampling, *pair, 100, level)
    assert lower <= rates.value(*pair, 100) + 1e-9
    assert rates.value(*pair, 100) <= upper + 1e-9


@given(pairs, st.integers(2, 50), st.sampled_from([Sampling.PROPORTION, Sampling.POISSON]))
def test_an_interval_narrows_as_the_practice_grows(pair, times, sampling):
    larger = tuple(times * count for count in pair)
    (low, high), (lower, upper) = (
        intervals.for_sampling(sampling, *each, 100) for each in (pair, larger)
    )
    assert upper - lower < high - low


@given(pairs)
def test_more_confidence_is_a_wider_interval(pair):
    (low, high), (lower, upper) = (intervals.wilson(*pair, level) for level in (0.95, 0.998))
    assert lower <= low <= high <= upper


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1), st.randoms())
def test_the_order_of_practices_changes_nothing(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    table = np.array(rows, dtype=float)
    for method in (intervals.wilson, intervals.rate):
        straight, shuffled = np.array(method(*table.T)), np.array(method(*table[order].T))
        np.testing.assert_array_equal(straight[:, order], shuffled)
