"""How far bands and ranks hang on the weights."""

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc import robustness
from scorecard.calc.scheme import Scheme
from scorecard.calc.types import Band
from tests.reference import robustness as slow

BANDS = {None: Band.NONE, "red": Band.RED, "amber": Band.AMBER, "green": Band.GREEN}


def scheme(domain_of, weights, domain_weights, **more):
    levels = {"green_from": 70.0, "red_below": 40.0, **more}
    return Scheme(
        np.array(domain_of, dtype=np.intp),
        np.array(weights, dtype=float),
        np.array(domain_weights, dtype=float),
        **levels,
    )


def as_array(numbers):
    return np.array([np.nan if number is None else float(number) for number in numbers])


@given(st.data(), st.integers(1, 5), st.integers(1, 3), st.sampled_from([0, 0.25, 0.5, 0.75, 1]))
def test_it_gives_what_its_slow_twin_gives(data, indicators, domains, minimum):
    def draw(each, size):
        return data.draw(st.lists(each, min_size=size, max_size=size))

    rows = [draw(st.sampled_from(list(BANDS)), indicators) for _ in range(4)]
    domain_of = draw(st.integers(0, domains - 1), indicators)
    number = data.draw(st.sampled_from([1, 3, 41]))
    sizes = (indicators, domains)
    some = st.integers(0, 4)
    tried = [tuple(draw(some, size) for size in sizes) for _ in range(min(number, 3))]
    tried = [tried[at % len(tried)] for at in range(number)]
    agreed = tuple(draw(some, size) for size in sizes)
    fast = robustness.under(
        [[BANDS[band] for band in row] for row in rows],
        scheme(domain_of, *agreed, minimum_coverage=minimum),
        robustness.Drawn(*(np.array(part, float) for part in zip(*tried, strict=True))),
    )
    found = slow.robustness(rows, domain_of, tried, Fraction(minimum), 70, 40, agreed)
    kept, ranks, middles, scores = zip(*found, strict=True)
    np.testing.assert_allclose(fast.kept, as_array(kept), atol=1e-12)
    for ends, low, high in (
        (ranks, fast.rank_low, fast.rank_high),
        (middles, fast.middle_low, fast.middle_high),
        (scores, fast.score_low, fast.score_high),
    ):
        np.testing.assert_allclose(low, as_array(end[0] for end in ends), atol=1e-9)
        np.testing.assert_allclose(high, as_array(end[1] for end in ends), atol=1e-9)


@given(st.data())
def test_each_weighting_scores_as_the_composite_does(data):
    """Bands missing here and there, not everything due: the products equal `weighting.score`."""
    code = st.integers(0, 3)
    bands = np.array(data.draw(st.lists(st.lists(code, min_size=5, max_size=5), min_size=1)))
    bands = bands.astype(np.int8)
    due = (bands > 0) | (np.arange(bands.size).reshape(bands.shape) % 3 > 0)
    card = scheme([0, 0, 1, 1, 2], [60, 40, 0, 100, 100], [50, 30, 20], minimum_coverage=0.5)
    drawn = robustness.draw(card, weightings=1, seed=data.draw(st.integers(0, 99)))
    found = robustness.under(bands, card, drawn, due)
    changed = scheme([0, 0, 1, 1, 2], drawn.weights[0], drawn.domain_weights[0],
                     minimum_coverage=0.5)  # fmt: skip
    expected = changed.score(bands, due).overall_scores
    np.testing.assert_allclose(found.score_low, expected, atol=1e-9)
    np.testing.assert_allclose(found.score_high, expected, atol=1e-9)


def test_the_same_seed_draws_the_same_weightings_and_another_does_not():
    card = scheme([0, 0], [60, 40], [100])
    one, two, other = (robustness.draw(card, 10, seed=seed) for seed in (1, 1, 2))
    assert (one.weights == two.weights).all()
    assert (one.weights != other.weights).any()


def test_weights_move_by_at_most_the_spread_and_zero_stays_zero():
    drawn = robustness.draw(scheme([0, 0], [80, 0], [50]), 500)
    assert drawn.weights[:, 0].min() >= 60
    assert drawn.weights[:, 0].max() <= 100
    assert drawn.weights[:, 0].std() > 5
    assert not drawn.weights[:, 1].any()
    assert drawn.domain_weights.min() >= 37.5


