"""Banding rules as data, and their legends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import rules
from scorecard.calc.types import TargetRange, Thresholds, YesNo

LEVELS = {"rule": "thresholds", "green": 80, "red": 70}


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({}, None),
        (LEVELS, Thresholds(80, 70)),
        ({"rule": "yes_no"}, YesNo()),
        (
            {
                "rule": "range",
                "green_low": 75,
                "green_high": 85,
                "amber_low": 70,
                "amber_high": 90,
            },
            TargetRange(75, 85, 70, 90),
        ),
    ],
)
def test_a_rule_is_the_same_after_writing_and_reading(data, rule):
    assert rules.read(data) == rule
    assert rules.read(rules.write(rule)) == rule


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_every_pair_of_levels_survives_the_round_trip(green, red):
    rule = Thresholds(green, red)
    assert rules.read(rules.write(rule)) == rule


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"rule": "magic"}, "not one of: thresholds, range, yes_no"),
        ({"rule": "thresholds", "green": 80}, "needs green, red"),
        ({"rule": "thresholds", "green": 80, "red": "__import__('os')"}, "must be a number"),
        ({"rule": "yes_no", "green": 1}, "needs no levels"),
    ],
)
def test_a_bad_rule_says_what_it_needs(data, said):
    with pytest.raises(rules.BadRule, match=said):
        rules.read(data)


def test_levels_in_the_wrong_order_for_the_polarity_are_refused():
    with pytest.raises(rules.BadRule, match="Low is good"):
        rules.check(LEVELS, "low")
    with pytest.raises(rules.BadRule, match="say whether high or low is good"):
        rules.check(LEVELS, "none")


@pytest.mark.parametrize(
    ("data", "polarity", "unit", "sentence"),
    [
        (LEVELS, "high", "%", "Green at 80% or more, red below 70%, amber between."),
        (
            {"rule": "thresholds", "green": 120.5, "red": 150},
            "low",
            "£",
            "Green at £120.5 or less, red above £150, amber between.",
        ),
        (
            {"rule": "thresholds", "green": 5, "red": 5},
            "high",
            "",
            "Green at 5 or more, red below 5.",
        ),
        ({"rule": "yes_no"}, "high", "", "Green when the answer is yes, red otherwise."),
        ({}, "none", "%", "This figure is shown for information and is not banded."),
        (
            {
                "rule": "range",
                "green_low": 75,
                "green_high": 85,
                "amber_low": 70,
                "amber_high": 90,
            },
            "high",
            "%",
            "Green from 75% to 85%, amber from 70% to 90%, red outside that range.",
        ),
    ],
)
def test_the_legend_says_the_rule_in_one_sentence(data, polarity, unit, sentence):
    assert rules.legend(data, polarity, unit) == sentence
