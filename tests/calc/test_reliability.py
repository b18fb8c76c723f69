"""Reliability: the share of the spread between practices that is not chance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.reliability import NOTHING, needed, reliability, spread
from scorecard.calc.types import Sampling

NAN = np.nan
P, EVENTS, MEAN = Sampling.PROPORTION, Sampling.POISSON, Sampling.MEAN


def test_two_proportions_by_hand():
    # Pooled 10/20 = 0.5, within 0.25, weights 40 and 40; Q = 2 x 40 x 0.3^2 = 7.2;
    # (7.2 - 1) / (80 - 3200 / 80) = 0.155; 0.155 / (0.155 + 0.025) = 0.861.
    found = spread(P, [8, 2], [10, 10])
    assert (found.practices, found.centre, found.within) == (2, 0.5, 0.25)
    assert found.between == pytest.approx(0.155)
    assert reliability(found, [10, 0, NAN]) == pytest.approx([0.155 / 0.18, NAN, NAN], nan_ok=True)
    # 0.25 x 0.7 / (0.155 x 0.3)
    assert needed(found, 0.7) == pytest.approx(3.7634, abs=1e-4)


def test_two_rates_by_hand():
    # Pooled 40/2000 = 0.02 = within, weights 50,000; Q = 2 x 50,000 x 0.01^2 = 10; 9 / 50,000.
    found = spread(EVENTS, [10, 30], [1000, 1000])
    assert found.between == pytest.approx(0.00018)
    assert reliability(found, 1000) == pytest.approx(0.9)


def test_two_means_by_hand():
    # Pooled variance of patients 4, weights 5/4; Q = 2 x 1.25 x 2^2 = 10; 9 / 1.25 = 7.2.
    found = spread(MEAN, NAN, [5, 5], value=[10, 14], deviation=[2, 2])
    assert (found.centre, found.within) == (12, 4)
    assert found.between == pytest.approx(7.2)
    assert reliability(found, 5) == pytest.approx(0.9)


def test_unequal_numbers_weigh_in_by_hand():
    # Pooled (1 + 30) / (10 + 40) = 0.62, within 0.2356; weights 42.4448 and 169.7793;
    # Q = 42.4448 x 0.52^2 + 169.7793 x 0.13^2 = 14.34635; scale 212.2241 - 30625.94 / 212.2241
    # = 67.91171; 13.34635 / 67.91171 = 0.196525.
    assert spread(P, [1, 30], [10, 40]).between == pytest.approx(0.196525, abs=1e-6)


def test_practices_that_differ_by_chance_alone_cannot_be_told_apart():
    found = spread(P, [50, 50, 51], [100, 100, 100])
    assert found.between == 0
    assert reliability(found, 100) == 0
    assert math.isnan(needed(found, 0.7))


@pytest.mark.parametrize("events", [[0, 0, 0], [10, 20, 30]])
def test_nobody_or_everybody_everywhere_leaves_nothing_to_be_reliable_about(events):
    found = spread(P, events, [10, 20, 30])
    assert (found.between, found.within) == (0, 0)
    assert math.isnan(reliability(found, 20))


def test_means_without_any_spread_of_patients_are_all_real():
    found = spread(MEAN, NAN, [5, 5], value=[1, 3], deviation=[0, 0])
    assert found.between == 2
    assert reliability(found, 5) == 1


@pytest.mark.parametrize(
    ("sampling", "numerator", "denominator"),
    [
        (P, [5], [10]),
        (P, [NAN, 5], [10, 10]),
        (P, [11, 5], [10, 10]),
        (P, [0, 5], [0, 10]),
        (EVENTS, [-1, 5], [10, 10]),
        (Sampling.NONE, [5, 6], [10, 10]),
        (MEAN, [5, 6], [10, 10]),
        (P, [], []),
    ],
)
def test_fewer_than_two_practices_that_can_vary_by_chance_say_nothing(
    sampling, numerator, denominator
):
    found = spread(sampling, numerator, denominator)
    assert math.isnan(found.between)
    assert math.isnan(reliability(found, 10))
    assert math.isnan(needed(found, 0.7))
    assert math.isnan(reliability(NOTHING, 10))


def test_one_patient_has_no_deviation():
    assert spread(MEAN, NAN, [1, 9], value=[1, 3], deviation=[0, 1]).practices == 1


@pytest.mark.parametrize("wanted", [0, 1, -1, 70])
def test_reliability_is_wanted_as_a_share(wanted):
    with pytest.raises(ValueError, match="share between 0 and 1"):
        needed(spread(P, [8, 2], [10, 10]), wanted)


PAIRS = st.lists(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=40,
)


@given(PAIRS, st.sampled_from([P, EVENTS]))
def test_reliability_is_a_share_that_grows_with_n(pairs, sampling):
    above, below = np.array(pairs, float).T
    found = spread(sampling, above, below)
    assert found.between >= 0
    curve = reliability(found, [1, 10, 100, 1000])
    if not np.isnan(curve).any():
        assert ((curve >= 0) & (curve <= 1)).all()
        assert (np.diff(curve) >= 0).all()


@given(PAIRS)
def test_the_needed_number_gives_the_wanted_reliability(pairs):
    above, below = np.array(pairs, float).T
    found = spread(P, above, below)
    if found.between > 1e-9 and found.within > 0:
        assert reliability(found, needed(found, 0.7)) == pytest.approx(0.7)


@given(PAIRS)
def test_counting_failures_in_place_of_successes_changes_nothing(pairs):
    above, below = np.array(pairs, float).T
    one, other = spread(P, above, below), spread(P, below - above, below)
    assert one.between == pytest.approx(other.between, abs=1e-9)
    assert one.within == pytest.approx(other.within, abs=1e-12)
