"""The slope index of inequality, against a line through every single patient."""

import numpy as np
import pytest

from scorecard.calc import inequality


def test_ridits_run_from_the_least_to_the_most_deprived():
    found = inequality.ridits([10, 20, 30, 40], [100, 300, 100, 500])
    assert found == pytest.approx([0.05, 0.25, 0.45, 0.75])


def test_the_slope_is_that_of_a_line_through_every_patient():
    rng = np.random.default_rng(4)
    people, score = rng.integers(3, 60, 20), rng.random(20)
    values = 70 - 12 * score + rng.normal(0, 2, 20)
    ridits = inequality.ridits(score, people)
    patients = np.repeat(ridits, people), np.repeat(values, people)
    slope = np.polyfit(*patients, 1)[0]
    found = inequality.slope(values, score, people)
    assert found.slope == pytest.approx(slope)
    assert found.lower < found.slope < found.upper


def test_too_few_or_equally_deprived_practices_have_no_slope():
    assert np.isnan(inequality.slope([1, 2], [1, 2], [5, 5]).slope)
    assert np.isnan(inequality.slope([1, 2, 3], [1, 1, 1], [5, 5, 5]).slope)
