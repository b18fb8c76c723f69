"""The distributions behind limits and tests are those of scipy.stats, to the last digit.

`scipy.special` is what it rests on: the same numbers without forty megabytes in every process.
"""

import subprocess
import sys

import numpy as np
from scipy import stats

from scorecard.calc import intervals, own_past, trend
from scorecard.calc.arrays import z_for

TAIL = (1 - 0.95) / 2
COUNTS = np.array([0.0, 1.0, 2.0, 9.0, 10.0, 250.0, np.nan])


def same(found, wanted):
    np.testing.assert_array_equal(found, wanted)


def test_normal_deviates():
    for confidence in (0.8, 0.95, 0.998):
        assert z_for(confidence) == stats.norm.ppf(0.5 + confidence / 2)


def test_exact_poisson_limits():
    lower, upper = intervals.poisson_exact(COUNTS, 1.0)
    same(lower, np.where(COUNTS == 0, 0.0, stats.chi2.ppf(TAIL, 2 * COUNTS) / 2))
    same(upper, stats.chi2.isf(TAIL, 2 * COUNTS + 2) / 2)


def test_limits_of_means():
    people = np.array([1.0, 2.0, 30.0, np.nan])
    lower, upper = intervals.mean(5.0, 2.0, people)
    half = stats.t.isf(TAIL, people - 1) * 2 / np.sqrt(people)
    same(lower, 5.0 - half)
    same(upper, 5.0 + half)


def test_shares_of_the_later_of_two_counts():
    lower, upper = own_past.share_of_later(COUNTS, 3.0)
    same(lower, np.where(COUNTS == 0, 0.0, stats.beta.ppf(TAIL, COUNTS, 4.0)))
    same(upper, stats.beta.isf(TAIL, COUNTS + 1, 3.0))


def test_p_values_of_trends():
    found = trend.chi_square_trend(
        np.array([[10, 12, 15, 14, 20], [5, 5, 5, 5, 5]]),
        np.full((2, 5), 100),
    )
    same(found.p_value, stats.chi2.sf(found.chi_square, 1))


def test_no_process_of_the_product_carries_all_of_scipy_stats():
    code = "import sys, indicators.judging, scorecard.calc.funnel, scorecard.calc.spc; "
    code += "sys.exit('scipy.stats' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
