"""The legend says the rule with its comparator, and with the levels that hold."""

from dataclasses import replace

import pytest

from indicators import rules
from indicators.legends import legend, own_legend
from tests.indicators.test_judging import PROPORTION

FUNNEL = {"rule": "funnel"}
FIFTHS = {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}
PROFILE = {"Q1": {"green": 20, "red": 10}, "Q4": {"green": 80, "red": 60}}


def test_agreed_levels_name_nobody():
    assert legend(PROPORTION) == "Green at 80% or more, red below 60%, amber between."


@pytest.mark.parametrize(
    ("comparator", "rule", "words"),
    [
        ("area", FUNNEL, "Compared with all practices of the area: red"),
        ("network", FUNNEL, "Compared with the other practices of its network: red"),
        ("network", FIFTHS, "Compared with the practices of its network, put in order"),
        ("similar", FIFTHS, "Compared with the 10 most similar practices, put in order"),
        ("england", FUNNEL, "Compared with England: red"),
        ("own_past", FUNNEL, "Compared with its own past: red"),
    ],
)
def test_a_comparison_says_with_whom(comparator, rule, words):
    assert legend(replace(PROPORTION, comparator=comparator, rule=rule)).startswith(words)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (FUNNEL, "Compared with the other practices of its group in “Localities”: red"),
        (FIFTHS, "Compared with the practices of its group in “Localities”, put in order"),
    ],
)
def test_a_comparison_by_groups_names_their_set(rule, words):
    data = replace(PROPORTION, comparator="group", comparator_group="Localities", rule=rule)
    assert legend(data).startswith(words)


def test_a_fixed_number_is_told():
    data = replace(PROPORTION, comparator="fixed", comparator_value=70, rule=FUNNEL)
    assert "Compared with the number agreed for comparison (70.0%): red" in legend(data)


@pytest.mark.parametrize(("comparator", "rule"), [("none", FUNNEL), ("england", FIFTHS)])
def test_a_comparison_with_nobody_says_that_nobody_is_banded(comparator, rule):
    data = replace(PROPORTION, comparator=comparator, rule=rule)
    assert "so nobody is banded" in legend(data)


def test_a_figure_of_the_year_so_far_has_levels_for_every_quarter():
    data = replace(PROPORTION, period_type="year_to_date", target_profile=PROFILE)
    assert legend(data, PROFILE["Q1"]) == (
        "Green at 20% or more, red below 10%, amber between."
        " These levels are those for this quarter of the year."
    )
    assert "April to June: Green at 20% or more" in legend(data)
    assert "April to March: Green at 80% or more" in legend(data)


def test_levels_of_one_practice_say_so():
    assert own_legend(PROPORTION, {"green": 50, "red": 40}) == (
        "Green at 50% or more, red below 40%, amber between."
        " These levels were agreed for this practice."
    )


def test_the_first_level_says_its_unit_in_full():
    minutes = rules.legend({"rule": "thresholds", "green": 10, "red": 8.5}, "high", "minutes")
    assert minutes == "Green at 10 minutes or more, red below 8.5, amber between."
    limits = {"green_low": 45, "green_high": 65, "amber_low": 38, "amber_high": 75}
    assert rules.legend({"rule": "range", **limits}, "none", "per 1,000 patients").startswith(
        "Green from 45 to 65 per 1,000 patients, amber from 38 to 75"
    )
