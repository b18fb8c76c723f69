"""How certain the bands and ranks of one definition are, from what a run stored."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.certainty import Stored, certainty_of
from indicators.definitions import DefinitionData
from indicators.inputs import Around, Figures
from indicators.judging import judge
from scorecard.calc.certainty import of_bands
from scorecard.calc.types import Polarity, Sampling, Thresholds

NAN = np.nan
SEEN = DefinitionData(
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
    minimum_denominator=10,
)


def stored(data, numerator, denominator, value=None, around=None, states=None):
    """What a run keeps of these figures, judged as it judges them."""
    size = len(numerator)
    figures = Figures(
        np.array(numerator, float),
        np.array(denominator, float),
        np.array(value if value is not None else [NAN] * size, float),
        np.full(size, NAN),
        np.array(states if states is not None else [0] * size, np.int8),
        np.ones(size, bool),
    )
    out = judge(data, figures, "Westmere", around or Around())
    own = around.own_levels if around else {}
    ranked = ~np.isnan(out.ranks)
    return Stored(figures.numerator, figures.denominator, out.value, out.bands, ranked, own)


def certain(data, *given, levels=None, **more):
    return certainty_of(data, stored(data, *given, **more), levels, seed=1)


def chances(r, n, green, red, polarity=Polarity.HIGH, sampling=Sampling.PROPORTION, multiplier=100):
    return of_bands(r, n, Thresholds(green, red), polarity, sampling, multiplier)


def test_each_practice_with_a_band_has_its_chances():
    found = certain(SEEN, [15, 140, 190, 3], [20, 200, 200, 4])
    np.testing.assert_array_equal(
        found.chances[:3], chances([15, 140, 190], [20, 200, 200], 80, 60)
    )
    assert found.too_close.tolist() == [True, False, False, False]


def test_too_few_to_band_has_neither_a_certainty_nor_a_place():
    found = certain(SEEN, [15, 3], [20, 4])
    assert np.isnan(found.chances[1]).all() and np.isnan(found.ranks.best[1])
    assert found.known.tolist() == [True, False]
    assert (found.ranks.best[0], found.ranks.worst[0]) == (1, 1)


def test_levels_of_the_quarter_and_of_a_practice_stand_in_for_those_of_the_rule():
    around = Around(levels={"green": 40, "red": 20}, own_levels={1: {"green": 30}})
    found = certain(SEEN, [15, 15], [40, 40], levels={"green": 40, "red": 20}, around=around)
    np.testing.assert_array_equal(found.chances[0], chances(15, 40, 40, 20))
    np.testing.assert_array_equal(found.chances[1], chances(15, 40, 30, 20))


@pytest.mark.parametrize("model", ["multiplicative", "additive"])
def test_where_practices_scatter_more_than_chance_less_is_certain(model):
    """Twelve practices between 20% and 86%: no chance makes that of 100 people each."""
    contacts = replace(SEEN, over_dispersed=model)
    given = list(range(20, 92, 6)), [100] * 12
    by_chance, widened = certain(SEEN, *given), certain(contacts, *given)
    assert (widened.chances.max(axis=1) < by_chance.chances.max(axis=1) + 1e-9).all()
    assert widened.too_close.sum() > by_chance.too_close.sum()
    spans = (one.ranks.worst - one.ranks.best for one in (widened, by_chance))
    assert next(spans).sum() > next(spans).sum()


@pytest.mark.parametrize(
    "unranked",
    [
        {
            "polarity": "none",
            "rule": {
                "rule": "range", "green_low": 40, "green_high": 70,
                "amber_low": 30, "amber_high": 80,
            },
        },
        {
            "kind": "ratio", "sampling": "poisson", "comparator": "fixed", "comparator_value": 100,
        },
    ],
)  # fmt: skip
def test_where_nobody_is_ranked_scatter_makes_less_certain_all_the_same(unranked):
    scattered = replace(SEEN, over_dispersed="multiplicative", **unranked)
    given = list(range(20, 92, 6)), [100] * 12
    by_chance, widened = (
        certain(replace(scattered, over_dispersed=""), *given),
        certain(scattered, *given),
    )
    assert np.isnan(widened.ranks.best).all()
    assert widened.too_close.sum() > by_chance.too_close.sum()


def test_a_number_of_events_is_a_rate_of_one_practice():
    events = replace(
        SEEN, kind="count", polarity="low", sampling="poisson", multiplier=1, unit="",
        rule={"rule": "thresholds", "green": 2, "red": 5}, minimum_denominator=0,
    )  # fmt: skip
    found = certain(events, [NAN, NAN], [NAN, NAN], value=[4, 1])
    expected = chances([4, 1], [1, 1], 2, 5, Polarity.LOW, Sampling.POISSON, 1)
    np.testing.assert_array_equal(found.chances, expected)
    assert found.ranks.worst.tolist() == [2, 2]


def test_a_comparison_has_no_certainty_of_its_band_and_a_range_of_its_rank():
    compared = replace(SEEN, rule={"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2})
    found = certain(compared, [1500, 140, 500], [2000, 200, 2000])
    assert np.isnan(found.chances).all()
    assert not found.too_close.any()
    assert found.known.all()
    assert (found.ranks.best[2], found.ranks.worst[2]) == (3, 3)


@pytest.mark.parametrize("change", [{"sampling": "none"}, {"kind": "mean", "sampling": "mean"}])
def test_without_a_model_of_chance_nothing_is_known(change):
    assert not certain(replace(SEEN, **change), [15, 14], [20, 20], value=[75, 70]).known.any()


def test_a_published_value_takes_its_place_and_is_not_certain():
    found = certain(SEEN, [NAN, 160_000], [NAN, 200_000], value=[90, NAN])
    assert found.known.tolist() == [False, True]
    assert (found.ranks.best[1], found.ranks.worst[1]) == (2, 2)


def test_what_cannot_be_right_has_neither():
    assert certain(SEEN, [25, 15], [20, 20]).known.tolist() == [False, True]
