"""A definition whose rule could band nobody is refused, at the field that would mend it."""

from dataclasses import replace

import pytest

from indicators.definitions import problems
from tests.indicators.test_judging import PROPORTION

FIFTHS = {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}
INTERVAL = {"rule": "interval", "confidence": 95}
FUNNEL = {"rule": "funnel"}


@pytest.mark.parametrize(
    ("rule", "changes", "field", "words"),
    [
        (FIFTHS, {"comparator": "england"}, "comparator", "need a group"),
        (FIFTHS, {"comparator": "own_past"}, "comparator", "need a group"),
        (FUNNEL, {"comparator": "none"}, "comparator", "Choose what practices are compared with"),
        (INTERVAL, {"comparator": "none"}, "comparator", "Choose what practices are compared with"),
        (INTERVAL, {"comparator": "group"}, "comparator_group", "Choose the set of groups"),
        (INTERVAL, {"comparator_group": "Localities"}, "comparator_group", "Remove it."),
        (INTERVAL, {"sampling": "none"}, "sampling", "how the figure varies by chance"),
    ],
)
def test_a_rule_that_could_band_nobody_is_refused(rule, changes, field, words):
    (problem,) = problems(replace(PROPORTION, rule=rule, **changes))[field]
    assert words in problem


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (FIFTHS, {"comparator": "similar", "sampling": "none"}),
        (FIFTHS, {"comparator": "group", "comparator_group": "Localities"}),
        (INTERVAL, {"comparator": "own_past"}),
        (FUNNEL, {}),
        (PROPORTION.rule, {"comparator": "none", "sampling": "none"}),
    ],
)
def test_a_rule_that_has_what_it_needs_is_sound(rule, changes):
    assert problems(replace(PROPORTION, rule=rule, **changes)) == {}