def test_equal_bands_throughout_never_move():
    card = scheme([0, 1, 1], [100, 60, 40], [50, 50])
    found = robustness.under([[3, 3, 3], [1, 1, 1], [0, 0, 0]], card, robustness.draw(card, 50))
    assert found.kept.tolist()[:2] == [1, 1]
    assert np.isnan(found.kept[2])
    assert found.rank_low.tolist()[:2] == found.rank_high.tolist()[:2] == [1, 2]
    assert np.isnan(found.rank_high[2])


def test_a_practice_near_a_level_depends_on_the_weights():
    card = scheme([0, 0], [70, 30], [100])
    found = robustness.under([[3, 1], [3, 3]], card, robustness.draw(card, 400))
    assert 0.3 < found.kept[0] < 0.7
    assert found.score_low[0] < 70 < found.score_high[0]
    assert found.kept[1] == 1


def test_where_reds_alone_band_the_weights_change_nothing():
    card = scheme([0, 0], [70, 30], [100], overall_by="reds", reds_amber_from=1, reds_red_from=2)
    found = robustness.under([[3, 1], [1, 1], [3, 3]], card, robustness.draw(card, 100))
    assert found.bands.tolist() == [Band.AMBER, Band.RED, Band.GREEN]
    assert found.kept.tolist() == [1, 1, 1]


def test_where_both_band_the_reds_cap_the_score():
    card = scheme([0, 0], [70, 30], [100], overall_by="both", reds_amber_from=1, reds_red_from=2)
    found = robustness.under([[3, 1], [1, 1], [3, 3]], card, robustness.draw(card, 100))
    assert found.bands.tolist() == [Band.AMBER, Band.RED, Band.GREEN]
    assert found.kept.tolist() == [1, 1, 1]


def test_a_domain_from_which_nothing_is_due_lowers_no_coverage():
    card = scheme([0, 1], [100, 100], [50, 50], minimum_coverage=0.75)
    due = [[True, False], [True, True]]
    found = robustness.under([[3, 0], [3, 0]], card, robustness.draw(card, 20), due)
    assert found.score_low[0] == 100
    assert np.isnan(found.score_low[1])


def test_the_middle_leaves_out_two_and_a_half_per_cent_at_either_end():
    """Of 80 weightings two are odd: the first practice falls to rank 3 and 2, the next is best."""
    weights = np.tile([10.0, 1.0, 1.0], (80, 1))
    weights[3], weights[4] = [1, 10, 10], [3, 10, 1]
    bands = [[3, 1, 1], [1, 3, 3], [2, 1, 3], [1, 1, 1]]
    card = scheme([0, 0, 0], [10, 1, 1], [100])
    found = robustness.under(bands, card, robustness.Drawn(weights, np.ones((80, 1))))
    assert (found.rank_low[0], found.rank_high[0]) == (1, 3)
    assert (found.middle_low[0], found.middle_high[0]) == (1, 1)
    assert (found.rank_low[1], found.middle_low[1], found.middle_high[1]) == (1, 3, 3)
    assert found.kept[0] == 78 / 80


def test_scaling_every_weight_changes_nothing():
    bands = np.random.default_rng(1).integers(0, 4, (30, 6))
    one = scheme([0, 0, 0, 1, 1, 1], [50, 30, 20, 10, 10, 80], [40, 60], minimum_coverage=0.5)
    two = scheme([0, 0, 0, 1, 1, 1], [5, 3, 2, 1, 1, 8], [4, 6], minimum_coverage=0.5)
    for name in ("kept", "rank_low", "rank_high", "middle_low", "middle_high", "score_low"):
        first, second = (
            getattr(robustness.under(bands, card, robustness.draw(card, 60)), name)
            for card in (one, two)
        )
        np.testing.assert_allclose(first, second, atol=1e-9)


@pytest.mark.parametrize(("number", "spread"), [(0, 0.25), (10, 1), (10, -0.1)])
def test_no_weighting_and_a_spread_of_everything_are_refused(number, spread):
    with pytest.raises(ValueError, match="at least 1 weighting"):
        robustness.draw(scheme([0], [1], [1]), number, spread)


def test_a_nation_stays_below_300_mb():
    bands = np.random.default_rng(1).integers(0, 4, (6400, 70)).astype(np.int8)
    card = scheme(np.arange(70) % 7, np.full(70, 10), np.full(7, 10), minimum_coverage=0.5)
    tracemalloc.start()
    try:
        found = robustness.under(bands, card, robustness.draw(card, 150))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert np.nanmax(found.rank_high) <= 6400
    # 150 of 1,000 weightings: the ranks of the others would add 25 MB.
    assert peak < 270 * 2**20
