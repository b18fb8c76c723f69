"""Groups are pooled by adding counts: the fast sums against one group at a time."""

import dataclasses

import numpy as np
import pytest

from indicators.definitions import DefinitionData
from scorecard.calc.dispersion import Dispersion, effective, inflation
from scorecard.calc.intervals import for_sampling
from scorecard.calc.types import NoBand, Sampling
from scorecard.dashboards.pooled import Column, pool

SHARE = DefinitionData(
    "Seen", "Seen in time.", "proportion", "high", multiplier=100, unit="%", sampling="proportion"
)
RATE = dataclasses.replace(SHARE, kind="rate", sampling="poisson", multiplier=1000)
STATES = (NoBand.BANDED, NoBand.TOO_FEW, NoBand.NO_DATA, NoBand.IMPOSSIBLE, NoBand.NOT_BANDED)


def random_column(rng, size=400):
    below = rng.integers(1, 500, size).astype(float)
    above = np.floor(below * rng.random(size))
    states = rng.choice(np.array(STATES, dtype=np.int8), size)
    missing = rng.random(size) < 0.1
    above, below = np.where(missing, np.nan, above), np.where(missing, np.nan, below)
    return Column(states, 100 * above / below, above, below, rng.random(size) > 0.1)


def one_by_one(column, groups, group):
    """The counts of a group, practice by practice."""
    above = below = 0.0
    for at in range(groups.size):
        in_it = groups[at] == group and column.typical[at] and not np.isnan(column.value[at])
        if in_it and column.states[at] not in (NoBand.NO_DATA, NoBand.IMPOSSIBLE):
            above += column.numerator[at]
            below += column.denominator[at]
    return above, below


@pytest.mark.parametrize("data", [SHARE, RATE], ids=["proportion", "rate"])
def test_the_sums_equal_counting(data):
    rng = np.random.default_rng(41)
    column, groups = random_column(rng), rng.integers(-1, 9, 400)
    found = pool(data, column, groups, 9)
    for group in range(9):
        above, below = one_by_one(column, groups, group)
        assert (found.above[group], found.below[group]) == (above, below)
        assert found.value[group] == pytest.approx(above / below * data.multiplier)
        limits = for_sampling(Sampling(data.sampling), above, below, data.multiplier)
        assert (found.lower[group], found.upper[group]) == pytest.approx(
            tuple(float(one) for one in limits)
        )


def test_an_empty_group_has_no_value_and_is_not_zero():
    column = Column(*(np.array([one]) for one in (0, 50.0, 1.0, 2.0, True)))
    found = pool(SHARE, column, np.array([0]), 2)
    assert np.isnan(found.value[1]) and found.practices[1] == 0


def test_a_group_of_one_has_the_interval_of_its_practice_also_where_practices_scatter():
    """Additive scatter: 1 + 4 n tau^2 for one practice, as `calc.dispersion` widens it."""
    column = Column(*(np.array([one]) for one in (0, 40.0, 80.0, 200.0, True)))
    scatter = Dispersion(30, 2.5, 0.002)
    for model in ("multiplicative", "additive"):
        data = dataclasses.replace(SHARE, over_dispersed=model)
        found = pool(data, column, np.array([0]), 1, scatter)
        by = inflation(scatter, model, 200.0)
        limits = for_sampling(Sampling.PROPORTION, effective(80, by), effective(200, by), 100)
        assert (found.lower[0], found.upper[0]) == pytest.approx(tuple(float(x) for x in limits))


def test_many_alike_scatter_less_together_than_one_does():
    """Ten practices of 200 with tau^2 = 0.002: 1 + 4 x 0.002 x 10 x 200^2 / 2,000 = 2.6."""
    ten = (np.zeros(10, np.int8), np.full(10, 40.0), np.full(10, 80.0), np.full(10, 200.0))
    data = dataclasses.replace(SHARE, over_dispersed="additive")
    column = Column(*ten, np.ones(10, bool))
    found = pool(data, column, np.zeros(10, int), 1, Dispersion(30, 2.5, 0.002))
    limits = for_sampling(Sampling.PROPORTION, 800 / 2.6, 2000 / 2.6, 100)
    assert (found.lower[0], found.upper[0]) == pytest.approx(tuple(float(x) for x in limits))


def test_values_without_counts_give_the_middle_one_of_each_group():
    nothing = np.full(5, np.nan)
    value = np.array([1.0, 5.0, 3.0, 10.0, 20.0])
    column = Column(np.zeros(5, np.int8), value, nothing, nothing, np.ones(5, bool))
    data = dataclasses.replace(SHARE, kind="score", sampling="none", multiplier=1)
    found = pool(data, column, np.array([0, 0, 0, 1, 1]), 2)
    assert list(found.value) == [3.0, 15.0] and found.median.all()
    assert np.isnan(found.above).all() and np.isnan(found.lower).all()


def test_answers_are_counted():
    value = np.array([1.0, 0.0, 1.0, np.nan])
    column = Column(np.zeros(4, np.int8), value, value * np.nan, value * np.nan, np.ones(4, bool))
    data = dataclasses.replace(SHARE, kind="yes_no", sampling="none", multiplier=1)
    found = pool(data, column, np.zeros(4, int), 1)
    assert found.value[0] == pytest.approx(200 / 3) and found.practices[0] == 3
