"""The whole practice: movement inside a level, the number of reds, and what silence costs."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scorecard.calc.banding import band
from scorecard.calc.scheme import Scheme
from scorecard.calc.types import (
    Band,
    NoBand,
    PaymentThresholds,
    Polarity,
    TargetTolerance,
    Thresholds,
    YesNo,
)
from scorecard.calc.weighting import both, movement, not_returned_as_red, overall_by_reds, score

NONE, R, A, G = Band
NAN = np.nan


def test_movement_inside_a_level_by_hand():
    # Levels: red 0-50, amber 50-75, green 75-100.
    found = movement([60, 80, 20, 75, 100], [55, 70, NAN, 75, 99], green=75, red=50)
    assert found.level.tolist() == [A, G, R, G, G]
    np.testing.assert_allclose(found.place, [0.4, 0.2, 0.4, 0, 1])
    np.testing.assert_allclose(found.change, [5, 10, NAN, 0, 1])
    assert found.level_changed.tolist() == [False, True, False, False, False]


def test_without_a_score_there_is_no_level_and_no_place():
    found = movement([NAN], [60], green=75, red=50)
    assert found.level.tolist() == [NONE]
    assert np.isnan(found.place[0])
    assert np.isnan(found.change[0])
    assert found.level_changed.tolist() == [False]


def test_a_level_without_width_is_wholly_reached():
    assert movement([100, 40], [NAN, NAN], green=100, red=0).place.tolist() == [1, 0.4]


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_the_place_lies_between_the_edges_and_rises_with_the_score(one, two, green, red):
    red, green = sorted((green, red))
    worse, better = sorted((one, two))
    found = movement([worse, better], [better, worse], green, red)
    assert ((found.place >= 0) & (found.place <= 1)).all()
    assert found.level[0] <= found.level[1]
    if found.level[0] == found.level[1]:
        assert found.place[0] <= found.place[1]


def test_the_number_of_reds():
    found = overall_by_reds([0, 1, 2, 3, 9], amber_from=2, red_from=3)
    assert found.tolist() == [G, G, A, R, R]
    assert overall_by_reds([1, 2], 2, 2).tolist() == [G, R]


def test_who_returned_nothing_is_not_green_for_want_of_reds():
    assert overall_by_reds([0, 4], 2, 3, known=[False, True]).tolist() == [NONE, R]


def test_who_has_enough_reds_is_red_however_little_is_known_of_the_rest():
    assert overall_by_reds([2, 3, 7], 2, 3, known=False).tolist() == [NONE, R, R]
    assert both([NONE, NONE, A], [R, A, R]).tolist() == [R, NONE, R]


@example([R, R, R, G, G, NONE], 4, G, 0.75, "reds")
@example([R, R, R, G, G, NONE], 4, G, 0.75, "both")
@given(
    st.lists(st.sampled_from(list(Band)), min_size=6, max_size=6),
    st.integers(0, 5),
    st.sampled_from([A, G]),
    st.sampled_from([0, 0.5, 0.75, 1]),
    st.sampled_from(["reds", "both"]),
)
def test_holding_a_figure_back_never_turns_a_practice_from_red(bands, at, held, minimum, by):
    scheme = Scheme(
        domain_of=np.array([0, 0, 0, 1, 1, 1]),
        weights=np.array([20.0, 30, 50, 40, 60, 0]),
        domain_weights=np.array([55.0, 45]),
        green_from=70,
        red_below=0,
        minimum_coverage=minimum,
        overall_by=by,
        reds_amber_from=2,
        reds_red_from=3,
    )
    grid = np.array([bands, bands])
    grid[0, at], grid[1, at] = held, NONE
    found = scheme.score(grid)
    known, less = scheme.overall(found.overall_scores, found.reds)
    assert known != R or less == R


@pytest.mark.parametrize("levels", [(0, 3), (3, 2)])
def test_numbers_of_reds_in_the_wrong_order_are_refused(levels):
    with pytest.raises(ValueError, match="Amber must begin at 1 red or more"):
        overall_by_reds([1], *levels)


def test_both_is_the_worse_of_the_two():
    assert both([G, G, R, NONE, A], [G, A, G, G, NONE]).tolist() == [G, A, R, NONE, NONE]


def test_silence_counts_as_red_where_that_was_agreed_and_nowhere_else():
    bands = [[NONE, NONE, G], [NONE, NONE, NONE]]
    states = [
        [NoBand.NOT_RETURNED, NoBand.NOT_RETURNED, NoBand.BANDED],
        [NoBand.NO_DATA, NoBand.TOO_FEW, NoBand.NOT_RETURNED],
    ]
    found = not_returned_as_red(bands, states, [True, False, True])
    assert found.dtype == np.int8
    assert found.tolist() == [[R, NONE, G], [NONE, NONE, R]]


four = {"min_size": 4, "max_size": 4}
agreed = st.sampled_from(
    [Thresholds(80, 60), TargetTolerance(75, 10), PaymentThresholds(45, 90), Thresholds(50, 50)]
)
values = st.one_of(st.just(NAN), st.floats(0, 100))


@given(
    st.lists(agreed, **four),
    st.lists(values, **four),
    st.integers(0, 3),
    st.floats(0, 100),
    st.lists(st.integers(0, 9), **four),
    st.lists(st.integers(0, 1), **four),
    st.lists(st.integers(0, 9), min_size=2, max_size=2),
    st.sampled_from([0, 0.5, 0.75, 1]),
    st.sampled_from(["score", "reds", "both"]),
)
def test_who_gets_better_on_one_indicator_never_scores_or_bands_worse(
    rules, before, at, gain, weights, domain_of, domain_weights, minimum, by
):
    after = [value + gain * (place == at) for place, value in enumerate(before)]
    grids = [
        [[band(v, rule, Polarity.HIGH) for v, rule in zip(row, rules, strict=True)]]
        for row in (before, after)
    ]
    scheme = Scheme(
        domain_of=np.array(domain_of),
        weights=np.array(weights, float),
        domain_weights=np.array(domain_weights, float),
        green_from=70,
        red_below=40,
        minimum_coverage=minimum,
        overall_by=by,
        reds_amber_from=1,
        reds_red_from=2,
    )
    was, now = (scheme.score(grid) for grid in grids)
    np.testing.assert_array_equal(np.isnan(was.overall_scores), np.isnan(now.overall_scores))
    assert np.nan_to_num(now.overall_scores) >= np.nan_to_num(was.overall_scores) - 1e-9
    counts = (np.array(weights) > 0) & (np.array(domain_weights)[domain_of] > 0)
    for found, grid in ((was, grids[0]), (now, grids[1])):
        assert found.reds.tolist() == [((np.array(grid[0]) == R) & counts).sum()]
    assert now.reds <= was.reds
    # Enough reds are red without a score: with one red fewer there may be no band.
    order = {R: 0, NONE: 1, A: 2, G: 3}
    one, two = (scheme.overall(found.overall_scores, found.reds)[0] for found in (was, now))
    assert order[two] >= order[one]


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1),
    st.sampled_from([TargetTolerance(50, 10), PaymentThresholds(20, 70), Thresholds(20, 70)]),
)
def test_where_low_is_good_a_lower_value_never_bands_worse(pairs, rule):
    low, high = np.sort(np.array(pairs), axis=1).T
    bands = (band(each, rule, Polarity.LOW) for each in (low, high))
    assert (next(bands) >= next(bands)).all()


def test_a_yes_is_better_than_a_no():
    assert band([1, 0], YesNo(), Polarity.HIGH).tolist() == [G, R]


@given(
    st.lists(st.lists(st.sampled_from(list(Band)), **four), min_size=1, max_size=5),
    st.lists(st.floats(0, 1e6), **four),
    st.lists(st.floats(0, 1e6), min_size=2, max_size=2),
    st.sampled_from([(0, 1, 2), (1, 3, 4), (0, 0, 1), (0, 1, 1)]),
    st.floats(0, 1),
)
def test_scores_and_coverages_stay_within_bounds(grid, weights, domain_weights, points, minimum):
    found = score(grid, [0, 0, 1, 1], weights, domain_weights, points, minimum)
    for name in ("domain_scores", "overall_scores"):
        numbers = getattr(found, name)
        assert (np.isnan(numbers) | ((numbers >= 0) & (numbers <= 100 + 1e-9))).all()
    for name in ("domain_coverage", "overall_coverage", "overall_banded"):
        numbers = getattr(found, name)
        assert (np.isnan(numbers) | ((numbers >= 0) & (numbers <= 1 + 1e-9))).all()
    assert not (found.overall_coverage > found.overall_banded + 1e-9).any()
