"""Points of a payment scheme, and what a point is worth at one practice."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.points import (
    boolean,
    earned,
    fraction,
    prevalence_factor,
    value_of_a_point,
)
from scorecard.calc.types import PaymentThresholds, Polarity, YesNo

HIGH, LOW, CONTEXT = Polarity.HIGH, Polarity.LOW, Polarity.NONE
NAN = np.nan


def test_a_fraction_by_hand():
    # Thresholds 40 and 75, 17 points: 62.5% earns 17 x 22.5 / 35 = 10.928571.
    assert fraction(62.5, 40, 75, 17) == pytest.approx(10.928571, abs=1e-6)
    found = fraction([40, 57.5, 75, 39.9, 100, 0, NAN, np.inf], 40, 75, 17)
    np.testing.assert_allclose(found, [0, 8.5, 17, 0, 17, 0, NAN, NAN])


def test_a_fraction_where_low_is_good():
    found = fraction([5, 10, 7.5, 4, 11, NAN], 5, 10, 8, LOW)
    np.testing.assert_allclose(found, [8, 0, 4, 8, 0, NAN])


@pytest.mark.parametrize(("lower", "upper", "points"), [(40, 40, 5), (75, 40, 5), (40, 75, -1)])
def test_thresholds_that_pay_nobody_are_refused(lower, upper, points):
    with pytest.raises(ValueError, match="lower threshold"):
        fraction(50, lower, upper, points)


def test_a_yes_earns_all_and_a_no_nothing():
    np.testing.assert_array_equal(boolean([1, 0, 0.5, 2, NAN], 6), [6, 0, NAN, NAN, NAN])
    np.testing.assert_array_equal(boolean([1, 0, NAN], 6, LOW), [0, 6, NAN])


def test_without_a_judgement_nothing_is_earned_or_missed():
    assert np.isnan(boolean([1, 0], 6, CONTEXT)).all()
    assert np.isnan(fraction([1, 0], 0, 1, 6, CONTEXT)).all()


def test_the_rule_says_which():
    assert earned(62.5, PaymentThresholds(40, 75), 17, HIGH) == fraction(62.5, 40, 75, 17)
    assert earned(1, YesNo(), 6, HIGH) == 6


def test_no_points_to_earn_is_none_earned():
    assert fraction(80, 40, 75, 0) == 0


def test_the_value_of_a_point_by_hand():
    # A list of 12,000 against an average of 9,600 is 1.25; a prevalence of 6% against 5% is 1.2:
    # 200 x 1.25 x 1.2 = 300.
    factor = prevalence_factor(600, 10_000, 3_000_000, 60_000_000)
    assert factor == pytest.approx(1.2)
    assert value_of_a_point(200, 12_000, 9_600, factor) == pytest.approx(300)
    assert value_of_a_point(200, 12_000, 9_600) == pytest.approx(250)


def test_the_value_of_a_point_in_exact_decimals():
    # 213.43 x 7,250 / 9,639 in decimals, with Python's decimal module.
    exact = Decimal("213.43") * 7250 / 9639
    assert value_of_a_point(213.43, 7250, 9639) == pytest.approx(float(exact), rel=1e-14)


@pytest.mark.parametrize("own", [0, -5, NAN])
def test_a_practice_without_a_list_has_no_value_of_a_point(own):
    assert np.isnan(value_of_a_point(200, own, 9600))


@pytest.mark.parametrize(
    "counts", [(11, 10, 5, 100), (-1, 10, 5, 100), (1, 0, 5, 100), (1, 10, 0, 100), (NAN, 1, 1, 1)]
)
def test_a_prevalence_that_cannot_be_has_no_factor(counts):
    assert np.isnan(prevalence_factor(*counts))


def test_nobody_on_the_register_is_a_factor_of_zero():
    assert prevalence_factor(0, 1000, 5, 100) == 0


amounts = st.integers(0, 10_000)


@given(amounts, amounts, st.integers(1, 10_000), st.integers(0, 200))
def test_the_slow_twin_in_fractions_agrees(achieved, lower, span, points):
    upper = lower + span
    way = Fraction(achieved - lower, span) * points
    for polarity, exact in ((HIGH, way), (LOW, points - way)):
        slow = min(max(exact, Fraction(0)), Fraction(points))
        assert fraction(achieved, lower, upper, points, polarity) == pytest.approx(float(slow))


@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from([HIGH, LOW]))
def test_a_better_value_never_earns_less(one, two, polarity):
    worse, better = sorted((one, two), reverse=polarity is LOW)
    assert fraction(worse, 40, 75, 17, polarity) <= fraction(better, 40, 75, 17, polarity)
