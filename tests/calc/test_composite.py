"""Standardised values, weighted in two stages: worked by hand, and held against their slow twin.

Where the expected numbers come from is said beside each; none is taken from a program of ours.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.composite import LIMIT, score, standardised
from scorecard.calc.types import Polarity
from tests.reference import standardised as slow

HIGH, LOW, NO = Polarity.HIGH, Polarity.LOW, Polarity.NONE
NAN = np.nan


def column(*values, polarity=HIGH, peers=True):
    return standardised(np.array(values, dtype=float)[:, None], [polarity], peers)[:, 0].tolist()


def test_values_worked_from_the_formula():
    # 1 to 5: mean 3, squares 4 + 1 + 0 + 1 + 4 = 10, SD of n - 1 the root of 10 / 4.
    expected = [-2 / math.sqrt(2.5), -1 / math.sqrt(2.5), 0, 1 / math.sqrt(2.5), 1.264911064067352]
    assert column(1, 2, 3, 4, 5) == pytest.approx(expected, rel=1e-12)


def test_a_longer_series_worked_by_hand():
    # 2 4 4 4 5 5 7 9: mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, SD the root of 32 / 7.
    found = column(2, 4, 4, 4, 5, 5, 7, 9)
    assert found[0] == pytest.approx(-3 / 2.138089935299395, rel=1e-12)
    assert found[-1] == pytest.approx(1.870828693386971, rel=1e-12)


def test_more_is_better_whichever_way_is_good_and_no_judgement_is_nothing():
    assert column(1, 2, 3, polarity=LOW) == [1, 0, -1]
    assert column(1, 2, 3) == [-1, 0, 1]
    assert np.isnan(column(1, 2, 3, polarity=NO)).all()


def test_who_is_no_peer_has_a_value_and_shapes_no_mean():
    found = column(1, 2, 3, 4, peers=[True, True, True, False])
    assert found == [-1, 0, 1, 2]


def test_an_extreme_value_counts_as_three():
    found = column(1, 2, 3, 1000, -1000, peers=[True, True, True, False, False])
    assert found == [-1, 0, 1, LIMIT, -LIMIT]


def test_where_all_peers_are_equal_nobody_stands_out_but_who_differs():
    noisy = 0.1 + 0.2
    found = column(noisy, 0.3, 0.3, 0.4, 0.2, peers=[True, True, True, False, False])
    assert found == [0, 0, 0, LIMIT, -LIMIT]


@pytest.mark.parametrize("values", [(5, NAN, NAN), (NAN, NAN, NAN), (math.inf, 5, NAN)])
def test_one_peer_is_no_scale(values):
    assert np.isnan(column(*values)).all()


def test_two_stages_by_hand():
    # Access: 1 x 3 and -1 x 1 by 4 is 0.5. Quality: 2. Overall: (0.5 x 60 + 2 x 40) / 100 = 1.1.
    found = score([[1, -1, 2]], [0, 0, 1], [3, 1, 1], [60, 40])
    assert found.domain_scores.tolist() == [[0.5, 2]]
    assert found.overall_scores == pytest.approx([1.1])
    assert found.overall_coverage.tolist() == [1]


def test_what_is_missing_is_left_out_not_zero_and_lowers_the_coverage():
    found = score([[1, NAN, 2], [NAN, NAN, NAN]], [0, 0, 1], [3, 1, 1], [60, 40])
    assert found.domain_scores[0].tolist() == [1, 2]
    assert found.overall_scores[0] == pytest.approx(1.4)
    assert found.overall_coverage[0] == pytest.approx(0.6 * 0.75 + 0.4)
    assert np.isnan(found.overall_scores[1]) and found.overall_coverage[1] == 0


def test_below_the_minimum_coverage_there_is_no_score():
    found = score([[1, NAN]], [0, 0], [1, 1], [100], minimum_coverage=0.6)
    assert np.isnan(found.overall_scores[0])


values = st.none() | st.integers(-50, 50)
tables = st.integers(1, 5).flatmap(
    lambda width: st.tuples(
        st.lists(
            st.tuples(st.lists(values, min_size=width, max_size=width), st.booleans()),
            min_size=1,
            max_size=12,
        ),
        st.lists(st.sampled_from(["high", "low", "none"]), min_size=width, max_size=width),
        st.lists(st.integers(0, 2), min_size=width, max_size=width),
        st.lists(st.integers(0, 9), min_size=width, max_size=width),
    )
)


@given(tables, st.lists(st.integers(0, 5), min_size=3, max_size=3))
def test_fast_code_agrees_with_its_slow_twin(table, domain_weights):
    practices, polarities, domain_of, weights = table
    rows, peers = [row for row, _ in practices], [peer for _, peer in practices]
    numbers = np.array([[NAN if v is None else v for v in row] for row in rows], dtype=float)
    fast = standardised(numbers, [Polarity(one) for one in polarities], peers)
    columns = [
        slow.standardise([row[at] for row in rows], polarity, peers)
        for at, polarity in enumerate(polarities)
    ]
    expected = [list(row) for row in zip(*columns, strict=True)]
    np.testing.assert_allclose(
        fast, [[NAN if z is None else z for z in row] for row in expected], atol=1e-9
    )
    both = score(fast, domain_of, weights, domain_weights).overall_scores
    by_hand = [slow.composite(row, domain_of, weights, domain_weights) for row in expected]
    np.testing.assert_allclose(both, [NAN if z is None else z for z in by_hand], atol=1e-9)


@given(tables, st.floats(0.1, 10), st.integers(-100, 100))
def test_another_unit_of_measurement_changes_nothing(table, factor, shift):
    practices, polarities, _, _ = table
    numbers = np.array(
        [[NAN if v is None else v for v in row] for row, _ in practices], dtype=float
    )
    signs = [Polarity(one) for one in polarities]
    np.testing.assert_allclose(
        standardised(numbers * factor + shift, signs), standardised(numbers, signs), atol=1e-6
    )
