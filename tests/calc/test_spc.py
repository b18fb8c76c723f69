"""An XmR chart: its limits, its four rules, and what counts where it is doubtful."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.spc import xmr
from tests.reference import spc as slow

NAN = np.nan
ZIGZAG = [9, 11] * 6  # mean 10, every moving range 2: limits 10 -/+ 5.32, warning 10 -/+ 3.546
RULES = ("outside", "one_side", "one_way", "two_of_three")


def marked(found, rule):
    return {int(at): int(getattr(found, rule)[at]) for at in np.flatnonzero(getattr(found, rule))}


def test_limits_by_hand():
    # Wheeler's constants: 10 -/+ 2.66 x 2 is 4.68 and 15.32.
    found = xmr(ZIGZAG)
    assert found.computed.all()
    np.testing.assert_allclose(found.centre, 10)
    np.testing.assert_allclose(found.lower, 4.68)
    np.testing.assert_allclose(found.upper, 15.32)
    np.testing.assert_array_equal(found.moving_range, [NAN] + [2] * 11)
    assert not any(marked(found, rule) for rule in RULES)


def test_limits_of_uneven_points_by_hand():
    # 39 41 41 41 43 44 41 42 40 41 44 40: sum 497, mean 41.4167; moving ranges 2 0 0 2 1 3 1 2 1
    # 3 4 add to 19, so their mean is 1.727273 and the reach 2.66 x 1.727273 = 4.594545.
    found = xmr([39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40])
    assert found.lower[0] == pytest.approx(36.822121, abs=1e-6)
    assert found.upper[0] == pytest.approx(46.011212, abs=1e-6)


def test_a_large_jump_does_not_hide_itself():
    # Eleven ranges of 2, one of 29 up and one of 29 down: their mean is 80 / 13 = 6.1538; the two
    # reach 3.267 x 6.1538 = 20.1 and are left out, so the mean range is 2 again.
    points = [*ZIGZAG, 40, 11]
    found, kept = xmr(points), xmr(points, leave_out_large_ranges=False)
    centre = 171 / 14
    assert found.upper[0] == pytest.approx(centre + 2.66 * 2)
    assert kept.upper[0] == pytest.approx(centre + 2.66 * 80 / 13)
    assert marked(found, "outside") == {12: 1}


def test_a_range_of_exactly_3_267_times_the_mean_is_left_out():
    # 1,000 steps back and forth, then one so large that it is 3.267 x the mean: with k ranges of 1
    # and one r, r = 3.267 (k + r) / (k + 1).
    k = 19
    jump = 3.267 * k / (k + 1 - 3.267)
    points = np.array([0, 1] * 10 + [1 + jump])
    assert xmr(points).upper[0] - xmr(points).centre[0] == pytest.approx(2.66)


def test_what_is_left_out_is_left_out_once():
    # After the range of 31 is gone, 8 is more than 3.267 x the new mean, and stays.
    points = [9, 11] * 8 + [19, 21, 52, 50]
    found = xmr(points)
    ranges = np.abs(np.diff(points))
    first = ranges[ranges < 3.267 * ranges.mean()]
    again = first[first < 3.267 * first.mean()]
    assert again.size < first.size < ranges.size
    assert found.upper[0] - found.centre[0] == pytest.approx(2.66 * first.mean())


@pytest.mark.parametrize("sign", [1, -1])
def test_outside_the_limits(sign):
    points = [0, 1, 0, -1] * 5 + [sign * 20]
    assert marked(xmr(points), "outside") == {20: sign}


@pytest.mark.parametrize("sign", [1, -1])
def test_seven_on_one_side(sign):
    points = sign * np.array([-3, 3] * 4 + [-9, 2, 1, 2, 1, 2, 1, 2, -2])
    assert marked(xmr(points), "one_side") == dict.fromkeys(range(9, 16), sign)
    six = sign * np.array([-3, 3] * 4 + [-9, 2, 1, 2, 1, 2, 1, -2])
    assert marked(xmr(six), "one_side") == {}


def test_a_point_on_the_centre_line_is_on_neither_side():
    points = [1, 2, 1, 0, 2, 1, 2, -1, -2, -1, 0, -2, -1, -2]
    found = xmr(points)
    assert found.centre[0] == 0
    assert marked(found, "one_side") == {}


@pytest.mark.parametrize("sign", [1, -1])
def test_seven_points_that_rise_or_fall(sign):
    points = sign * np.array([9, 11, 9, 11, 9, 3, 4, 5, 6, 7, 8, 9, 2, 9])
    assert marked(xmr(points), "one_way") == dict.fromkeys(range(5, 12), sign)
    six = sign * np.array([9, 11, 9, 11, 9, 4, 5, 6, 7, 8, 9, 2, 9, 8])
    assert marked(xmr(six), "one_way") == {}


def test_equal_neighbours_neither_rise_nor_fall():
    points = [9, 11, 9, 11, 9, 3, 4, 5, 5, 6, 7, 8, 9, 2]
    assert marked(xmr(points), "one_way") == {}


def test_noise_of_binary_fractions_is_no_rise():
    noisy = [0.3, 0.1 + 0.2] * 6
    found = xmr(noisy)
    assert not any(marked(found, rule) for rule in RULES)
    assert found.upper[0] == pytest.approx(0.3)


def test_a_turning_point_belongs_to_the_run_that_ends_in_it():
    points = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    assert xmr(points).one_way.tolist() == [1] * 7 + [-1] * 6


@pytest.mark.parametrize("sign", [1, -1])
def test_two_of_three_beyond_the_warning_limit(sign):
    # Warning 10 -/+ 1.773 x the mean range; the middle one of the three is inside.
    points = sign * np.array([9, 11] * 10 + [16, 10.5, 16] + [4.5, 9])
    found = xmr(points)
    assert marked(found, "outside") == {}
    assert marked(found, "two_of_three") == {20: sign, 22: sign}


def test_two_of_three_on_different_sides_are_no_signal():
    points = [9, 11] * 10 + [16, 10, 4.5] + [10, 10]
    assert marked(xmr(points), "two_of_three") == {}


def test_all_equal_points_have_limits_and_no_signal():
    found = xmr([0.1] * 12)
    assert found.computed.all()
    np.testing.assert_allclose([found.lower, found.upper], 0.1)
    assert not any(marked(found, rule) for rule in RULES)


@pytest.mark.parametrize("points", [[1] * 11, [1] * 11 + [NAN, np.inf], [NAN] * 20, [1], []])
def test_fewer_than_twelve_points_are_not_computed(points):
    found = xmr(points)
    assert not found.computed.any()
    assert np.isnan(found.centre).all() & np.isnan(found.upper).all()
    assert not any(marked(found, rule) for rule in RULES)


def test_a_missing_point_is_passed_over():
    whole = xmr([1, 2, 3, 4, 5, 6, 7, 3, 4, 3, 4, 3])
    gap = xmr([1, 2, 3, NAN, 4, 5, 6, 7, 3, 4, 3, 4, 3, NAN])
    at = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    for rule in (*RULES, "computed", "centre", "lower", "upper", "moving_range"):
        np.testing.assert_array_equal(getattr(gap, rule)[at], getattr(whole, rule))
    assert not gap.computed[[3, 13]].any()
    assert np.isnan(gap.upper[[3, 13]]).all()


def test_a_rebase_starts_a_new_baseline():
    points = ZIGZAG + [29, 31] * 6
    found = xmr(points, rebases=[12])
    np.testing.assert_allclose(found.centre, [10] * 12 + [30] * 12)
    np.testing.assert_allclose(found.upper - found.lower, 2 * 5.32)
    assert np.isnan(found.moving_range[[0, 12]]).all()
    assert not any(marked(found, rule) for rule in RULES)
    assert marked(xmr(points), "one_side") != {}


def test_a_new_baseline_waits_for_twelve_points():
    found = xmr(ZIGZAG + [29, 31] * 3, rebases=[12])
    assert found.computed.tolist() == [True] * 12 + [False] * 6


@pytest.mark.parametrize("rebases", [[0], [12], [13], [-1], [6, 6], [8, 4]])
def test_a_baseline_that_cannot_begin_there_is_refused(rebases):
    with pytest.raises(ValueError, match="rising positions from 1 to 11"):
        xmr(ZIGZAG, rebases=rebases)


def test_many_series_are_judged_at_once():
    rows = np.array([ZIGZAG, [5] * 12, [NAN] * 12, [*range(12)]], dtype=float)
    together = xmr(rows)
    for at, row in enumerate(rows):
        alone = xmr(row)
        for name in XMR_ARRAYS:
            np.testing.assert_array_equal(getattr(together, name)[at], getattr(alone, name))


XMR_ARRAYS = ("computed", "centre", "lower", "upper", "moving_range", *RULES)
points = st.lists(st.one_of(st.none(), st.integers(-6, 6)), min_size=1, max_size=40)


@given(points, st.booleans(), st.data())
def test_the_slow_twin_agrees(series, leave_out, data):
    cut = data.draw(st.integers(0, len(series) - 1))
    numbers = np.array([NAN if value is None else value for value in series])
    found = xmr(numbers, [cut] if cut else [], leave_out)
    for start, stop in ((0, cut), (cut, len(series))):
        if start == stop:
            continue
        twin = slow.chart(series[start:stop], leave_out)
        if twin is None:
            assert not found.computed[start:stop].any()
            continue
        known = found.computed[start:stop]
        assert known.tolist() == [value is not None for value in series[start:stop]]
        np.testing.assert_allclose(found.centre[start:stop][known], float(twin.centre), atol=1e-9)
        upper = float(twin.centre + twin.reach)
        np.testing.assert_allclose(found.upper[start:stop][known], upper)
        ranges = {
            at: float(one)
            for at, one in enumerate(found.moving_range[start:stop])
            if not np.isnan(one)
        }
        assert ranges == {at: float(one) for at, one in twin.ranges.items()}
        for rule in RULES:
            codes = getattr(found, rule)[start:stop]
            assert {int(at): int(codes[at]) for at in np.flatnonzero(codes)} == getattr(twin, rule)


@given(st.lists(st.integers(-9, 9), min_size=12, max_size=30))
def test_a_series_turned_upside_down_has_the_same_signals_below(series):
    up, down = xmr(np.array(series, float)), xmr(-np.array(series, float))
    for rule in RULES:
        np.testing.assert_array_equal(getattr(up, rule), -getattr(down, rule))
