"""A trend is the last five points going one way beyond noise; otherwise it is not claimed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.calc.trend import chi_square_trend
from scorecard.calc.types import Polarity, Sampling, Trend

points = st.lists(st.tuples(st.integers(0, 50), st.integers(50, 90)), min_size=5, max_size=5)


def test_a_rise_by_hand():
    # 100 people each time, 10 to 50 events: p = 0.3, sum x (r - n p) = 100, and
    # p (1 - p) (3000 - 1000^2 / 500) = 210, so chi-square is 100^2 / 210 = 47.62.
    found = chi_square_trend([10, 20, 30, 40, 50], [100] * 5)
    assert float(found.chi_square) == pytest.approx(47.619, abs=1e-3)
    assert found.direction == Trend.INCREASING


def test_a_rate_by_hand():
    # The same with the variance of a Poisson rate: 100^2 / (0.3 x 1000) = 33.33.
    found = chi_square_trend([10, 20, 30, 40, 50], [100] * 5, sampling=Sampling.POISSON)
    assert float(found.chi_square) == pytest.approx(33.333, abs=1e-3)


def test_each_practice_has_its_own():
    found = chi_square_trend(
        [[10, 20, 30, 40, 50], [50, 40, 30, 20, 10], [30, 31, 29, 30, 31], [1, 2, 3, 4, 5]],
        [[100] * 5, [100] * 5, [100] * 5, [10] * 5],
    )
    assert found.direction.dtype == np.int8
    assert found.direction.tolist() == [
        Trend.INCREASING,
        Trend.DECREASING,
        Trend.NO_CHANGE,
        Trend.NO_CHANGE,
    ]


def test_the_level_is_99_8_per_cent_unless_said_otherwise():
    events, people = [20, 24, 26, 30, 34], [100] * 5
    p_value = float(chi_square_trend(events, people).p_value)
    assert 0.002 < p_value < 0.05
    assert chi_square_trend(events, people).direction == Trend.NO_CHANGE
    assert chi_square_trend(events, people, alpha=0.05).direction == Trend.INCREASING


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        (Polarity.HIGH, [Trend.BETTER, Trend.WORSE, Trend.NO_CHANGE, Trend.NOT_COMPUTED]),
        (Polarity.LOW, [Trend.WORSE, Trend.BETTER, Trend.NO_CHANGE, Trend.NOT_COMPUTED]),
        (
            Polarity.NONE,
            [Trend.INCREASING, Trend.DECREASING, Trend.NO_CHANGE, Trend.NOT_COMPUTED],
        ),
    ],
)
def test_a_polarity_says_which_way_is_better(polarity, words):
    rise, flat = [10, 20, 30, 40, 50], [30, 31, 29, 30, 31]
    events = [rise, rise[::-1], flat, [np.nan] * 5]
    found = chi_square_trend(events, 100, polarity=polarity)
    assert found.judged.dtype == np.int8
    assert found.judged.tolist() == words
    assert found.direction.tolist() == [
        Trend.INCREASING,
        Trend.DECREASING,
        Trend.NO_CHANGE,
        Trend.NOT_COMPUTED,
    ]


def test_only_the_last_five_points_count():
    longer = chi_square_trend([90, 90, 10, 20, 30, 40, 50], [100] * 7)
    assert longer.direction == Trend.INCREASING


@pytest.mark.parametrize(
    ("events", "people"),
    [
        ([10, 20, 30, 40], [100] * 4),
        ([], []),
        ([10, 20, np.nan, 40, 50], [100] * 5),
        ([10, 20, 30, 40, 50], [100, 100, 0, 100, 100]),
        ([10, 20, 30, 40, 101], [100] * 5),
        ([10, 20, -3, 40, 50], [100] * 5),
    ],
)
def test_no_trend_is_computed(events, people):
    found = chi_square_trend(events, people)
    assert found.direction == Trend.NOT_COMPUTED
    assert np.isnan(found.chi_square)
    assert np.isnan(found.p_value)


def test_a_rate_may_exceed_one_per_person():
    found = chi_square_trend([100, 150, 200, 250, 300], [100] * 5, sampling=Sampling.POISSON)
    assert found.direction == Trend.INCREASING


@pytest.mark.parametrize("sampling", [Sampling.NONE, Sampling.MEAN])
def test_what_is_not_counted_has_no_trend(sampling):
    found = chi_square_trend([10, 20, 30, 40, 50], [100] * 5, sampling=sampling)
    assert found.direction == Trend.NOT_COMPUTED


@pytest.mark.parametrize("events", [[0] * 5, [40] * 5])
def test_nobody_or_everybody_all_the_time_is_no_change(events):
    found = chi_square_trend(events, [40] * 5)
    assert found.direction == Trend.NO_CHANGE
    assert found.chi_square == 0


def test_a_level_that_is_no_share_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        chi_square_trend([1] * 5, [2] * 5, alpha=2)


@given(points)
def test_time_turned_round_turns_the_direction(rows):
    events, people = np.array(rows).T
    there, back = chi_square_trend(events, people), chi_square_trend(events[::-1], people[::-1])
    assert there.chi_square == pytest.approx(float(back.chi_square))
    turned = {Trend.INCREASING: Trend.DECREASING, Trend.DECREASING: Trend.INCREASING}
    assert back.direction == turned.get(Trend(int(there.direction)), there.direction)
