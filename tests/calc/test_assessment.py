"""What is computed about an indicator at the end of a year, and the two things it proposes."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.assessment import (
    Distribution,
    Link,
    Proposal,
    Sizes,
    Slope,
    answers,
    best_possible,
    distribution,
    item_rest,
    proposal,
    sizes,
    slope,
    standing,
    topped_out,
)
from scorecard.calc.types import Polarity

NAN = np.nan
HIGH, LOW, NONE = Polarity.HIGH, Polarity.LOW, Polarity.NONE
PER_CENT = (100.0, 100.0)
UNKNOWN = Distribution(0, None, None, None, None)
TOP = Distribution(40, 97.0, 96.0, 98.5, 0.9)
STILL = Slope(5, 0.2)


def test_sizes_by_hand():
    # Five in order: 0, 10, 20, 30, 40; the tenth percentile lies 0.4 of the way from 0 to 10.
    found = sizes([40, 0, 10, 30, 20, NAN, -3], minimum=20)
    assert found == Sizes(5, 20.0, 10.0, 30.0, 4.0, 0.4)


def test_without_an_agreed_minimum_nobody_is_below_it():
    assert sizes([0, 5]).share_below is None


@pytest.mark.parametrize("missing", [[], [NAN, NAN], [np.inf], [-1]])
def test_no_denominator_has_no_size(missing):
    assert sizes(missing, minimum=10) == Sizes(0, None, None, None, None, None)


def test_one_practice_is_its_own_distribution():
    assert distribution([80]) == Distribution(1, 80, 80, 80, None)
    assert distribution([80]).spread == 0


@pytest.mark.parametrize(
    ("kind", "polarity", "best"),
    [
        ("proportion", HIGH, (100.0, 100.0)),
        ("proportion", LOW, (0.0, 100.0)),
        ("yes_no", HIGH, (100.0, 100.0)),
        ("yes_no", LOW, (0.0, 100.0)),
        ("proportion", NONE, None),
        ("rate", LOW, None),
        ("mean", HIGH, None),
    ],
)
def test_only_a_scale_with_an_end_has_a_best_value(kind, polarity, best):
    assert best_possible(kind, polarity, 100.0) == best


def test_near_the_best_value_is_within_a_twentieth_of_the_scale():
    found = distribution([94.9, 95, 100, 50, NAN], PER_CENT)
    assert found.near_best == 0.5
    assert distribution([0, 5, 5.1, 9], (0.0, 100.0)).near_best == 0.5


def test_answers_are_one_share_of_yes():
    found = answers([1, 1, 1, 0, NAN], PER_CENT)
    assert found == Distribution(4, 75.0, 75.0, 75.0, 0.75)
    assert answers([1, 1, 1, 0], (0.0, 100.0)).near_best == 0.25
    assert answers([NAN], PER_CENT) == UNKNOWN
    still = Slope(4, 0.0)
    assert not topped_out(answers([1] * 9 + [0], PER_CENT), still, PER_CENT)
    assert topped_out(answers([1] * 19 + [0], PER_CENT), still, PER_CENT)


def test_missing_values_have_no_distribution():
    assert distribution([NAN, NAN], PER_CENT) == UNKNOWN
    assert UNKNOWN.spread is None


def test_slope_by_hand():
    # x - X = -1, 0, 1; y - Y = -2, 1, 1; (2 + 0 + 1) / 2 = 1.5.
    assert slope([0, 1, 2], [60, 63, 63]) == Slope(3, 1.5)


def test_equal_medians_have_no_slope_and_two_periods_none_that_counts():
    assert slope([0, 0.25, 0.5], [70, 70, 70]) == Slope(3, 0.0)
    assert slope([0, 1], [60, 70]) == Slope(2, None)
    assert slope([0, 1, 2], [60, NAN, 70]) == Slope(2, None)
    assert slope([1, 1, 1], [60, 65, 70]) == Slope(3, None)
    assert slope([], []) == Slope(0, None)


def test_standing_turns_round_where_low_is_good():
    assert standing([1, 3, NAN], HIGH) == pytest.approx([-1, 1, NAN], nan_ok=True)
    assert standing([1, 3, NAN], LOW) == pytest.approx([1, -1, NAN], nan_ok=True)
    assert standing([9, 9], NONE, points=[0, 2]) == pytest.approx([-1, 1])
    assert standing([7, 7], LOW) == pytest.approx([0, 0])
    assert np.isnan(standing([NAN], HIGH)).all()


def test_item_rest_by_hand():
    # Own 0..9; the others' mean is own but for the last two, which change places:
    # sum (x - 4.5)^2 = 82.5, sum of products 82.5 - 1 = 81.5.
    own = np.arange(10.0)
    mean = own.copy()
    mean[[8, 9]] = 9, 8
    others = np.column_stack([mean - 1, mean + 1])
    assert item_rest(own, others) == Link(10, pytest.approx(81.5 / 82.5))


def test_item_rest_takes_practices_with_the_indicator_and_another_one():
    own = np.arange(12.0)
    own[0] = NAN
    others = np.column_stack([np.arange(12.0), np.full(12, NAN)])
    others[1] = NAN
    assert item_rest(own, others) == Link(10, pytest.approx(1.0))


def test_item_rest_says_nothing_of_few_practices_or_of_what_does_not_vary():
    few = np.arange(9.0)
    assert item_rest(few, few[:, None]) == Link(9, None)
    many = np.arange(10.0)
    assert item_rest(many, np.ones((10, 1))) == Link(10, None)
    assert item_rest(np.ones(10), many[:, None]) == Link(10, None)
    assert item_rest(many, np.empty((10, 0))) == Link(0, None)


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=10, max_size=30),
    st.floats(0.1, 10),
    st.floats(-50, 50),
)
def test_item_rest_lies_between_minus_one_and_one_whatever_the_unit(pairs, scale, shift):
    own, rest = np.array(pairs).T
    one = item_rest(own, rest[:, None]).correlation
    assert one is None or -1 <= one <= 1
    other = item_rest(own * scale + shift, rest[:, None]).correlation
    if one is not None and other is not None and own.std() > 1e-3 and rest.std() > 1e-3:
        assert other == pytest.approx(one, abs=1e-5)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50))
def test_quartiles_are_in_order_and_shares_are_shares(values):
    found = distribution(values, PER_CENT)
    assert found.lower_quartile <= found.median <= found.upper_quartile
    assert 0 <= found.near_best <= 1
    assert found.spread >= 0


def test_high_little_spread_and_no_more_movement_is_topped_out():
    assert topped_out(TOP, STILL, PER_CENT)


@pytest.mark.parametrize(
    ("found", "moving", "best"),
    [
        (Distribution(40, 94.9, 94.0, 96.0, 0.4), STILL, PER_CENT),
        (Distribution(40, 97.0, 93.0, 98.5, 0.7), STILL, PER_CENT),
        (TOP, Slope(5, 1.0), PER_CENT),
        (TOP, Slope(5, -1.0), PER_CENT),
        (TOP, Slope(2, None), PER_CENT),
        (TOP, STILL, None),
        (UNKNOWN, STILL, PER_CENT),
    ],
)
def test_anything_less_is_not_topped_out(found, moving, best):
    assert not topped_out(found, moving, best)


ENOUGH = Sizes(40, 120.0, 80.0, 160.0, 50.0, 0.1)
MIDDLING = Distribution(40, 70.0, 60.0, 80.0, 0.0)


def test_most_practices_below_the_minimum_are_low_numbers():
    half, more = (Sizes(40, 18.0, 9.0, 30.0, 4.0, share) for share in (0.5, 0.51))
    assert proposal(half, 0.9, MIDDLING, STILL, PER_CENT) == ()
    assert proposal(more, 0.9, MIDDLING, STILL, PER_CENT) == (Proposal.LOW_NUMBERS,)


def test_a_reliability_below_seven_tenths_is_low_numbers():
    assert proposal(ENOUGH, 0.7, MIDDLING, STILL, PER_CENT) == ()
    assert proposal(ENOUGH, 0.69, MIDDLING, STILL, PER_CENT) == (Proposal.LOW_NUMBERS,)


def test_what_is_not_known_proposes_nothing():
    nothing = sizes([])
    assert proposal(nothing, None, UNKNOWN, Slope(0, None), None) == ()


def test_both_may_hold():
    found = proposal(ENOUGH, 0.2, TOP, STILL, PER_CENT)
    assert found == (Proposal.LOW_NUMBERS, Proposal.PLATEAUED)


def test_every_answer_of_a_real_looking_year_is_a_number():
    draw = np.random.default_rng(4)
    n = draw.integers(20, 200, 40)
    values = draw.binomial(n, 0.8) / n * 100
    assert not math.isnan(distribution(values, PER_CENT).spread)
