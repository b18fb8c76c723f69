"""The yearly assessment gives what plain fractions and the standard library give."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import assessment, reliability
from scorecard.calc.types import Sampling
from tests.reference import assessments as slow

pairs = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=25,
)
numbers = st.lists(st.integers(0, 1000), min_size=2, max_size=40)


@given(pairs, st.integers(1, 500))
def test_reliability_of_proportions(rows, n):
    between, within = slow.spread_of_proportions(rows)
    above, below = np.array(rows, float).T
    found = reliability.spread(Sampling.PROPORTION, above, below)
    assert found.between == pytest.approx(float(between), abs=1e-9)
    assert found.within == pytest.approx(float(within), abs=1e-12)
    wanted = slow.reliability(between, within, n)
    fast = float(reliability.reliability(found, n))
    assert np.isnan(fast) if wanted is None else fast == pytest.approx(float(wanted), abs=1e-6)


@given(numbers)
def test_quartiles(values):
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    found = assessment.distribution(values)
    assert (found.lower_quartile, found.median, found.upper_quartile) == pytest.approx(
        (low, middle, high)
    )


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 100)), min_size=3, max_size=15))
def test_slope(points):
    years, medians = zip(*points, strict=True)
    found = assessment.slope(years, medians).a_year
    if len(set(years)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(
            statistics.linear_regression(years, medians).slope, abs=1e-9, rel=1e-9
        )


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=10, max_size=30))
def test_item_rest(rows):
    own, rest = zip(*rows, strict=True)
    found = assessment.item_rest(own, np.array(rest, float)[:, None]).correlation
    if len(set(own)) == 1 or len(set(rest)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(statistics.correlation(own, rest), abs=1e-9)
