"""Two stages by agreed weights, re-normalised over what is present, with coverage."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.types import Band
from scorecard.calc.weighting import largest_remainder, overall_band, renormalised, score

NONE, R, A, G = Band
NAN = np.nan
weight_lists = st.lists(st.integers(0, 20), min_size=1, max_size=12)


def test_a_practice_by_hand():
    # Access: green x 3 and amber x 1 is (6 + 1) of 8 points, 87.5%. Quality: red of weight 1, 0%.
    # Overall: 87.5 x 60 + 0 x 40, by 100.
    found = score([[G, A, R]], [0, 0, 1], [3, 1, 1], [60, 40])
    np.testing.assert_allclose(found.domain_scores, [[87.5, 0]])
    np.testing.assert_allclose(found.domain_coverage, [[1, 1]])
    np.testing.assert_allclose(found.overall_scores, [52.5])
    np.testing.assert_allclose(found.overall_coverage, [1])
    assert found.domain_reds.tolist() == [[0, 1]]
    assert found.reds.tolist() == [1]


def test_what_is_missing_is_left_out_and_lowers_the_coverage():
    found = score([[G, NONE, R]], [0, 0, 1], [3, 1, 1], [60, 40])
    np.testing.assert_allclose(found.domain_scores, [[100, 0]])
    np.testing.assert_allclose(found.domain_coverage, [[0.75, 1]])
    np.testing.assert_allclose(found.overall_coverage, [0.6 * 0.75 + 0.4])


def test_a_domain_without_data_is_missing_and_not_zero():
    found = score([[G, NONE]], [0, 1], [1, 1], [60, 40])
    np.testing.assert_array_equal(found.domain_scores, [[100, NAN]])
    np.testing.assert_allclose(found.overall_scores, [100])
    np.testing.assert_allclose(found.overall_coverage, [0.6])


def test_nothing_at_all_has_no_score():
    found = score([[NONE, NONE]], [0, 1], [1, 1], [60, 40])
    assert np.isnan(found.domain_scores).all()
    assert np.isnan(found.overall_scores).all()
    np.testing.assert_array_equal(found.overall_coverage, [0])


def test_below_the_minimum_coverage_there_is_no_score_and_its_weight_is_not_behind_the_overall():
    found = score([[G, NONE, R]], [0, 0, 1], [2, 3, 1], [60, 40], minimum_coverage=0.4)
    np.testing.assert_allclose(found.domain_scores, [[100, 0]])
    found = score([[G, NONE, R]], [0, 0, 1], [2, 3, 1], [60, 40], minimum_coverage=0.41)
    np.testing.assert_array_equal(found.domain_scores, [[NAN, 0]])
    np.testing.assert_allclose(found.overall_coverage, [0.4])
    assert np.isnan(found.overall_scores).all()


def test_a_coverage_that_reaches_the_minimum_but_for_binary_noise_counts():
    found = score([[G, G, G, NONE]], [0] * 4, [0.1, 0.1, 0.1, 0.1], [1], minimum_coverage=0.75)
    assert found.domain_scores[0, 0] == pytest.approx(100)


def test_zero_weights_count_nowhere_not_even_among_the_reds():
    found = score([[G, R, R]], [0, 0, 1], [1, 0, 5], [100, 0])
    np.testing.assert_allclose(found.domain_scores, [[100, 0]])
    np.testing.assert_allclose(found.overall_scores, [100])
    assert found.reds.tolist() == [0]
    assert found.domain_reds.tolist() == [[0, 1]]


@pytest.mark.parametrize(("domain_of", "weights"), [([0, 0], [1, 1]), ([0, 1], [1, 0])])
def test_an_empty_domain_is_missing_and_lowers_nothing(domain_of, weights):
    found = score([[G, R]], domain_of, weights, [50, 50])
    assert np.isnan(found.domain_scores[0, 1])
    assert np.isnan(found.domain_coverage[0, 1])
    np.testing.assert_allclose(found.overall_coverage, [1])


def test_what_is_not_applicable_is_not_due():
    found = score([[G, NONE], [G, NONE]], [0, 0], [1, 1], [1], applicable=[[1, 0], [1, 1]])
    np.testing.assert_allclose(found.domain_coverage[:, 0], [1, 0.5])


def test_points_are_fixed_by_the_scorecard():
    found = score([[A], [G], [R]], [0], [1], [1], points=(1, 3, 4))
    np.testing.assert_allclose(found.overall_scores, [75, 100, 25])


@pytest.mark.parametrize("points", [(2, 1, 0), (-1, 0, 1), (0, 0, 0), (0, 3, 2)])
def test_points_that_do_not_rise_are_refused(points):
    with pytest.raises(ValueError, match="must rise"):
        score([[G]], [0], [1], [1], points=points)


@pytest.mark.parametrize(
    ("weights", "domain_weights", "words"),
    [
        ([-1], [1], "indicator weight"),
        ([NAN], [1], "indicator weight"),
        ([1], [-1], "domain weight"),
    ],
)
def test_weights_below_zero_or_missing_are_refused(weights, domain_weights, words):
    with pytest.raises(ValueError, match=words):
        score([[G]], [0], weights, domain_weights)


def test_no_practice_and_no_domain():
    assert score(np.zeros((0, 2)), [0, 0], [1, 1], [1]).overall_scores.shape == (0,)
    assert np.isnan(score(np.zeros((2, 0)), [], [], []).overall_scores).all()


def grids(practices=4, indicators=5):
    row = st.lists(st.sampled_from(list(Band)), min_size=indicators, max_size=indicators)
    return st.lists(row, min_size=practices, max_size=practices)


def test_what_has_a_band_and_what_stands_behind_the_score_are_told_apart():
    # Access (60): 9 of 20 have a band, which is too few; the other domain (40) is full.
    found = score([[G] * 9 + [NONE] * 11 + [G]], [0] * 20 + [1], [5] * 20 + [1], [60, 40],
                  minimum_coverage=0.5)  # fmt: skip
    np.testing.assert_allclose(found.overall_coverage, [0.4])
    np.testing.assert_allclose(found.overall_banded, [0.6 * 0.45 + 0.4])
    assert np.isnan(found.overall_scores).all()


five = {"min_size": 5, "max_size": 5}


@given(
    grids(),
    st.lists(st.integers(0, 2), **five),
    st.lists(st.integers(0, 9), **five),
    st.floats(0.01, 100),
)
def test_scaling_all_weights_changes_nothing(grid, domain_of, weights, scale):
    one = score(grid, domain_of, weights, [1, 2, 3], minimum_coverage=0.5)
    two = score(
        grid,
        domain_of,
        np.array(weights) * scale,
        np.array([1, 2, 3]) * scale,
        minimum_coverage=0.5,
    )
    for name in ("domain_scores", "domain_coverage", "overall_scores", "overall_coverage"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name))


@given(grids(), st.lists(st.integers(0, 2), **five), st.permutations(range(4)))
def test_the_order_of_practices_changes_nothing(grid, domain_of, order):
    one = score(grid, domain_of, [1, 2, 3, 4, 5], [1, 2, 3])
    two = score(np.array(grid)[order], domain_of, [1, 2, 3, 4, 5], [1, 2, 3])
    np.testing.assert_array_equal(one.overall_scores[order], two.overall_scores)
    np.testing.assert_array_equal(one.domain_scores[order], two.domain_scores)


@given(grids(), st.lists(st.integers(0, 2), **five), st.permutations(range(5)))
def test_the_order_of_indicators_changes_nothing(grid, domain_of, order):
    weights = np.array([1, 2, 3, 4, 5])
    one = score(grid, domain_of, weights, [1, 2, 3])
    two = score(np.array(grid)[:, order], np.array(domain_of)[order], weights[order], [1, 2, 3])
    np.testing.assert_allclose(one.overall_scores, two.overall_scores)


@given(grids(1), st.lists(st.integers(0, 2), **five), st.integers(0, 4))
def test_a_better_band_never_lowers_a_score(grid, domain_of, at):
    better = [list(grid[0])]
    if better[0][at] in (R, A):
        better[0][at] = Band(better[0][at] + 1)
    one, two = (score(each, domain_of, [1, 2, 0, 4, 5], [1, 2, 3]) for each in (grid, better))
    assert np.isnan(one.overall_scores[0]) or one.overall_scores <= two.overall_scores + 1e-9


@given(weight_lists, st.data())
def test_renormalised_weights_add_up_to_one(weights, data):
    present = data.draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    shares = renormalised(weights, present)
    if sum(weight for weight, there in zip(weights, present, strict=True) if there):
        assert shares.sum() == pytest.approx(1)
        assert (shares[~np.array(present)] == 0).all()
    else:
        assert np.isnan(shares).all()


def test_renormalised_weights_practice_by_practice():
    found = renormalised([50, 30, 20], [[1, 1, 1], [1, 1, 0], [0, 0, 0]])
    np.testing.assert_allclose(found, [[0.5, 0.3, 0.2], [0.625, 0.375, 0], [NAN] * 3])


def test_the_overall_band():
    assert overall_band([75, 74.9, 50, 49.9, NAN], green=75, red=50).tolist() == [G, A, A, R, NONE]


@pytest.mark.parametrize(
    ("weights", "total", "decimals", "expected"),
    [
        (3, 100, 2, [33.34, 33.33, 33.33]),
        (6, 100, 0, [17, 17, 17, 17, 16, 16]),
        ([1, 2, 3], 100, 2, [16.67, 33.33, 50.0]),
        ([47, 16, 15, 9, 8, 5], 10, 0, [5, 2, 1, 1, 1, 0]),
        ([0, 1, 0], 100, 2, [0, 100, 0]),
        (1, 100, 2, [100]),
    ],
)
def test_largest_remainder(weights, total, decimals, expected):
    assert largest_remainder(weights, total, decimals).tolist() == expected


@given(weight_lists.filter(any), st.sampled_from([0, 1, 2, 3]))
def test_shared_out_weights_add_up_exactly_and_stay_within_a_step(weights, decimals):
    shares = largest_remainder(weights, 100, decimals)
    assert sum(Decimal(repr(share)) for share in shares.tolist()) == 100
    exact = np.array(weights) / sum(weights) * 100
    assert np.abs(shares - exact).max() < 10**-decimals + 1e-9


@pytest.mark.parametrize("weights", [0, [], [0, 0]])
def test_nothing_to_share_out_is_refused(weights):
    with pytest.raises(ValueError, match="no weight to share out"):
        largest_remainder(weights)
