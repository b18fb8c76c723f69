"""Bands by comparison: they need evidence, and without it there is no comparison and no band."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.banding import Evidence, band, decide
from scorecard.calc.types import (
    AGREED,
    COMPARISONS,
    Band,
    Comparison,
    FunnelRule,
    IntervalRule,
    NoBand,
    Polarity,
    QuantileRule,
    Rule,
)

G, A, R, NONE = Band.GREEN, Band.AMBER, Band.RED, Band.NONE
HIGH, LOW, CONTEXT = Polarity.HIGH, Polarity.LOW, Polarity.NONE
BETTER, SIMILAR, WORSE, UNKNOWN = (
    Comparison.BETTER,
    Comparison.SIMILAR,
    Comparison.WORSE,
    Comparison.NONE,
)
FIFTHS = QuantileRule(k=5, green_to=2, red_from=5)
RULES = [FIFTHS, IntervalRule(95), IntervalRule(99.8), FunnelRule()]


def test_a_quantile_is_banded_by_its_number():
    evidence = Evidence(quantiles=[1, 2, 3, 4, 5, np.nan])
    found = band([9, 8, 7, 6, 5, 4], FIFTHS, HIGH, evidence)
    assert found.dtype == np.int8
    assert found.tolist() == [G, G, A, A, R, NONE]


@pytest.mark.parametrize(("confidence", "bands"), [(95, [G, A, R]), (99.8, [A, A, A])])
def test_an_interval_is_banded_at_its_confidence(confidence, bands):
    evidence = Evidence(at_95=[BETTER, SIMILAR, WORSE], at_998=[SIMILAR] * 3)
    assert band([1, 2, 3], IntervalRule(confidence), LOW, evidence).tolist() == bands


def test_a_funnel_warns_beyond_its_near_limits_and_is_red_beyond_the_far_ones():
    evidence = Evidence(
        at_95=[BETTER, BETTER, SIMILAR, WORSE, WORSE, UNKNOWN, WORSE],
        at_998=[BETTER, SIMILAR, SIMILAR, SIMILAR, WORSE, WORSE, UNKNOWN],
    )
    assert band(np.ones(7), FunnelRule(), HIGH, evidence).tolist() == [G, G, G, A, R, NONE, NONE]


@pytest.mark.parametrize("rule", RULES)
def test_without_evidence_there_is_no_comparison(rule):
    found = decide([80, np.nan, 80], rule, HIGH, [100, 100, 5], 30)
    assert found.bands.tolist() == [NONE] * 3
    assert found.states.tolist() == [NoBand.NO_COMPARISON, NoBand.NO_DATA, NoBand.TOO_FEW]


@pytest.mark.parametrize("rule", RULES)
def test_context_is_not_banded_by_a_comparison_either(rule):
    evidence = Evidence(BETTER, BETTER, 1)
    found = decide([80], rule, CONTEXT, evidence=evidence)
    assert (found.bands[0], found.states[0]) == (NONE, NoBand.NOT_BANDED)


@pytest.mark.parametrize("rule", RULES)
def test_a_missing_value_has_no_band_whatever_the_evidence(rule):
    assert band([np.nan], rule, HIGH, Evidence(BETTER, BETTER, 1)).tolist() == [NONE]


codes = st.sampled_from([UNKNOWN, BETTER, SIMILAR, WORSE])


@given(
    st.lists(
        st.tuples(
            st.one_of(st.just(np.nan), st.floats(-9, 9)),
            codes,
            codes,
            st.one_of(st.just(np.nan), st.integers(1, 5)),
            st.sampled_from(list(NoBand)),
        )
    ),
    st.sampled_from(RULES),
    st.sampled_from(list(Polarity)),
)
def test_exactly_one_of_band_and_reason_is_set(rows, rule, polarity):
    values, near, far, quantiles, incoming = zip(*rows, strict=True) if rows else ((),) * 5
    evidence = Evidence(near, far, quantiles)
    found = decide(values, rule, polarity, incoming=np.array(incoming, int), evidence=evidence)
    assert ((found.bands == NONE) == (found.states != NoBand.BANDED)).all()


@given(st.integers(2, 100), st.data())
def test_a_better_quantile_never_bands_worse(k, data):
    green_to = data.draw(st.integers(1, k - 1))
    red_from = data.draw(st.integers(green_to + 1, k))
    places = np.arange(1, k + 1)
    rule = QuantileRule(k, green_to, red_from)
    found = band(np.zeros(k), rule, HIGH, Evidence(quantiles=places))
    assert (np.diff(found) <= 0).all()
    assert (found[0], found[-1]) == (G, R)


def test_every_rule_is_either_an_agreed_level_or_a_comparison():
    assert set(AGREED) | set(COMPARISONS) == set(Rule.__args__)
    assert not set(AGREED) & set(COMPARISONS)
