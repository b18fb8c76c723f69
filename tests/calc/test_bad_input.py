"""Odd figures, one by one, at the arithmetic itself; the pages have theirs in tests/cards."""

import numpy as np
import pytest

from scorecard.calc import (
    comparators,
    dispersion,
    funnel,
    intervals,
    own_past,
    peers,
    points,
    quantiles,
    ranks,
    rates,
    reliability,
    spc,
    standardise,
    trend,
    weighting,
)
from scorecard.calc.banding import Evidence, band, decide
from scorecard.calc.types import (
    AGREED,
    Band,
    Comparison,
    FunnelRule,
    IntervalRule,
    NoBand,
    PaymentThresholds,
    Polarity,
    QuantileRule,
    Sampling,
    TargetRange,
    TargetTolerance,
    Thresholds,
    Trend,
    YesNo,
)

NAN, INF = np.nan, np.inf
G, A, R, NONE = Band.GREEN, Band.AMBER, Band.RED, Band.NONE
HIGH, LOW = Polarity.HIGH, Polarity.LOW
PROPORTION, POISSON = Sampling.PROPORTION, Sampling.POISSON
NO_PAIR = [(0, 0), (5, 0), (5, -10), (NAN, 10), (5, NAN), (INF, 10), (5, INF), (-INF, 10)]


@pytest.mark.parametrize("pair", NO_PAIR)
@pytest.mark.parametrize("sampling", [PROPORTION, POISSON])
def test_a_pair_that_makes_no_ratio_has_no_value_interval_or_comparison(pair, sampling):
    assert np.isnan(rates.value(*pair))
    assert np.isnan(intervals.for_sampling(sampling, *pair, 100)).all()
    near, far = funnel.significance(sampling, *pair, 0.5, HIGH)
    assert near == far == Comparison.NONE
    past = own_past.compare_with_past(
        sampling, own_past.Sample(*pair), own_past.Sample(5, 10), HIGH
    )
    assert past == Comparison.NONE
    assert np.isnan(standardise.indirect(*pair).ratio)


@pytest.mark.parametrize("pair", NO_PAIR)
def test_a_pair_that_makes_no_ratio_leaves_the_others_as_they_are(pair):
    with_it = [5, 7, pair[0]], [10, 10, pair[1]]
    assert rates.pooled(*with_it) == 0.6
    others = comparators.leave_one_out(*with_it, [1, 1, 1])
    np.testing.assert_allclose(others, [0.7, 0.5, 0.6])
    assert reliability.spread(POISSON, *with_it).practices == 2
    assert trend.chi_square_trend([5, 6, 7, 8, pair[0]], [10, 10, 10, 10, pair[1]]).direction == (
        Trend.NOT_COMPUTED
    )


def test_more_events_than_people_are_no_proportion_but_may_be_a_rate():
    assert np.isnan(intervals.wilson(12, 10)).all()
    assert not np.isnan(intervals.rate(12, 10)).any()
    assert funnel.significance(PROPORTION, 12, 10, 0.5, HIGH)[0] == Comparison.NONE
    assert funnel.significance(POISSON, 12, 10, 0.5, HIGH)[0] == Comparison.BETTER
    over = trend.chi_square_trend([10] * 4 + [12], [10] * 5)
    assert over.direction == Trend.NOT_COMPUTED


def test_fewer_events_than_none_are_no_count():
    assert np.isnan(intervals.wilson(-1, 10)).all()
    assert np.isnan(intervals.rate(-1, 10)).all()
    assert rates.value(-1, 10) == -0.1  # money taken back is a value


def test_one_practice_in_a_group():
    assert np.isnan(comparators.leave_one_out(5, [10], [1])).all()
    assert ranks.rank([5], HIGH) == 1
    assert ranks.percentile([5], HIGH) == 50
    assert np.isnan(quantiles.assign([5], [1], 2, high_is_good=True)).all()
    assert np.isnan(peers.pooled_of_groups([5], [10], peers.others_of([1])))
    assert np.isnan(reliability.spread(PROPORTION, [5], [10]).between)
    assert np.isnan(dispersion.estimate(PROPORTION, [5], [10]).phi)


def test_all_equal():
    same = np.full(12, 0.1 + 0.2)
    assert ranks.rank(same, HIGH).tolist() == [1] * 12
    assert ranks.percentile(same, LOW).tolist() == [50] * 12
    assert quantiles.assign(same, np.zeros(12), 4, high_is_good=True).tolist() == [1] * 12
    assert reliability.spread(PROPORTION, [3] * 12, [10] * 12).between == 0
    assert dispersion.estimate(PROPORTION, [3] * 12, [10] * 12).phi == 1
    assert not spc.xmr(same).outside.any()
    assert trend.chi_square_trend([3] * 5, [10] * 5).direction == Trend.NO_CHANGE
    found = funnel.significance(PROPORTION, [3] * 12, [10] * 12, 0.3, HIGH)
    assert {int(code) for codes in found for code in codes} == {Comparison.SIMILAR}


