"""How certain a band is, against closed forms, printed tables, and as properties."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import certainty
from scorecard.calc.banding import band
from scorecard.calc.types import (
    Band,
    FunnelRule,
    IntervalRule,
    PaymentThresholds,
    Polarity,
    QuantileRule,
    Sampling,
    TargetRange,
    TargetTolerance,
    Thresholds,
    YesNo,
)
from tests.reference import certainty as slow

HIGH, LOW = Polarity.HIGH, Polarity.LOW
PROPORTION, POISSON = Sampling.PROPORTION, Sampling.POISSON
LEVELS = Thresholds(green=80, red=60)
pairs = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.integers(1, 99)


def of(r, n, rule=LEVELS, polarity=HIGH, sampling=PROPORTION, multiplier=100):
    return certainty.of_bands(r, n, rule, polarity, sampling, multiplier)


# Worked by hand from the arcsine law: at a quarter it is 2/pi asin(1/2) = 1/3; one person without
# the event adds sqrt(3)/(2 pi), one with it then takes 3 sqrt(3)/(4 pi) away.
@pytest.mark.parametrize(
    ("r", "n", "below"),
    [
        (0, 1, 1 / 3 + math.sqrt(3) / (2 * math.pi)),
        (1, 2, 1 / 3 - math.sqrt(3) / (4 * math.pi)),
    ],
)
def test_a_share_by_hand(r, n, below):
    assert of(r, n, Thresholds(25, 25)) == pytest.approx([below, 0, 1 - below], abs=1e-14)


# The upper 5% points of chi-square with 1, 3, 5, 7 and 11 degrees of freedom, from any printed
# table: twice a Gamma with k events and a half is chi-square with 2k + 1.
@pytest.mark.parametrize(
    ("events", "point"), [(0, 3.841), (1, 7.815), (2, 11.070), (3, 14.067), (5, 19.675)]
)
def test_a_rate_by_the_printed_table_of_chi_square(events, point):
    level = 1000 * point / 2 / 400  # per 1,000 of 400 people
    found = of(events, 400, Thresholds(level, level), LOW, POISSON, 1000)
    assert found == pytest.approx([0.05, 0, 0.95], abs=2e-5)


@given(pairs, shares, shares)
def test_shares_are_those_of_the_closed_form(pair, one, two):
    red, green = sorted((one, two))
    below_red, below_green = (slow.beta_below(*pair, level / 100) for level in (red, green))
    expected = [below_red, below_green - below_red, 1 - below_green]
    assert of(*pair, Thresholds(green, red)) == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 150), st.integers(1, 500), st.integers(1, 300), st.integers(1, 300))
def test_rates_are_those_of_the_closed_form(events, people, one, two):
    green, red = sorted((one, two))
    within_green, within_red = (
        slow.gamma_below(events, people, level / 1000) for level in (green, red)
    )
    expected = [1 - within_red, within_red - within_green, within_green]
    found = of(events, people, Thresholds(green, red), LOW, POISSON, 1000)
    assert found == pytest.approx(expected, abs=1e-9)


RULES = [
    (Thresholds(80, 60), HIGH, (60, 80)),
    (TargetTolerance(80, 20), HIGH, (60, 80)),
    (PaymentThresholds(60, 80), HIGH, (60, 80)),
    (Thresholds(60, 80), LOW, (60, 80)),
    (TargetTolerance(60, 20), LOW, (60, 80)),
    (PaymentThresholds(60, 80), LOW, (60, 80)),
]


@pytest.mark.parametrize(("rule", "polarity", "levels"), RULES)
def test_every_rule_with_two_levels_divides_alike(rule, polarity, levels):
    low, high = (slow.beta_below(29, 40, level / 100) for level in levels)
    expected = [low, high - low, 1 - high]
    if polarity is LOW:
        expected.reverse()
    assert of(29, 40, rule, polarity) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_range_has_two_sides_and_no_direction(polarity):
    rule = TargetRange(green_low=40, green_high=60, amber_low=30, amber_high=70)
    cut = [slow.beta_below(11, 20, level / 100) for level in (30, 40, 60, 70)]
    green, inside = cut[2] - cut[1], cut[3] - cut[0]
    expected = [1 - inside, inside - green, green]
    assert of(11, 20, rule, polarity) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("rule", [rule for rule, *_ in RULES] + [TargetRange(40, 60, 30, 70)])
@given(pairs, st.sampled_from([HIGH, LOW]), st.sampled_from([PROPORTION, POISSON]))
def test_the_three_add_up_to_one(rule, pair, polarity, sampling):
    if not isinstance(rule, TargetRange):
        polarity = next(pol for one, pol, _ in RULES if one == rule)
    found = of(*pair, rule, polarity, sampling)
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert ((found >= 0) & (found <= 1)).all()


@given(pairs, shares, shares, shares)
def test_a_level_that_is_harder_to_reach_is_less_likely_reached(pair, one, two, three):
    red, green, harder = sorted((one, two, three))
    easy, hard = (of(*pair, Thresholds(level, red)) for level in (green, harder))
    assert hard[2] <= easy[2] + 1e-12
    assert hard[0] == pytest.approx(easy[0])


@given(st.integers(0, 20), st.integers(1, 8), shares)
def test_more_people_with_the_same_share_make_it_more_certain_away_from_a_level(r, times, level):
    share = 100 * r / 20
    rule = Thresholds(level, level)
    few, many = (of(r * k, 20 * k, rule) for k in (1, times + 1))
    held = int(band(share, rule, HIGH)) - 1
    # Well away from the level: the prior's pull to the middle, half a person, is smaller.
    if abs(share - level) >= 5:
        assert many[held] >= few[held] - 1e-12


@given(pairs, shares, shares)
def test_what_is_high_for_one_is_low_for_its_opposite(pair, one, two):
    r, n = pair
    red, green = sorted((one, two))
    mirrored = of(n - r, n, Thresholds(100 - green, 100 - red), LOW)
    assert of(r, n, Thresholds(green, red)) == pytest.approx(mirrored, abs=1e-9)


def test_the_order_of_practices_changes_nothing():
    r, n = np.array([3, 15, 40]), np.array([5, 20, 41])
    assert (of(r, n)[::-1] == of(r[::-1], n[::-1])).all()


@pytest.mark.parametrize(
    ("r", "n"),
    [(0, 0), (5, 0), (6, 5), (5.25, 5), (-1, 5), (1, -5), (np.nan, 5), (5, np.nan), (5, np.inf)],
)
def test_nothing_is_known_from_what_is_no_share(r, n):
    assert np.isnan(of(r, n)).all()


def test_a_rate_may_exceed_its_people():
    assert of(600, 200, Thresholds(2000, 4000), LOW, POISSON, 1000)[1] > 0.999


@pytest.mark.parametrize(
    "rule", [QuantileRule(4, 1, 4), IntervalRule(95), FunnelRule(), YesNo(), None]
)
def test_only_agreed_levels_have_a_certainty(rule):
    assert np.isnan(of(15, 20, rule)).all()


@pytest.mark.parametrize("sampling", [Sampling.MEAN, Sampling.NONE])
def test_only_proportions_and_rates_have_a_certainty(sampling):
    assert np.isnan(of([15, 3], 20, LEVELS, HIGH, sampling)).all()


def test_levels_without_a_direction_have_none():
    assert np.isnan(of(15, 20, LEVELS, Polarity.NONE)).all()


@pytest.mark.parametrize(
    ("rule", "polarity", "sampling"),
    [
        (Thresholds(100, 90), HIGH, PROPORTION),
        (Thresholds(0, 5), LOW, PROPORTION),
        (Thresholds(0, 5), LOW, POISSON),
        (TargetRange(50, 50, 40, 60), HIGH, PROPORTION),
        (Thresholds(100.0000000000001, 100), HIGH, PROPORTION),
    ],
)
def test_a_band_of_one_single_value_has_no_certainty(rule, polarity, sampling):
    assert np.isnan(of([100, 50, 0], 100, rule, polarity, sampling)).all()


def test_levels_beyond_the_scale_are_certain_and_not_points():
    assert of(0, 5, Thresholds(0, 0)).tolist() == [0, 0, 1]
    assert of(5, 5, Thresholds(120, 110)).tolist() == [1, 0, 0]
    assert of(500, 100, Thresholds(100, 90), HIGH, POISSON).tolist() == pytest.approx([0, 0, 1])


# Amber from 60 to 80: of 20 people 15 are 75%, near green; 14 of 20, the very middle, hold amber
# in two drawings of three; 140 of 200 in all but a few.
@pytest.mark.parametrize(
    ("r", "n", "close"),
    [(15, 20, True), (14, 20, True), (140, 200, False), (19, 20, False), (2, 20, False)],
)
def test_a_band_is_too_close_to_call_when_another_is_likelier_than_one_in_five(r, n, close):
    held = band(100 * r / n, LEVELS, HIGH)
    assert bool(certainty.too_close(held, of(r, n))) is close


def test_one_in_five_itself_is_settled():
    assert certainty.too_close([3, 3], [[0, 0.2, 0.8], [0, 0.2001, 0.7999]]).tolist() == [
        False,
        True,
    ]


def test_without_a_band_or_a_probability_nothing_is_too_close():
    nothing = [np.nan] * 3
    assert not certainty.too_close([Band.NONE, Band.AMBER], [[0.5, 0.5, 0], nothing]).any()
