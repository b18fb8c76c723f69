"""Banding rules as data, and their legends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import rules
from scorecard.calc.types import (
    FunnelRule,
    IntervalRule,
    PaymentThresholds,
    QuantileRule,
    TargetRange,
    TargetTolerance,
    Thresholds,
    YesNo,
)

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
        ({"rule": "target", "target": 80, "tolerance": 5}, TargetTolerance(80, 5)),
        ({"rule": "payment", "lower": 45, "upper": 90}, PaymentThresholds(45, 90)),
        ({"rule": "quantile", "k": "5", "green_to": 2, "red_from": 5.0}, QuantileRule(5, 2, 5)),
        ({"rule": "interval", "confidence": 99.8}, IntervalRule(99.8)),
        ({"rule": "funnel"}, FunnelRule()),
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
        ({"rule": "quantile", "k": 5, "green_to": 2}, "needs green_to, k, red_from"),
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


@pytest.mark.parametrize(
    ("data", "polarity", "sentence"),
    [
        (
            {"rule": "target", "target": 80, "tolerance": 5},
            "high",
            "Green at the target of 80% or more, amber up to 5 percentage points below it,"
            " red further below.",
        ),
        (
            {"rule": "target", "target": 80, "tolerance": 0},
            "low",
            "Green at the target of 80% or less, red above it.",
        ),
        (
            {"rule": "payment", "lower": 45, "upper": 90},
            "high",
            "Payment begins above 45% and is full from 90%: green at 90% or more, red below 45%,"
            " amber between.",
        ),
        (
            {"rule": "payment", "lower": 5, "upper": 9},
            "low",
            "Payment is full up to 5% and ends at 9%: green at 5% or less, red above 9%,"
            " amber between.",
        ),
        (
            {"rule": "quantile", "k": 5, "green_to": 2, "red_from": 5},
            "high",
            "Compared with the others, put in order and divided into 5 equal parts, part 1 the"
            " best: green in parts 1 to 2, red in part 5, amber between.",
        ),
        (
            {"rule": "quantile", "k": 4, "green_to": 1, "red_from": 2},
            "low",
            "Compared with the others, put in order and divided into 4 equal parts, part 1 the"
            " best: green in part 1, red in parts 2 to 4.",
        ),
        (
            {"rule": "interval", "confidence": 99.8},
            "high",
            "Compared with the others: green when better by more than chance explains, red when"
            " worse by more than chance explains, amber when the difference may be chance"
            " (99.8% interval).",
        ),
        (
            {"rule": "funnel"},
            "high",
            "Compared with the others: red when worse and beyond the 99.8% limits of chance,"
            " amber when worse and beyond the 95% limits, green otherwise.",
        ),
    ],
)
def test_every_other_rule_has_its_sentence(data, polarity, sentence):
    assert rules.legend(data, polarity, "%", "the others") == sentence


def test_a_tolerance_in_another_unit_is_an_amount():
    found = rules.legend({"rule": "target", "target": 20, "tolerance": 2.5}, "low", "£")
    assert "amber up to £2.5 above it" in found


@pytest.mark.parametrize(
    ("data", "compares"),
    [({}, False), (LEVELS, False), ({"rule": "funnel"}, True)],
)
def test_agreed_levels_and_comparisons_are_told_apart(data, compares):
    assert rules.is_comparison(data) == compares
