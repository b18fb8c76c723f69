"""Ranks that go together."""

import numpy as np
import pytest

from scorecard.calc.association import ranked_together


def test_of_ties_the_ranks_are_the_middle_ones():
    # 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1 for the last two pairs swapped: 1 - 12 / 990.
    x = list(range(10))
    y = [0, 10, 20, 30, 40, 50, 60, 70, 90, 80]
    found = ranked_together(x, y)
    assert found.rho == pytest.approx(1 - 12 / 990)
    assert found.is_more_than_chance


def test_too_few_or_no_difference_say_nothing():
    assert np.isnan(ranked_together(range(9), range(9)).rho)
    assert ranked_together([*range(9), np.nan], range(10)).practices == 9
    same = ranked_together([1.0] * 12, range(12))
    assert np.isnan(same.rho) and not same.is_more_than_chance
