"""Between which ranks a practice's true place lies."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from scorecard.calc import posterior, rank_ranges
from scorecard.calc.rank_ranges import computed, seed_of, simulated
from scorecard.calc.types import Polarity, Sampling
from tests.reference import certainty as slow

HIGH, LOW = Polarity.HIGH, Polarity.LOW
PROPORTION, POISSON = Sampling.PROPORTION, Sampling.POISSON


def ranges(r, n, polarity=HIGH, sampling=PROPORTION, eligible=True, seed=1, **more):
    found = rank_ranges.rank_ranges(r, n, polarity, sampling, eligible, seed, **more)
    return np.column_stack([found.best, found.worst])


def invented(size, people=400, share=0.6, spread=0.05, seed=1):
    random = np.random.default_rng(seed)
    n = random.integers(20, people, size)
    return random.binomial(n, np.clip(random.normal(share, spread, size), 0, 1)), n


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(9, 30)), min_size=1, max_size=12),
    st.booleans(),
    st.sampled_from([PROPORTION, POISSON]),
)
@settings(max_examples=40)
def test_the_drawings_are_ranked_as_by_counting(pairs, high, sampling):
    r, n = zip(*pairs, strict=True)
    known = posterior.of_counts(r, n, sampling)
    found = simulated(known, np.full(len(r), np.nan), high, seed=7, draws=80)
    drawn = known.draw(np.random.default_rng(7), 80)
    assert list(zip(*found, strict=True)) == slow.rank_range(drawn.tolist(), high)


def cumulated(r, n, at, high, sampling):
    """P(rank <= 0, 1, 2, ...) of one practice by sums and scipy's own distributions."""
    if sampling is PROPORTION:
        known = [stats.beta(a + 0.5, b - a + 0.5) for a, b in zip(r, n, strict=True)]
    else:
        known = [stats.gamma(a + 0.5, scale=1 / b) for a, b in zip(r, n, strict=True)]
    steps = known[at].ppf((np.arange(150) + 0.5) / 150)
    beyond = np.array([one.sf(steps) if high else one.cdf(steps) for one in known])
    column = {x: place for place, x in enumerate(steps.tolist())}
    chances = slow.rank_chances(
        lambda other, x: beyond[other, column[x]], at, (steps.tolist(), range(len(r)))
    )
    return np.insert(np.cumsum(chances), 0, 0.0)


def assert_95(up_to, best, worst, within):
    """At most 2.5% lies beyond either end, and with the end itself at least that."""
    from_below = 1 - up_to
    for beyond, with_end in (
        (up_to[best - 1], up_to[best]),
        (from_below[worst], from_below[worst - 1]),
    ):
        assert beyond <= 0.025 + within
        assert with_end >= 0.025 - within


@pytest.mark.parametrize("sampling", [PROPORTION, POISSON])
@pytest.mark.parametrize("high", [True, False])
def test_drawn_ranges_hold_95_per_cent_of_the_exact_distribution(sampling, high):
    """With 1,000 drawings a tail of 2.5% is itself good to 1.5% (three standard errors)."""
    r, n = invented(12, people=120)
    found = ranges(r, n, HIGH if high else LOW, sampling).astype(int)
    for at, (best, worst) in enumerate(found):
        assert_95(cumulated(r, n, at, high, sampling), best, worst, within=0.015)


@pytest.mark.parametrize("high", [True, False])
@pytest.mark.parametrize("sampling", [PROPORTION, POISSON])
def test_computed_ranges_leave_as_much_out_as_drawn_ones(sampling, high):
    """501 practices, of which the best, the middle, the worst, the smallest, the largest."""
    r, n = invented(501)
    known = posterior.of_counts(r, n, sampling)
    best, worst = computed(known, np.full(r.size, np.nan), high)
    order = np.argsort(r / n)
    for at in (order[3], order[250], order[-3], np.argmin(n), np.argmax(n)):
        up_to = cumulated(r, n, at, high, sampling)
        assert_95(up_to, int(best[at]), int(worst[at]), within=0.02)


# Common, rare with many zeros, and nearly everybody: the mean difference from 4,000 drawings is
# below 1.5% of the ranks in each, which is what 1,000 drawings differ by themselves.
@pytest.mark.parametrize("sampling", [PROPORTION, POISSON])
@pytest.mark.parametrize("high", [True, False])
@pytest.mark.parametrize("area", [(400, 0.6, 0.05), (200, 0.02, 0.01), (60, 0.97, 0.03)])
def test_computed_ranges_are_those_that_many_drawings_give(sampling, high, area):
    known = posterior.of_counts(*invented(600, *area), sampling)
    nothing = np.full(600, np.nan)
    drawn = np.array(simulated(known, nothing, high, seed=3, draws=4000))
    worked_out = np.array(computed(known, nothing, high))
    assert np.abs(worked_out - drawn).mean() / 600 < 0.015
    assert np.abs(worked_out - drawn).max() / 600 < 0.08


