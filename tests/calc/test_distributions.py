"""The distributions behind limits and tests are those of scipy.stats, to the last digit.

`scipy.special` is what it rests on: the same numbers without forty megabytes in every process.
"""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from scorecard.calc import inequality, intervals, own_past, trend
from scorecard.calc.arrays import z_for

ROOT = Path(__file__).parents[2]
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


def test_limits_of_the_slope_of_inequality():
    value = np.array([4.0, 6.0, 5.0, 9.0])
    found = inequality.slope(value, [1, 2, 3, 4], np.ones(4))
    # ridits of four alike are 1/8, 3/8, 5/8 and 7/8
    away = np.array([-3, -1, 1, 3]) / 8
    middle, slope = value.mean(), (away * value).sum() / (away**2).sum()
    left = value - middle - slope * away
    error = np.sqrt(((away * left) ** 2).sum()) / (away**2).sum() * np.sqrt(4 / 2)
    half = stats.t.isf(TAIL, 2) * error
    same([found.lower, found.upper], [slope - half, slope + half])


PROCESSES = {
    "a worker": "scorecard.jobs.registry, scorecard.jobs.tasks",
    "a web process": "scorecard.config.wsgi, scorecard.config.urls",
}


@pytest.mark.parametrize("modules", PROCESSES.values(), ids=PROCESSES)
def test_no_process_of_the_product_carries_all_of_scipy_stats(modules):
    code = f"import sys, django; django.setup(); import {modules}; "
    code += "scorecard.jobs.registry.load_tasks(); " * ("registry" in modules)
    code += "sys.exit('scipy.stats' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "scorecard.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment, cwd=ROOT)
    assert done.returncode == 0
