"""The agreed band, and the words where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.banding import band, decide, states, validate_rule
from scorecard.calc.types import (
    Band,
    NoBand,
    PaymentThresholds,
    Polarity,
    TargetRange,
    TargetTolerance,
    Thresholds,
    YesNo,
)

G, A, R, NONE = Band.GREEN, Band.AMBER, Band.RED, Band.NONE
HIGH, LOW, CONTEXT = Polarity.HIGH, Polarity.LOW, Polarity.NONE
numbers = st.floats(-1e6, 1e6)


def bands_of(values, rule, polarity):
    found = band(values, rule, polarity)
    assert found.dtype == np.int8
    return found.tolist()


def test_high_is_good():
    found = bands_of([80, 79.96, 70, 69.99, np.nan], Thresholds(green=80, red=70), HIGH)
    assert found == [G, A, A, R, NONE]


def test_low_is_good():
    found = bands_of([5, 5.01, 8, 8.01, np.nan], Thresholds(green=5, red=8), LOW)
    assert found == [G, A, A, R, NONE]


def test_equal_levels_leave_no_amber():
    assert bands_of([79.9, 80, 80.1], Thresholds(80, 80), HIGH) == [R, G, G]
    assert bands_of([79.9, 80, 80.1], Thresholds(80, 80), LOW) == [G, G, R]


def test_a_target_range_has_red_on_both_sides():
    rule = TargetRange(green_low=10, green_high=12, amber_low=8, amber_high=15)
    values = [7.9, 8, 9.9, 10, 12, 12.1, 15, 15.1, np.nan]
    assert bands_of(values, rule, HIGH) == [R, A, A, G, G, A, A, R, NONE]


def test_a_target_with_tolerance():
    rule = TargetTolerance(target=80, tolerance=5)
    assert bands_of([80, 79.9, 75, 74.9, np.nan], rule, HIGH) == [G, A, A, R, NONE]
    assert bands_of([80, 80.1, 85, 85.1, np.nan], rule, LOW) == [G, A, A, R, NONE]


def test_a_tolerance_is_met_but_for_binary_noise():
    assert bands_of([0.2], TargetTolerance(0.3, 0.1), HIGH) == [A]


def test_payment_thresholds():
    rule = PaymentThresholds(lower=45, upper=90)
    assert bands_of([90, 89.9, 45, 44.9, np.nan], rule, HIGH) == [G, A, A, R, NONE]
    assert bands_of([45, 45.1, 90, 90.1, np.nan], rule, LOW) == [G, A, A, R, NONE]


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_target_range_needs_no_polarity(polarity):
    assert bands_of([11], TargetRange(10, 12, 8, 15), polarity) == [G]


def test_yes_or_no():
    assert bands_of([1, 0, 0.5, 2, np.nan], YesNo(), HIGH) == [G, R, NONE, NONE, NONE]
    assert bands_of([1, 0, 0.5, 2, np.nan], YesNo(), LOW) == [R, G, NONE, NONE, NONE]


@pytest.mark.parametrize(
    "rule", [Thresholds(80, 70), YesNo(), TargetTolerance(80, 5), PaymentThresholds(45, 90)]
)
def test_context_is_not_banded(rule):
    assert bands_of([1, 90], rule, CONTEXT) == [NONE, NONE]


def test_values_are_compared_unrounded_but_without_binary_noise():
    assert bands_of([0.1 + 0.2, 0.285 * 100], Thresholds(0.3, 0.1), HIGH) == [G, G]
    assert bands_of([0.285 * 100], Thresholds(28.5, 20), HIGH) == [G]
    assert bands_of([79.99999], Thresholds(80, 70), HIGH) == [A]


def test_negative_values_and_levels():
    assert bands_of([-5, -10, -11], Thresholds(green=-5, red=-10), HIGH) == [G, A, R]


def test_one_value_may_be_given_bare():
    assert band(81, Thresholds(80, 70), HIGH) == G


@given(numbers, numbers, numbers, numbers, st.sampled_from([HIGH, LOW]))
def test_a_better_value_never_bands_worse(one, two, level, other, polarity):
    low, high = sorted((level, other))
    rule = Thresholds(high, low) if polarity is HIGH else Thresholds(low, high)
    worse, better = sorted((one, two), reverse=polarity is LOW)
    assert band(worse, rule, polarity) <= band(better, rule, polarity)


@given(st.lists(numbers, min_size=1), st.randoms())
def test_the_order_of_practices_changes_nothing(values, random):
    order = random.sample(range(len(values)), len(values))
    rule = Thresholds(10, -10)
    straight, shuffled = (band(np.array(values)[at], rule, HIGH) for at in (slice(None), order))
    np.testing.assert_array_equal(straight[order], shuffled)


@pytest.mark.parametrize("reason", [reason for reason in NoBand if reason])
def test_a_reason_that_came_with_the_data_stays(reason):
    assert states([80, np.nan, 80], [100, np.nan, 1], 30, reason).tolist() == [reason] * 3


@pytest.mark.parametrize(
    ("value", "denominator", "minimum", "expected"),
    [
        (80, 100, 30, NoBand.BANDED),
        (80, 30, 30, NoBand.BANDED),
        (80, 29, 30, NoBand.TOO_FEW),
        (np.nan, 29, 30, NoBand.NO_DATA),
        (np.nan, np.nan, 30, NoBand.NO_DATA),
        (np.nan, 0, 0, NoBand.TOO_FEW),
        (80, 0, 0, NoBand.TOO_FEW),
        (80, np.nan, 30, NoBand.BANDED),
        (80, 0.25, 30, NoBand.TOO_FEW),
        (80, 29, 0, NoBand.BANDED),
    ],
)
def test_state_of_a_value(value, denominator, minimum, expected):
    assert states(value, denominator, minimum) == expected


def test_context_is_not_banded_but_still_missing_where_it_is_missing():
    found = states([5, np.nan, 5], [50, 50, 5], 10, banded=False)
    assert found.tolist() == [NoBand.NOT_BANDED, NoBand.NO_DATA, NoBand.TOO_FEW]


def test_states_may_differ_from_practice_to_practice():
    incoming = [NoBand.BANDED, NoBand.NOT_RETURNED, NoBand.BANDED]
    found = states([80, np.nan, np.nan], [100, np.nan, 50], 30, incoming)
    assert found.tolist() == [NoBand.BANDED, NoBand.NOT_RETURNED, NoBand.NO_DATA]


def test_a_decision_is_a_band_or_a_reason_and_never_both():
    found = decide(
        [90, 75, np.nan, 90, 90],
        Thresholds(80, 70),
        HIGH,
        [50, 50, 50, 5, 50],
        30,
        [0, 0, 0, 0, NoBand.SUPPRESSED],
    )
    assert found.bands.tolist() == [G, A, NONE, NONE, NONE]
    assert found.states.tolist() == [
        NoBand.BANDED,
        NoBand.BANDED,
        NoBand.NO_DATA,
        NoBand.TOO_FEW,
        NoBand.SUPPRESSED,
    ]


@pytest.mark.parametrize(
    ("value", "rule", "polarity"),
    [(80, None, HIGH), (80, Thresholds(80, 70), CONTEXT), (0.5, YesNo(), HIGH)],
)
def test_what_the_rule_cannot_judge_is_not_banded(value, rule, polarity):
    found = decide(value, rule, polarity)
    assert (found.bands, found.states) == (NONE, NoBand.NOT_BANDED)


@given(
    st.lists(st.tuples(st.one_of(numbers, st.just(np.nan)), st.integers(0, 60))),
    st.sampled_from([Thresholds(10, -10), TargetRange(0, 1, -1, 2), YesNo(), None]),
    st.sampled_from(list(Polarity)),
)
def test_exactly_one_of_band_and_reason_is_set(rows, rule, polarity):
    values, people = np.array(rows, dtype=float).reshape(-1, 2).T
    found = decide(values, rule, polarity, people, 30)
    assert ((found.bands == NONE) == (found.states != NoBand.BANDED)).all()


@pytest.mark.parametrize(
    ("rule", "polarity"),
    [
        (Thresholds(80, 70), HIGH),
        (Thresholds(70, 80), LOW),
        (Thresholds(80, 80), HIGH),
        (Thresholds(80, 80), LOW),
        (TargetRange(10, 12, 8, 15), CONTEXT),
        (TargetRange(10, 12, 10, 12), HIGH),
        (YesNo(), LOW),
    ],
)
def test_a_sound_rule_has_no_problems(rule, polarity):
    assert validate_rule(rule, polarity) == []


@pytest.mark.parametrize(
    ("rule", "polarity", "words"),
    [
        (Thresholds(70, 80), HIGH, "green must not be below red; green is 70 and red is 80"),
        (Thresholds(80, 70), LOW, "green must not be above red; green is 80 and red is 70"),
        (Thresholds(80, 70), CONTEXT, "say whether high or low is good"),
        (YesNo(), CONTEXT, "say whether high or low is good"),
        (Thresholds(np.nan, 70), HIGH, "must be a number"),
        (Thresholds(80, -np.inf), HIGH, "must be a number"),
        (TargetRange(12, 10, 8, 15), HIGH, "green range runs backwards, from 12 to 10"),
        (TargetRange(10, 12, 11, 15), HIGH, "must hold the green range, 10 to 12"),
        (TargetRange(10, 12, 8, 11), HIGH, "amber range, 8 to 11"),
    ],
)
def test_a_broken_rule_is_explained(rule, polarity, words):
    (problem,) = validate_rule(rule, polarity)
    assert words in problem


@given(numbers, numbers, numbers, st.sampled_from([HIGH, LOW]))
def test_a_rule_without_problems_lets_all_three_bands_stand_in_order(value, green, red, polarity):
    rule = Thresholds(green, red)
    if not validate_rule(rule, polarity):
        assert band(green, rule, polarity) == G
        assert band(red, rule, polarity) >= A
        assert band(value, rule, polarity) in (R, A, G)
