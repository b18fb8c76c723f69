"""What holds for any figures: more is better, order is nothing, and pooling is counting."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import dispersion, funnel, intervals, own_past, quantiles, rates, spc, trend
from scorecard.calc.banding import band, decide
from scorecard.calc.rule_checks import validate_rule
from scorecard.calc.types import (
    Comparison,
    PaymentThresholds,
    Polarity,
    Sampling,
    TargetTolerance,
    Thresholds,
    YesNo,
)

HIGH, LOW = Polarity.HIGH, Polarity.LOW
polarities = st.sampled_from([HIGH, LOW])
levels = st.floats(-1000, 1000)
counted = st.sampled_from([Sampling.PROPORTION, Sampling.POISSON])
pairs = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
practices = st.lists(pairs, min_size=1, max_size=25)


@st.composite
def one_way_rules(draw):
    """Every agreed rule by which more (or less) is better; a range has red on both sides."""
    one, two = draw(levels), draw(levels)
    return draw(
        st.sampled_from(
            [
                Thresholds(one, two),
                TargetTolerance(one, abs(two)),
                PaymentThresholds(min(one, two), max(one, two)),
                YesNo(),
            ]
        )
    )


@given(one_way_rules(), polarities, levels, levels, st.integers(0, 100))
def test_better_never_bands_worse(rule, polarity, one, two, people):
    if validate_rule(rule, polarity):
        return
    worse, better = sorted((one, two), reverse=polarity is LOW)
    if isinstance(rule, YesNo):
        worse, better = (0, 1) if polarity is HIGH else (1, 0)
    assert band(worse, rule, polarity) <= band(better, rule, polarity)
    lower, upper = (decide(v, rule, polarity, people, 30) for v in (worse, better))
    assert lower.bands <= upper.bands
    assert lower.states == upper.states


@given(pairs, st.data(), counted, polarities)
def test_better_never_compares_worse(pair, data, sampling, polarity):
    # The same n and benchmark: a comparison follows the value too.
    events, people = pair
    more = data.draw(st.integers(events, people))
    order = [Comparison.WORSE, Comparison.SIMILAR, Comparison.BETTER]
    for low, high in zip(
        funnel.significance(sampling, events, people, 0.4, polarity),
        funnel.significance(sampling, more, people, 0.4, polarity),
        strict=True,
    ):
        places = [order.index(int(code)) for code in (low, high)]
        assert places == sorted(places, reverse=polarity is LOW)


@given(practices)
def test_pooling_is_counting_every_patient(rows):
    everybody = [one for events, people in rows for one in [1] * events + [0] * (people - events)]
    pooled = rates.pooled(*np.array(rows, dtype=float).T)
    assert Fraction(sum(everybody), len(everybody)) == Fraction(float(pooled)).limit_denominator(
        len(everybody)
    )
    assert pooled == pytest.approx(np.mean(everybody))


@given(practices, st.integers(0, 25))
def test_pooling_what_is_pooled_is_pooling_all(rows, cut):
    table = np.array(rows, dtype=float)
    parts = [part.sum(axis=0) for part in (table[:cut], table[cut:]) if part.size]
    assert rates.pooled(*np.array(parts).T) == pytest.approx(float(rates.pooled(*table.T)))


@given(practices, st.randoms(), counted, polarities)
def test_the_order_of_practices_changes_nothing(rows, random, sampling, polarity):
    order = random.sample(range(len(rows)), len(rows))
    table = np.array(rows, dtype=float)
    before = own_past.Sample(*table[::-1].T)

    def all_of(at):
        events, people = table[at].T
        past = own_past.Sample(
            *(np.asarray(part)[at] for part in (before.numerator, before.denominator))
        )
        mean = rates.pooled(*table.T)
        yield from intervals.for_sampling(sampling, events, people)
        yield from funnel.significance(sampling, events, people, mean, polarity)
        yield from funnel.limits_proportion(mean, people)
        yield own_past.compare_with_past(sampling, own_past.Sample(events, people), past, polarity)
        yield quantiles.assign(events / people, np.zeros(len(rows)), 3, polarity is HIGH)

    straight = all_of(np.arange(len(rows)))
    for one, two in zip(straight, all_of(order), strict=True):
        np.testing.assert_array_equal(one[order], two)


@given(st.lists(st.lists(pairs, min_size=5, max_size=5), min_size=2, max_size=6), st.randoms())
def test_the_order_of_series_changes_nothing(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    events, people = np.moveaxis(np.array(rows, dtype=float), 2, 0)
    found = trend.chi_square_trend(events, people).direction
    shuffled = trend.chi_square_trend(events[order], people[order]).direction
    np.testing.assert_array_equal(found[order], shuffled)
    series = np.tile(events, 3)
    charts, mixed = spc.xmr(series), spc.xmr(series[order])
    np.testing.assert_array_equal(charts.upper[order], mixed.upper)


@given(pairs, counted, st.integers(2, 30), st.floats(1, 20))
def test_limits_and_intervals_narrow_with_n_and_widen_with_scatter(pair, sampling, times, factor):
    events, people = pair
    larger = times * events, times * people
    scattered = [dispersion.effective(part, factor) for part in pair]

    def width(counts):
        low, high = intervals.for_sampling(sampling, *counts)
        return float(high - low)

    assert width(larger) < width(pair) <= width(scattered) + 1e-12
