"""With what a practice is compared, and bands that rest on a comparison."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.comparing import SIMILAR_NAME
from indicators.explaining import Outcome, explain
from indicators.inputs import Around, Benchmark
from indicators.judging import judge
from indicators.rules import BadRule
from scorecard.calc.types import Band, Comparison, NoBand
from tests.indicators.test_judging import NAN, PROPORTION, figures

G, A, R, NONE = Band.GREEN, Band.AMBER, Band.RED, Band.NONE
BETTER, SIMILAR, WORSE = Comparison.BETTER, Comparison.SIMILAR, Comparison.WORSE
INTERVAL = {"rule": "interval", "confidence": 95}
FUNNEL = {"rule": "funnel"}
THIRDS = {"rule": "quantile", "k": 3, "green_to": 1, "red_from": 3}
FOUR = figures([90, 70, 50, 70], [100] * 4)


def by(comparator, rule=None, **changes):
    rule = PROPORTION.rule if rule is None else rule
    return replace(PROPORTION, comparator=comparator, rule=rule, **changes)


def networks(*ids):
    return Around(networks=np.array(ids, dtype=np.int64))


def test_the_network_is_pooled_without_the_practice_itself():
    out = judge(by("network"), FOUR, "A", networks(1, 1, 1, -1))
    np.testing.assert_allclose(out.benchmark.own, [60, 70, 80, NAN])
    assert np.isnan(out.benchmark.value)
    assert out.benchmark.name == "the other practices of its network"
    assert out.comparisons.tolist() == [BETTER, SIMILAR, WORSE, Comparison.NONE]


def test_a_group_is_pooled_without_the_practice_itself_as_a_network_is():
    around = Around(groups=np.array([7, 7, 7, -1]), networks=np.array([1, 1, 1, 1]))
    out = judge(by("group", comparator_group="Localities"), FOUR, "A", around)
    np.testing.assert_allclose(out.benchmark.own, [60, 70, 80, NAN])
    assert out.benchmark.name == "the other practices of its group in “Localities”"
    assert out.comparisons.tolist() == [BETTER, SIMILAR, WORSE, Comparison.NONE]


def test_one_other_practice_is_no_group_since_its_value_would_be_told():
    out = judge(by("network"), FOUR, "A", networks(1, 1, 2, 2))
    assert np.isnan(out.benchmark.own).all()


def test_where_only_values_are_published_the_others_have_a_median():
    held = figures([NAN] * 4, [NAN] * 4, value=[90, 70, 50, 10])
    data = by("network", minimum_denominator=0)
    out = judge(data, held, "A", networks(1, 1, 1, 1))
    assert out.benchmark.own.tolist() == [50, 50, 70, 70]
    assert out.benchmark.name.endswith("(median)")


def test_an_atypical_practice_is_nobodys_benchmark_but_has_one():
    held = replace(FOUR, peers=np.array([True, True, True, False]))
    out = judge(by("network"), held, "A", networks(1, 1, 1, 1))
    np.testing.assert_allclose(out.benchmark.own, [60, 70, 80, 70])


def test_similar_practices_are_pooled():
    groups = np.array([[1, 2], [0, 3], [3, -1], [0, 1]])
    out = judge(by("similar"), FOUR, "A", Around(similar=groups))
    np.testing.assert_allclose(out.benchmark.own, [60, 80, NAN, 80])
    assert out.benchmark.name == SIMILAR_NAME


def test_similar_practices_without_counts_have_a_median():
    held = figures([NAN] * 4, [NAN] * 4, value=[90, 70, 50, 10])
    groups = np.array([[1, 2, 3], [0, 2, 3], [3, -1, -1], [0, 1, -1]])
    out = judge(by("similar", minimum_denominator=0), held, "A", Around(similar=groups))
    np.testing.assert_array_equal(out.benchmark.own, [50, 50, NAN, 80])


def test_a_fixed_number_and_an_outside_value_are_the_same_for_all():
    out = judge(by("fixed", comparator_value=70), FOUR, "A")
    assert out.benchmark == Benchmark(70, "the number agreed for comparison")
    assert out.comparisons.tolist() == [BETTER, SIMILAR, WORSE, SIMILAR]
    england = Around(outside=Benchmark(45, "England, 2025-26"))
    out = judge(by("england"), FOUR, "A", england)
    assert out.benchmark.name == "England, 2025-26"
    assert out.comparisons.tolist() == [BETTER, BETTER, SIMILAR, BETTER]


def test_own_past_is_compared_by_two_samples():
    before = figures([70, 70, 70, NAN], [100] * 4, states=[0, 0, 0, NoBand.NO_DATA])
    around = Around(before=before, before_name="2025-26")
    out = judge(by("own_past"), FOUR, "A", around)
    np.testing.assert_allclose(out.benchmark.own, [70, 70, 70, NAN])
    assert out.benchmark.name == "its own figure for 2025-26"
    assert out.comparisons.tolist() == [BETTER, SIMILAR, WORSE, Comparison.NONE]
    # 78 of 100 after 66 of 100: its interval leaves 66 out, but both figures vary by chance.
    now, then = figures([78], [100]), figures([66], [100])
    out = judge(by("own_past"), now, "A", Around(before=then))
    assert out.lower[0] > 66
    assert out.comparisons.tolist() == [SIMILAR]


def test_a_past_that_no_count_could_give_is_no_past():
    around = Around(before=figures([120, 50], [100, 100]), before_name="2025-26")
    out = judge(by("own_past"), figures([80, 70], [100, 100]), "A", around)
    np.testing.assert_array_equal(out.benchmark.own, [NAN, 50])
    assert out.comparisons.tolist() == [Comparison.NONE, BETTER]


@pytest.mark.parametrize(
    "comparator", ["none", "network", "group", "similar", "own_past", "england"]
)
@pytest.mark.parametrize("rule", [INTERVAL, FUNNEL, THIRDS])
def test_a_comparison_without_a_comparator_says_so_and_never_bands(comparator, rule):
    out = judge(by(comparator, rule), FOUR, "A")
    assert out.bands.tolist() == [NONE] * 4
    assert out.states.tolist() == [NoBand.NO_COMPARISON] * 4


def test_bands_by_interval_and_by_funnel():
    held = figures([90, 70, 50, 62], [100] * 4)
    at_70 = {"comparator_value": 70}
    interval = judge(by("fixed", INTERVAL, **at_70), held, "A")
    assert interval.bands.tolist() == [G, A, R, A]
    funnel = judge(by("fixed", FUNNEL, **at_70), held, "A")
    assert funnel.bands.tolist() == [G, G, R, G]
    near = judge(by("fixed", FUNNEL, comparator_value=72), held, "A")
    assert near.bands.tolist() == [G, G, R, A]
    sure = judge(by("fixed", {"rule": "interval", "confidence": 99.8}, **at_70), held, "A")
    assert sure.bands.tolist() == [G, A, R, A]


def test_bands_by_quantile_of_each_kind_of_group():
    held = figures([90, 70, 50, 60, 8], [100] * 4 + [10])
    # Of four in three parts, the first two are in the first: floor(4 - ceil(3 / (4 / 3))) = 1.
    area = judge(by("area", THIRDS), held, "A")
    assert area.bands.tolist() == [G, G, R, A, NONE]
    assert area.states[4] == NoBand.TOO_FEW
    network = judge(by("network", THIRDS), held, "A", networks(1, 2, 1, 1, 2))
    assert network.bands.tolist() == [G, NONE, R, A, NONE]
    assert network.states[1] == NoBand.NO_COMPARISON
    groups = np.array([[1, 2], [0, 2], [0, 3], [0, 2], [0, 1]])
    similar = judge(by("similar", THIRDS), held, "A", Around(similar=groups))
    assert similar.bands.tolist() == [G, A, R, A, NONE]


def test_the_levels_of_the_quarter_stand_in_for_those_of_the_rule():
    out = judge(PROPORTION, FOUR, "A", Around(levels={"green": 50, "red": 20}))
    assert out.bands.tolist() == [G, G, G, G]


def test_levels_agreed_for_one_practice_stand_in_for_hers_alone():
    around = Around(levels={"green": 95, "red": 60}, own_levels={2: {"green": 50, "red": 40}})
    out = judge(PROPORTION, FOUR, "A", around)
    assert out.bands.tolist() == [A, A, G, A]


def test_the_level_that_one_practice_did_not_agree_is_that_of_the_quarter():
    around = Around(levels={"green": 20, "red": 10}, own_levels={2: {"green": 15}})
    held = figures([15, 15, 15, 12], [100] * 4)
    out = judge(PROPORTION, held, "A", around)
    assert out.bands.tolist() == [A, A, G, A]


def test_levels_of_its_own_do_not_band_what_is_missing_or_too_few():
    held = figures([9, NAN], [10, NAN], states=[0, NoBand.NOT_RETURNED])
    own = {0: {"green": 50, "red": 40}, 1: {"green": 50, "red": 40}}
    out = judge(PROPORTION, held, "A", Around(own_levels=own))
    assert out.states.tolist() == [NoBand.TOO_FEW, NoBand.NOT_RETURNED]


def test_what_is_not_banded_stays_so_whatever_was_agreed_with_one_practice():
    out = judge(by("area", {}), FOUR, "A", Around(own_levels={0: {"green": 1, "red": 0}}))
    assert out.states.tolist() == [NoBand.NOT_BANDED] * 4


@pytest.mark.parametrize("levels", [{"target": 5}, {"green": 10, "red": 50}])
def test_levels_that_do_not_fit_the_rule_are_refused(levels):
    with pytest.raises(BadRule):
        judge(PROPORTION, FOUR, "A", Around(own_levels={0: levels}))


@pytest.mark.parametrize("comparator", ["area", "network", "own_past", "england", "fixed"])
def test_an_answer_is_compared_with_nobody(comparator):
    answer = by(comparator, {"rule": "yes_no"}, kind="yes_no", sampling="none", comparator_value=1)
    held = figures([NAN], [NAN], value=[1])
    around = Around(before=held, outside=Benchmark(1, "England"))
    out = judge(replace(answer, minimum_denominator=0), held, "A", around)
    assert (out.bands.tolist(), out.comparisons.tolist()) == ([G], [Comparison.NONE])
    assert (out.benchmark.name, out.benchmark.own) == ("", None)


OBSERVED = {"kind": "ratio", "sampling": "poisson", "multiplier": 100, "minimum_denominator": 0}


def test_observed_against_expected_is_compared_with_one_and_not_ranked():
    data = by("fixed", comparator_value=100, **OBSERVED)
    held = figures([120, 30, 3], [80, 30, 12])
    out = judge(data, held, "A")
    assert out.value.tolist() == [150, 100, 25]
    assert out.comparisons.tolist() == [BETTER, SIMILAR, WORSE]
    assert out.benchmark.name == "what is expected of its own patients"
    assert np.isnan(out.ranks).all() and np.isnan(out.percentiles).all()
    assert out.ranked_of == 0


@pytest.mark.parametrize(
    "changes", [{"comparator_value": 90}, {"kind": "rate"}, {"sampling": "none"}]
)
def test_other_ratios_that_are_compared_with_a_number_are_ranked(changes):
    data = by("fixed", **{"comparator_value": 100, **OBSERVED, **changes})
    assert judge(data, figures([9, 3], [8, 3]), "A").ranks.tolist() == [1, 2]


def test_a_ratio_that_is_not_ranked_says_so():
    data = by("fixed", comparator_value=100, **OBSERVED)
    told = Outcome(
        band=G,
        no_band=0,
        comparison=SIMILAR,
        numerator=30,
        denominator=30,
        value=100,
        benchmark=100,
        benchmark_name="what is expected of its own patients",
    )
    assert explain(data, told).comparison.endswith(
        "Such ratios are not ranked: each rests on what is expected of other patients."
    )
