"""What is wrong with a rule is said in plain English before it bands anybody."""

import numpy as np
import pytest

from scorecard.calc.rule_checks import validate_rule
from scorecard.calc.types import (
    FunnelRule,
    IntervalRule,
    PaymentThresholds,
    Polarity,
    QuantileRule,
    TargetTolerance,
)

HIGH, LOW, CONTEXT = Polarity.HIGH, Polarity.LOW, Polarity.NONE
SOUND = [
    TargetTolerance(80, 5),
    TargetTolerance(80, 0),
    PaymentThresholds(45, 90),
    QuantileRule(2, 1, 2),
    QuantileRule(100, 20, 81),
    IntervalRule(95),
    IntervalRule(99.8),
    FunnelRule(),
]


@pytest.mark.parametrize("rule", SOUND)
@pytest.mark.parametrize("polarity", [HIGH, LOW])
def test_a_sound_rule_has_no_problems(rule, polarity):
    assert validate_rule(rule, polarity) == []


@pytest.mark.parametrize("rule", SOUND)
def test_levels_and_comparisons_need_a_direction(rule):
    (problem,) = validate_rule(rule, CONTEXT)
    assert "say whether high or low is good" in problem


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (TargetTolerance(80, -1), "tolerance must be 0 or more; it is -1"),
        (TargetTolerance(np.nan, 5), "must be a number"),
        (PaymentThresholds(90, 45), "lower is 90 and upper is 45"),
        (PaymentThresholds(90, 90), "must be below the upper"),
        (PaymentThresholds(90, np.inf), "must be a number"),
        (QuantileRule(1, 1, 1), "2 to 100 equal parts, not into 1"),
        (QuantileRule(101, 1, 2), "2 to 100 equal parts, not into 101"),
        (QuantileRule(5, 0, 4), "Green up to must be one of the parts 1 to 5; it is 0"),
        (QuantileRule(5, 2, 6), "Red from must be one of the parts 1 to 5; it is 6"),
        (QuantileRule(5, 3, 3), "goes up to 3 and red begins at 3"),
        (QuantileRule(5, 4, 2), "Red must begin after green ends"),
        (QuantileRule(5, 1.5, 4), "whole numbers"),
        (QuantileRule(np.nan, 1, 4), "must be a number"),
        (IntervalRule(90), "95 or 99.8 per cent; it is 90"),
        (IntervalRule(0.95), "95 or 99.8 per cent; it is 0.95"),
        (IntervalRule(np.nan), "must be a number"),
    ],
)
def test_a_broken_rule_is_explained(rule, words):
    (problem,) = validate_rule(rule, HIGH)
    assert words in problem


def test_two_wrong_parts_are_two_problems():
    assert len(validate_rule(QuantileRule(5, 0, 6), HIGH)) == 2
