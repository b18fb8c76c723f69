"""Every fast function gives what its slow twin gives, on anything hypothesis can think of."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import comparators, intervals, quantiles, ranks, trend, weighting
from scorecard.calc.types import Band, Polarity
from tests.reference import composite, practices
from tests.reference import intervals as slow_intervals

BANDS = {None: Band.NONE, "red": Band.RED, "amber": Band.AMBER, "green": Band.GREEN}
confidences = st.sampled_from([0.95, 0.998])
values = st.one_of(st.none(), st.integers(-3, 12))


def as_array(numbers):
    return np.array([np.nan if number is None else float(number) for number in numbers])


def same(fast, slow):
    np.testing.assert_allclose(fast, as_array(slow), rtol=1e-9, atol=1e-12)


@given(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), confidences
)
def test_wilson(pair, confidence):
    fast = intervals.wilson(*pair, confidence)
    assert np.array(fast) == pytest.approx(slow_intervals.wilson(*pair, confidence), abs=1e-9)


@given(st.integers(0, 60), confidences)
def test_exact_poisson(events, confidence):
    fast = intervals.poisson_exact(events, 1, 1, confidence)
    assert np.array(fast) == pytest.approx(
        slow_intervals.poisson_exact(events, confidence), rel=1e-7, abs=1e-9
    )


@given(st.lists(st.tuples(values, values, st.integers(-1, 2)), max_size=12))
def test_benchmark_of_the_others(rows):
    above, below, groups = zip(*rows, strict=True) if rows else ((), (), ())
    pairs = list(zip(above, below, strict=True))
    fast = comparators.leave_one_out(as_array(above), as_array(below), np.array(groups, int))
    same(fast, practices.leave_one_out(pairs, list(groups)))


@given(st.lists(st.tuples(values, st.integers(-1, 2)), max_size=15), st.booleans())
def test_ranks_within_groups(rows, high):
    numbers, groups = zip(*rows, strict=True) if rows else ((), ())
    polarity = Polarity.HIGH if high else Polarity.LOW
    fast = ranks.rank(as_array(numbers), polarity, groups=np.array(groups, int))
    same(fast, practices.rank(list(numbers), high, list(groups)))


@given(
    st.lists(st.tuples(values, st.integers(-1, 1)), max_size=30), st.integers(2, 10), st.booleans()
)
def test_quantiles(rows, k, high):
    numbers, groups = zip(*rows, strict=True) if rows else ((), ())
    fast = quantiles.assign(as_array(numbers), np.array(groups, int), k, high)
    same(fast, practices.quantiles(list(numbers), list(groups), k, high))


@given(
    st.lists(
        st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=5,
        max_size=5,
    )
)
def test_trend(points):
    events, people = (list(column) for column in zip(*points, strict=True))
    fast = trend.chi_square_trend(events, people)
    assert float(fast.chi_square) == pytest.approx(
        practices.chi_square_trend(events, people), rel=1e-9, abs=1e-9
    )


@given(st.data(), st.integers(1, 7), st.integers(1, 4), st.sampled_from([0, 0.25, 0.5, 0.75, 1]))
def test_composite(data, indicators, domains, minimum):
    def draw(each):
        return data.draw(st.lists(each, min_size=indicators, max_size=indicators))

    grid = [draw(st.sampled_from(list(BANDS))) for _ in range(3)]
    domain_of, weights = draw(st.integers(0, domains - 1)), draw(st.integers(0, 9))
    domain_weights = data.draw(st.lists(st.integers(0, 9), min_size=domains, max_size=domains))
    codes = [[BANDS[band] for band in row] for row in grid]
    fast = weighting.score(codes, domain_of, weights, domain_weights, minimum_coverage=minimum)
    for practice, row in enumerate(grid):
        slow = composite.score(row, domain_of, weights, domain_weights, Fraction(minimum))
        same(fast.domain_scores[practice], slow.domains)
        same(fast.domain_coverage[practice], slow.coverages)
        same(fast.overall_scores[practice : practice + 1], [slow.overall])
        same(fast.overall_coverage[practice : practice + 1], [slow.coverage])
        assert fast.reds[practice] == slow.reds
