"""The small lines of the grid have one scale, that of what is shown."""

import re

import numpy as np
import pytest

from scorecard.charts.spark import HEIGHT
from scorecard.dashboards.presenters.grid_sparks import (
    Scale,
    green_scale,
    green_spark,
    scale_of,
    score_sparks,
)


def heights(line):
    return [int(one) for one in re.findall(r"\d+ (\d+)", re.search(r'd="M(.*?)"', line)[1])]


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([41.2, 58.0, np.nan], 40, 60),
        ([50.0, 50.0], 50, 60),
        ([100.0, 99.0], 90, 100),
        ([0.0, 0.0], 0, 10),
        ([np.nan], 0, 100),
        ([0.0, 100.0], 0, 100),
    ],
)
def test_the_scale_is_round_and_holds_what_is_shown(values, low, high):
    assert scale_of(np.array(values)) == Scale(low, high)


def test_a_rise_that_matters_is_seen_and_lines_can_be_compared():
    scores = np.array([[41.0, 45.0, 58.0], [58.0, 45.0, 41.0]])
    one, other = (heights(line) for line in score_sparks(scores, scale_of(scores)))
    assert one == other[::-1]
    assert one[0] - one[-1] > HEIGHT / 2


def test_less_than_a_pixel_is_seen():
    ((line,)) = score_sparks(np.array([[50.0, 50.9]]), Scale(40, 60))
    first, last = heights(line)
    assert first > last


def test_shares_of_green_have_one_scale_for_all_indicators():
    green = [(0.42, None, 0.5), (0.61, 0.58, 0.6)]
    assert green_scale(green) == Scale(40, 65)
    assert len(heights(green_spark(green[1], green_scale(green)))) == 3
