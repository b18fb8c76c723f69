"""Numbers of a result beyond its value: points earned, and limits of chance."""

from dataclasses import replace

import pytest

from indicators.explained import numbers_of
from indicators.explaining import Outcome
from indicators.limits import limits_words
from scorecard.calc.types import Band, NoBand
from tests.indicators.test_judging import PROPORTION

PAID = replace(PROPORTION, points=17.0, rule={"rule": "payment", "lower": 40, "upper": 75})
ANSWER = replace(
    PROPORTION, kind="yes_no", points=6.0, rule={"rule": "yes_no"}, sampling="none", unit=""
)
REACHED = Outcome(Band.AMBER, 0, numerator=125, denominator=200, value=62.5)


def points_in(data, outcome):
    return [(one.shown, one.value) for one in numbers_of(data, outcome) if one.name == "points"]


def test_a_share_between_the_thresholds_earns_a_fraction():
    # 17 x (62.5 - 40) / (75 - 40) = 10.928571
    ((shown, value),) = points_in(PAID, REACHED)
    assert shown == "10.9 of 17"
    assert value == pytest.approx(10.928571, abs=1e-6)


def test_points_that_are_no_whole_number_keep_their_decimal():
    assert points_in(replace(PAID, points=2.5), replace(REACHED, value=80)) == [("2.5 of 2.5", 2.5)]


def test_a_yes_earns_all():
    assert points_in(ANSWER, Outcome(Band.GREEN, 0, value=1)) == [("6.0 of 6", 6)]
    assert points_in(ANSWER, Outcome(Band.RED, 0, value=0)) == [("0.0 of 6", 0)]


def test_too_few_to_band_are_paid_for_all_the_same():
    assert points_in(PAID, replace(REACHED, band=0, no_band=NoBand.TOO_FEW)) != []


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (replace(PAID, points=0.0), REACHED),
        (PAID, Outcome(0, NoBand.NO_DATA)),
        (PAID, replace(REACHED, band=0, no_band=NoBand.IMPOSSIBLE)),
        (PAID, replace(REACHED, band=0, no_band=NoBand.WITHHELD)),
        (PAID, replace(REACHED, own_levels={"lower": 30, "upper": 60})),
        (PAID, replace(REACHED, period_levels={"lower": 10, "upper": 20})),
        (replace(PAID, rule=PROPORTION.rule), REACHED),
        (replace(PAID, rule={}), REACHED),
        (ANSWER, Outcome(0, NoBand.NOT_BANDED, value=0.5)),
    ],
)
def test_no_points_are_told(data, outcome):
    assert points_in(data, outcome) == []


FUNNEL = replace(PROPORTION, rule={"rule": "funnel"})
INSIDE = replace(REACHED, denominator=100, benchmark=50, benchmark_name="All")


def test_the_limits_of_a_proportion_at_its_size():
    # 0.5 -/+ 1.959964 x 0.05 and 3.090232 x 0.05, as in the tests of the funnel.
    assert limits_words(FUNNEL, INSIDE) == "40.2% to 59.8% (95%); 34.5% to 65.5% (99.8%)"


def test_the_limits_of_a_rate_at_its_size():
    # 10 events are just high where 4.795 are expected (Garwood 1936): of 100 people, 47.95.
    rate = replace(FUNNEL, kind="rate", sampling="poisson", multiplier=1000, unit="per 1,000")
    told = limits_words(rate, replace(INSIDE, benchmark=47.953887))
    assert "to 100.0 per 1,000 (95%)" in told


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (PROPORTION, INSIDE),
        (replace(FUNNEL, comparator="own_past"), INSIDE),
        (FUNNEL, replace(INSIDE, band=0, no_band=NoBand.TOO_FEW)),
        (FUNNEL, replace(INSIDE, benchmark=None)),
        (FUNNEL, replace(INSIDE, denominator=None)),
    ],
)
def test_no_limits_are_told(data, outcome):
    assert limits_words(data, outcome) == ""


def test_limits_that_hang_on_all_practices_say_so():
    data = replace(FUNNEL, over_dispersed="additive")
    assert limits_words(data, INSIDE).startswith("Widened by how far all practices scatter")