def test_one_that_is_known_among_many_that_are_not_moves_by_the_chance_of_the_others():
    """Each of 600 others lies beyond it with 0.496: 298 better ones, give or take 1.96 x 12.2."""
    n = np.full(601, 50)
    n[0] = 5_000_000
    found = ranges(n * 3 // 5, n)
    assert found[0] == pytest.approx([299 - 24, 299 + 24], abs=4)


def test_more_than_500_are_worked_out_without_drawing():
    r, n = invented(501)
    assert (ranges(r, n, seed=1) == ranges(r, n, seed=2)).all()
    assert (ranges(r[:500], n[:500], seed=1) != ranges(r[:500], n[:500], seed=2)).any()


def test_the_same_seed_gives_the_same_ranges():
    r, n = invented(40)
    assert (ranges(r, n, seed=5) == ranges(r, n, seed=5)).all()


def test_a_seed_comes_from_words_that_anybody_can_repeat():
    # printf %s "NX1 2026-Q1 DM01" | sha256sum, its first 16 digits
    assert seed_of("NX1 2026-Q1 DM01") == 0x63DD211EE438A7B1
    assert seed_of("NX1 2026-Q1 DM01") != seed_of("NX1 2026-Q1 DM02")


def test_with_many_patients_the_range_is_the_rank():
    r = np.array([80_000, 60_000, 70_000])
    assert ranges(r, 100_000).tolist() == [[1, 1], [3, 3], [2, 2]]
    assert ranges(r, 100_000, LOW).tolist() == [[3, 3], [1, 1], [2, 2]]


def test_with_few_patients_any_rank_is_possible():
    assert ranges([3, 2, 3, 2, 3], 5).tolist() == [[1, 5]] * 5


@given(st.integers(1, 3), st.integers(2, 9))
@settings(max_examples=20)
def test_ranges_lie_within_the_set_and_are_the_right_way_round(groups, size):
    r, n = invented(groups * size)
    found = ranges(r, n)
    assert (found[:, 0] <= found[:, 1]).all()
    assert found.min() >= 1
    assert found.max() <= r.size


def test_who_is_not_eligible_or_not_counted_has_no_range_and_takes_no_place():
    r, n = [80_000, 90_000, 60_000, np.nan], 100_000
    found = ranges(r, n, eligible=[True, False, True, True])
    assert found[[0, 2]].tolist() == [[1, 1], [2, 2]]
    assert np.isnan(found[[1, 3]]).all()


def test_a_published_value_without_counts_takes_its_place_and_has_no_range():
    found = ranges([80_000, np.nan, 60_000], 100_000, values=[np.nan, 0.7, 0.6])
    assert found[[0, 2]].tolist() == [[1, 1], [3, 3]]
    assert np.isnan(found[1]).all()


@pytest.mark.parametrize("size", [3, 600])
def test_published_values_count_in_large_sets_too(size):
    r = np.full(size, np.nan)
    r[0] = 50_000
    found = ranges(r, 100_000, values=np.where(np.arange(size) % 2, 0.1, 0.9))
    assert found[0].tolist() == pytest.approx([(size + 1) // 2] * 2, abs=size / 300)


@pytest.mark.parametrize(
    ("polarity", "sampling"),
    [(Polarity.NONE, PROPORTION), (HIGH, Sampling.MEAN), (HIGH, Sampling.NONE)],
)
def test_there_is_no_range_where_there_is_no_order_or_no_chance(polarity, sampling):
    assert np.isnan(ranges([3, 4], [9, 9], polarity, sampling)).all()


def test_one_practice_is_first_of_one_and_nobody_is_nobody():
    assert ranges([3], [9]).tolist() == [[1, 1]]
    assert ranges([3], [9], eligible=False).shape == (1, 2)


@pytest.mark.parametrize("size", [200, 1000])
def test_all_alike_are_anywhere_in_the_middle_95_per_cent(size):
    found = ranges(np.full(size, 30), np.full(size, 50)) / size
    assert found[:, 0] == pytest.approx(0.025, abs=0.02)
    assert found[:, 1] == pytest.approx(0.975, abs=0.02)


def test_england_takes_little_memory():
    r, n = invented(6400)
    tracemalloc.start()
    ranges(r, n)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12_000_000
