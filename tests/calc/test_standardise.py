"""Observed against expected: compared with 1, with the interval of the count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.standardise import expected, indirect
from scorecard.calc.types import Comparison, Polarity

NAN = np.nan


def test_the_expected_number_by_hand():
    # 100 people at 0.01, 200 at 0.02 and 50 at 0.1: 1 + 4 + 5.
    assert expected([0.01, 0.02, 0.1], [100, 200, 50]) == pytest.approx(10)
    both = expected([0.01, 0.02, 0.1], [[100, 200, 50], [0, 0, 50]])
    np.testing.assert_allclose(both, [10, 5])


@pytest.mark.parametrize(
    ("rates", "people"),
    [([0.1, NAN], [5, 5]), ([0.1, 0.2], [5, NAN]), ([0.1, -0.2], [5, 5]), ([0.1, 0.2], [5, -1])],
)
def test_an_expectation_without_some_of_the_patients_is_none(rates, people):
    assert np.isnan(expected(rates, people))


def test_few_events_have_the_exact_interval():
    # Garwood 1936: 5 events have limits 1.623 and 11.668, so of 4 expected 1.25 (0.406 to 2.917).
    found = indirect(5, 4)
    assert found.ratio == 1.25
    assert (float(found.lower), float(found.upper)) == pytest.approx((0.406, 2.917), abs=1e-3)


def test_many_events_have_byars_interval():
    # 100 events: 81.362 to 121.628 (worked out in the tests of intervals), of 80 expected.
    found = indirect(100, 80, multiplier=100)
    assert found.ratio == 125
    assert float(found.lower) == pytest.approx(101.70, abs=5e-3)
    assert float(found.upper) == pytest.approx(152.035, abs=5e-3)


@pytest.mark.parametrize(
    ("polarity", "more", "fewer"),
    [
        (Polarity.LOW, Comparison.WORSE, Comparison.BETTER),
        (Polarity.HIGH, Comparison.BETTER, Comparison.WORSE),
        (Polarity.NONE, Comparison.HIGHER, Comparison.LOWER),
    ],
)
@pytest.mark.parametrize("multiplier", [1, 100])
def test_it_is_compared_with_one(polarity, more, fewer, multiplier):
    found = indirect([60, 40, 20], 40, polarity, multiplier)
    assert found.comparisons.tolist() == [more, Comparison.SIMILAR, fewer]


@pytest.mark.parametrize("pair", [(5, 0), (5, -1), (-1, 5), (NAN, 5), (5, NAN), (np.inf, 5)])
def test_there_is_no_ratio(pair):
    found = indirect(*pair)
    assert np.isnan([found.ratio, found.lower, found.upper]).all()
    assert found.comparisons == Comparison.NONE


@given(st.integers(0, 500), st.floats(0.5, 500))
def test_the_interval_contains_the_ratio_and_narrows_with_more_events(observed, due):
    one, ten = indirect(observed, due), indirect(10 * observed, 10 * due)
    assert one.lower <= one.ratio + 1e-12
    assert one.ratio <= one.upper + 1e-12
    assert ten.upper - ten.lower < one.upper - one.lower
