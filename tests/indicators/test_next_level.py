"""How far the next better level is: counted from the numerator, where levels were agreed."""

from dataclasses import replace

import pytest

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from indicators.next_level import level_words, next_level
from scorecard.calc.types import Band

LEVELS = {"rule": "thresholds", "green": 80, "red": 60}


def defined(**more):
    about = {
        "name": "Seen",
        "description": "",
        "kind": "proportion",
        "polarity": "high",
        "numerator": "Patients seen",
        "denominator": "Patients who asked",
        "multiplier": 100.0,
        "unit": "%",
        "sampling": "proportion",
        "rule": LEVELS,
        **more,
    }
    return DefinitionData(**about)


def next_level_words(data, outcome):
    return level_words(data, next_level(data, outcome))


def held(numerator, denominator, band, multiplier=100.0, **more):
    value = numerator / denominator * multiplier
    return Outcome(band, 0, numerator=numerator, denominator=denominator, value=value, **more)


def test_the_level_itself_is_enough():
    # 80% of 90 are exactly 72.
    assert next_level_words(defined(), held(60.0, 90.0, Band.AMBER)) == (
        "12 more of the 90 patients would make it green."
    )
    assert next_level_words(defined(), held(71.0, 90.0, Band.AMBER)) == (
        "1 more of the 90 patients would make it green."
    )


def test_part_of_a_patient_is_a_whole_one():
    # 60% of 91 are 54.6.
    assert next_level(defined(), held(50.0, 91.0, Band.RED)).number == 5


def test_where_low_is_good_fewer_reach_it():
    low = defined(polarity="low", rule={"rule": "thresholds", "green": 5, "red": 10})
    assert next_level_words(low, held(12.0, 100.0, Band.RED)) == (
        "2 fewer of the 100 patients would make it amber."
    )


def test_a_target_of_everybody_can_be_reached_and_more_than_everybody_cannot():
    everybody = defined(rule={"rule": "thresholds", "green": 100, "red": 60})
    assert next_level(everybody, held(89.0, 90.0, Band.AMBER)).number == 1
    beyond = defined(rule={"rule": "thresholds", "green": 110, "red": 60})
    assert next_level(beyond, held(89.0, 90.0, Band.AMBER)) is None


def test_levels_agreed_with_the_practice_count_before_the_common_ones():
    own = held(50.0, 100.0, Band.RED, own_levels={"green": 70, "red": 52})
    assert next_level(defined(), own).number == 2


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "interval", "confidence": 95},
        {"rule": "funnel"},
        {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5},
    ],
)
def test_a_comparison_has_no_number_to_reach(rule):
    assert next_level_words(defined(rule=rule), held(50.0, 100.0, Band.RED)) == ""


def test_green_and_no_band_have_no_next_level():
    assert next_level_words(defined(), held(90.0, 100.0, Band.GREEN)) == ""
    assert next_level_words(defined(), Outcome(Band.NONE, 1)) == ""


def test_what_is_not_counted_says_where_the_level_begins():
    spending = defined(
        kind="ratio",
        sampling="none",
        unit="£",
        decimals=2,
        multiplier=1.0,
        polarity="low",
        rule={"rule": "thresholds", "green": 150, "red": 180},
    )
    assert next_level_words(spending, held(16000.0, 100.0, Band.AMBER, 1.0)) == (
        "Green begins at £150.00."
    )


def test_a_range_is_reached_from_the_side_where_the_figure_is():
    inside = {"green_low": 40, "green_high": 60, "amber_low": 30, "amber_high": 70}
    ranged = defined(rule={"rule": "range", **inside})
    assert next_level(ranged, held(25.0, 100.0, Band.RED)).number == 5
    assert next_level(ranged, held(75.0, 100.0, Band.RED)).number == -5


def test_where_few_are_counted_one_more_may_pass_a_level_by():
    # Of 2 patients the second makes 100%: green, and not amber on the way.
    assert next_level_words(defined(), held(1.0, 2.0, Band.RED)) == (
        "1 more of the 2 patients would make it green."
    )


RANGE = {"rule": "range", "green_low": 50, "green_high": 55, "amber_low": 40, "amber_high": 60}


def test_a_range_that_no_count_lies_in_is_not_promised():
    # 2 of 5 are 40% and 3 of 5 are 60%: nothing lies from 50% to 55%.
    within = defined(polarity="none", rule=RANGE)
    assert next_level(within, held(2.0, 5.0, Band.AMBER)) is None
    assert next_level(within, held(40.0, 100.0, Band.AMBER)).number == 10


def test_a_range_without_amber_on_one_side_leads_to_green():
    rule = {**RANGE, "amber_low": 50}
    whole = defined(polarity="none", rule=rule, kind="score", sampling="none", denominator="")
    found = next_level(whole, Outcome(Band.RED, 0, value=30.0))
    assert (found.band, found.value) == (Band.GREEN, 50)


def test_events_are_named_by_their_own_words():
    attended = defined(
        kind="rate",
        polarity="low",
        numerator="Attendances on weekdays, not brought by ambulance",
        denominator="Registered patients",
        multiplier=1000.0,
        unit="per 1,000 patients",
        sampling="poisson",
        rule={"rule": "thresholds", "green": 10, "red": 20},
    )
    assert next_level_words(attended, held(250.0, 10_000.0, Band.RED, 1000.0)) == (
        "50 fewer attendances would make it amber."
    )
    # More events can come than there are now: nothing is said of "the" consultations.
    seen = replace(attended, polarity="high", rule=LEVELS, numerator="Consultations with a GP")
    assert next_level_words(seen, held(599.0, 10_000.0, Band.RED, 1000.0)) == (
        "1 more consultation would make it amber."
    )


def test_where_no_noun_is_found_the_numerator_is_named():
    odd = defined(denominator="Everybody", numerator="Seen in time")
    assert next_level_words(odd, held(60.0, 90.0, Band.AMBER)) == (
        "12 more counted in the numerator would make it green."
    )