@pytest.mark.parametrize("number", [0, 3])
def test_all_missing_or_nobody(number):
    nothing = np.full(number, NAN)
    zeros = np.zeros(number)
    assert np.isnan(rates.pooled(nothing, nothing))
    for found in (
        rates.value(nothing, nothing),
        *intervals.wilson(nothing, nothing),
        *intervals.rate(nothing, nothing),
        *intervals.mean(nothing, nothing, nothing),
        *funnel.limits_proportion(nothing, nothing),
        *funnel.limits_rate(nothing, nothing),
        *funnel.limits_ratio(nothing),
        ranks.rank(nothing, HIGH),
        ranks.percentile(nothing, HIGH),
        quantiles.assign(nothing, zeros, 5, high_is_good=True),
        comparators.leave_one_out(nothing, nothing, zeros),
        points.fraction(nothing, 40, 75, 5),
        points.value_of_a_point(200, nothing, nothing),
        spc.xmr(nothing).centre,
        standardise.indirect(nothing, nothing).ratio,
    ):
        assert found.shape == (number,)
        assert np.isnan(found).all()
    assert np.isnan(dispersion.estimate(POISSON, nothing, nothing).phi)
    decided = decide(nothing, Thresholds(80, 70), HIGH)
    assert decided.bands.tolist() == [NONE] * number
    assert decided.states.tolist() == [NoBand.NO_DATA] * number


NOISY = 0.1 + 0.2  # 0.30000000000000004
ON_A_LEVEL = [
    (Thresholds(0.3, 0.1), HIGH, NOISY, G),
    (Thresholds(0.3, 0.1), HIGH, 0.3, G),
    (Thresholds(0.3, 0.1), HIGH, 0.4 - 0.3, A),
    (Thresholds(0.3, 0.5), LOW, NOISY, G),
    (Thresholds(0.1, 0.3), LOW, NOISY, A),
    (Thresholds(0.1, 0.3), LOW, 0.3, A),
    (TargetTolerance(0.3, 0.1), HIGH, NOISY, G),
    (TargetTolerance(0.3, 0.1), HIGH, 0.3 - 0.1, A),
    (TargetTolerance(0.2, 0.1), LOW, NOISY, A),
    (PaymentThresholds(0.1, 0.3), HIGH, NOISY, G),
    (PaymentThresholds(0.3, 0.5), HIGH, NOISY, A),
    (PaymentThresholds(0.3, 0.5), LOW, NOISY, G),
    (PaymentThresholds(0.1, 0.3), LOW, NOISY, A),
    (TargetRange(0.1, 0.3, 0, 0.5), HIGH, NOISY, G),
    (TargetRange(0.2, 0.25, 0.1, 0.3), LOW, NOISY, A),
    (YesNo(), HIGH, NOISY + 0.7, G),
    (YesNo(), LOW, 0.3 - 0.2 - 0.1, G),
]


@pytest.mark.parametrize(("rule", "polarity", "value", "expected"), ON_A_LEVEL)
def test_a_value_on_a_level_reaches_it_whatever_the_noise(rule, polarity, value, expected):
    assert band([value], rule, polarity).tolist() == [expected]


def test_every_agreed_rule_is_tried_on_its_level():
    assert {type(rule) for rule, *_ in ON_A_LEVEL} == set(AGREED)


@pytest.mark.parametrize("polarity", [HIGH, LOW])
def test_a_limit_on_the_benchmark_is_similar_whatever_the_noise(polarity):
    found = comparators.compare([NOISY, 0.1], [0.5, NOISY], 0.3, polarity)
    assert found.tolist() == [Comparison.SIMILAR] * 2


@pytest.mark.parametrize("rule", [QuantileRule(5, 2, 5), IntervalRule(95), FunnelRule()])
def test_a_rule_that_compares_bands_nobody_without_evidence(rule):
    decided = decide([1, NAN], rule, HIGH, evidence=Evidence())
    assert decided.bands.tolist() == [NONE, NONE]
    assert decided.states.tolist() == [NoBand.NO_COMPARISON, NoBand.NO_DATA]


def test_weights_that_all_lie_on_missing_figures_score_nothing():
    found = weighting.score([[NONE, G], [R, NONE]], [0, 0], [1, 0], [1])
    np.testing.assert_array_equal(found.overall_scores, [NAN, 0])
    np.testing.assert_array_equal(found.overall_coverage, [0, 1])
    assert np.isnan(weighting.renormalised([1, 0], [False, True])).all()


def test_a_domain_that_is_missing_leaves_its_weight_to_the_others():
    found = weighting.score([[NONE, G]], [0, 1], [1, 1], [90, 10])
    assert found.overall_scores[0] == 100
    assert found.overall_coverage[0] == pytest.approx(0.1)
