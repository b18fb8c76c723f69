"""From the figures of one definition to values, bands, comparisons and ranks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions import DefinitionData, problems
from indicators.inputs import Around, Benchmark
from indicators.judging import Figures, judge
from scorecard.calc.types import Band, Comparison, NoBand

NAN = np.nan
PROPORTION = DefinitionData(
    name="Seen",
    description="Seen.",
    kind="proportion",
    polarity="high",
    numerator="Seen",
    denominator="Asked",
    multiplier=100,
    unit="%",
    sampling="proportion",
    rule={"rule": "thresholds", "green": 80, "red": 60},
    minimum_denominator=30,
)


def figures(numerator, denominator, states=None, peers=None, value=None, spread=None):
    size = len(numerator)
    return Figures(
        numerator=np.array(numerator, float),
        denominator=np.array(denominator, float),
        value=np.array(value if value is not None else [NAN] * size, float),
        spread=np.array(spread if spread is not None else [NAN] * size, float),
        states=np.array(states if states is not None else [0] * size, np.int8),
        peers=np.array(peers if peers is not None else [True] * size, bool),
    )


def test_bands_rank_and_benchmark_of_four_practices():
    out = judge(PROPORTION, figures([90, 70, 50, 8], [100, 100, 100, 10]), "Westmere")
    assert out.value.tolist() == [90, 70, 50, 80]
    assert out.bands.tolist() == [Band.GREEN, Band.AMBER, Band.RED, Band.NONE]
    assert out.states.tolist() == [0, 0, 0, NoBand.TOO_FEW]
    # (90 + 70 + 50 + 8) / 310: too few to band is still counted in the area
    assert out.benchmark.value == pytest.approx(218 / 310 * 100)
    assert out.benchmark.name == "Westmere, all practices together"
    assert out.ranks[:3].tolist() == [1, 2, 3] and np.isnan(out.ranks[3])
    assert out.ranked_of == 3
    assert out.comparisons[0] == Comparison.BETTER
    assert out.comparisons[1] == Comparison.SIMILAR
    assert out.comparisons[2] == Comparison.WORSE


def test_a_figure_that_a_network_shares_is_banded_and_not_ranked_among_its_copies():
    shared = replace(PROPORTION, level="network")
    out = judge(shared, figures([90, 90, 50], [100, 100, 100]), "Westmere")
    assert out.bands.tolist() == [Band.GREEN, Band.GREEN, Band.RED]
    assert np.isnan(out.ranks).all() and out.ranked_of == 0
    assert np.isnan(out.benchmark.value)
    assert out.comparisons.tolist() == [Comparison.NONE] * 3


def test_a_figure_of_the_area_only_cannot_be_banded():
    said = problems(replace(PROPORTION, level="area"))
    assert "show it as context" in said["level"][0]
    assert not problems(replace(PROPORTION, level="area", rule={}))


def test_missing_is_not_zero_and_keeps_its_reason():
    states = [NoBand.NOT_RETURNED, NoBand.SUPPRESSED, NoBand.NO_DATA, 0]
    out = judge(PROPORTION, figures([NAN, NAN, NAN, 90], [NAN, NAN, NAN, 100], states), "A")
    assert np.isnan(out.value[:3]).all()
    assert out.states.tolist() == [NoBand.NOT_RETURNED, NoBand.SUPPRESSED, NoBand.NO_DATA, 0]
    assert out.benchmark.value == 90
    assert out.ranked_of == 1


def test_nothing_over_nothing_has_no_value_and_is_too_few_not_red():
    out = judge(PROPORTION, figures([0, 5], [0, 0]), "A")
    assert np.isnan(out.value).all()
    assert out.bands.tolist() == [Band.NONE, Band.NONE]
    assert out.states.tolist() == [NoBand.TOO_FEW, NoBand.TOO_FEW]


def test_an_atypical_practice_is_banded_but_neither_ranked_nor_counted():
    out = judge(PROPORTION, figures([90, 10], [100, 100], peers=[True, False]), "A")
    assert out.bands.tolist() == [Band.GREEN, Band.RED]
    assert np.isnan(out.ranks[1])
    assert out.benchmark.value == 90


def test_a_register_above_its_list_has_a_value_but_no_interval():
    out = judge(PROPORTION, figures([110], [100]), "A")
    assert out.value[0] == pytest.approx(110)
    assert np.isnan(out.lower[0])


@pytest.mark.parametrize(
    ("above", "below", "value"), [(110, 100, NAN), (-5, 100, NAN), (NAN, NAN, 110), (NAN, NAN, -1)]
)
@pytest.mark.parametrize("comparator", ["area", "network"])
def test_a_share_that_cannot_be_is_shown_and_neither_banded_ranked_nor_pooled(
    above, below, value, comparator
):
    held = figures([above, 50, 70, 60], [below, 100, 100, 100], value=[value, NAN, NAN, NAN])
    around = Around(networks=np.array([1] * 4))
    out = judge(replace(PROPORTION, comparator=comparator), held, "A", around)
    assert not np.isnan(out.value[0])
    assert (out.bands[0], out.states[0]) == (Band.NONE, NoBand.IMPOSSIBLE)
    assert np.isnan(out.ranks[0]) and out.ranked_of == 3
    assert out.ranks[1:].tolist() == [3, 1, 2]
    if comparator == "area":
        assert out.benchmark == Benchmark(pytest.approx(60), "A, all practices together")
    else:
        np.testing.assert_allclose(out.benchmark.own, [60, 65, 55, 60])


def test_all_and_none_can_be_and_so_can_a_rate_above_its_list():
    out = judge(PROPORTION, figures([100, 0], [100, 100]), "A")
    assert out.states.tolist() == [NoBand.BANDED] * 2
    out = judge(PROPORTION, figures([NAN], [NAN], value=[100]), "A")
    assert out.states.tolist() == [NoBand.BANDED]
    tenths = replace(PROPORTION, multiplier=1, unit="", minimum_denominator=0)
    assert judge(tenths, figures([0.1 + 0.2], [0.3]), "A").states.tolist() == [NoBand.BANDED]
    rate = replace(PROPORTION, kind="rate", sampling="poisson")
    assert judge(rate, figures([110], [100]), "A").states.tolist() == [NoBand.BANDED]


def test_what_cannot_be_has_no_band_by_levels_of_its_own_either():
    own = Around(own_levels={0: {"green": 50, "red": 40}})
    out = judge(PROPORTION, figures([110], [100]), "A", own)
    assert (out.bands.tolist(), out.states.tolist()) == ([Band.NONE], [NoBand.IMPOSSIBLE])


def test_published_values_without_counts_are_compared_by_eye_with_the_median():
    data = DefinitionData(**{**PROPORTION.__dict__, "minimum_denominator": 0})
    out = judge(data, figures([NAN] * 3, [NAN] * 3, value=[90, 70, 50]), "Westmere")
    assert out.bands.tolist() == [Band.GREEN, Band.AMBER, Band.RED]
    assert out.benchmark.value == 70 and "median" in out.benchmark.name
    assert out.comparisons.tolist() == [Comparison.NONE] * 3


def test_a_mean_is_pooled_by_its_people():
    data = DefinitionData(
        name="Length",
        description="Length.",
        kind="mean",
        polarity="high",
        sampling="mean",
        rule={"rule": "thresholds", "green": 12, "red": 9},
    )
    held = figures([NAN, NAN], [100, 300], value=[8, 12], spread=[4, 4])
    out = judge(data, held, "A")
    assert out.benchmark.value == pytest.approx(11)
    assert out.lower[0] < 8 < out.upper[0]


SCORE = DefinitionData(
    name="Friendliness",
    description="Friendliness.",
    kind="score",
    polarity="high",
    sampling="mean",
    rule={"rule": "thresholds", "green": 12, "red": 9},
)


def test_a_score_that_varies_as_a_mean_is_pooled_by_its_people():
    held = figures([NAN, NAN], [100, 300], value=[8, 12], spread=[4, 4])
    out = judge(SCORE, held, "A")
    assert out.benchmark.value == pytest.approx(11)
    assert out.benchmark.name == "A, all practices together"


COUNT = DefinitionData(
    name="Falls",
    description="Falls.",
    kind="count",
    polarity="low",
    sampling="poisson",
    rule={"rule": "interval", "confidence": 95},
)


@pytest.mark.parametrize("people", [NAN, 1000])
def test_a_count_has_the_interval_of_its_own_number(people):
    held = figures([NAN, 9, NAN], [people] * 3, value=[100, 10, 10])
    out = judge(COUNT, held, "A")
    # Byar: 100 (1 - 1/900 - 1.96/30)^3 to 101 (1 - 1/909 + 1.96/(3 sqrt 101))^3
    assert out.lower[0] == pytest.approx(81.36, abs=0.01)
    assert out.upper[0] == pytest.approx(121.63, abs=0.01)
    assert (out.benchmark.value, out.benchmark.name) == (40, "A, the mean of all practices")
    assert out.bands.tolist() == [Band.RED, Band.GREEN, Band.GREEN]


def test_a_count_is_compared_with_the_mean_of_the_others_and_with_its_own_past():
    held = figures([NAN] * 3, [NAN] * 3, value=[100, 10, 20])
    out = judge(
        replace(COUNT, comparator="network"), held, "A", Around(networks=np.array([1, 1, 1]))
    )
    assert out.benchmark.own.tolist() == [15, 60, 55]
    assert out.benchmark.name == "the other practices of its network, their mean"
    before = figures([NAN] * 3, [NAN] * 3, value=[50, 11, 60])
    past = judge(replace(COUNT, comparator="own_past"), held, "A", Around(before=before))
    assert past.comparisons.tolist() == [Comparison.WORSE, Comparison.SIMILAR, Comparison.BETTER]


def test_a_group_of_which_half_have_counts_is_named_for_those():
    held = figures([10, 30, NAN, NAN], [100, 100, NAN, NAN], value=[NAN, NAN, 90, 95])
    data = replace(PROPORTION, minimum_denominator=0)
    out = judge(data, held, "A")
    assert out.benchmark.value == 20
    assert out.benchmark.name == "A, all practices with known counts together"
    atypical = replace(held, peers=np.array([True, True, True, False]))
    assert judge(data, atypical, "A").benchmark.name == (
        "A, all typical practices with known counts together"
    )
    others = judge(
        replace(data, comparator="network"), held, "A", Around(networks=np.array([1] * 4))
    )
    assert others.benchmark.name == "the other practices of its network with known counts"


@pytest.mark.parametrize("kind", ["mean", "score", "count"])
def test_a_funnel_is_for_shares_and_rates(kind):
    sampling = "poisson" if kind == "count" else "mean"
    data = replace(SCORE, kind=kind, sampling=sampling, rule={"rule": "funnel"})
    assert "funnel is for a proportion, a rate or a ratio" in problems(data)["rule"][0].lower()
    assert not problems(replace(PROPORTION, rule={"rule": "funnel"}))


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12), st.data()
)
def test_the_order_of_practices_changes_nothing(pairs, data):
    pairs = [(min(a, b), b) for a, b in pairs]
    order = data.draw(st.permutations(range(len(pairs))))
    first = judge(PROPORTION, figures(*zip(*pairs, strict=True)), "A")
    second = judge(PROPORTION, figures(*zip(*[pairs[i] for i in order], strict=True)), "A")
    assert first.bands[list(order)].tolist() == second.bands.tolist()
    np.testing.assert_array_equal(first.ranks[list(order)], second.ranks)
