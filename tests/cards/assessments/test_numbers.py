"""What is computed of an indicator for its yearly assessment, and of which periods."""

import datetime as dt

import pytest

from scorecard.calc.assessment import Proposal, Slope
from scorecard.cards.selectors.assessments import (
    assessed_year,
    year_of,
)
from tests.areas import Area
from tests.cards.assessments.helpers import QUARTERS, assessed, redefine, so_far

pytestmark = pytest.mark.django_db


def test_the_last_period_of_the_year_gives_the_numbers(area):
    found = assessed(area)
    assert (found.sizes.practices, found.sizes.median, found.sizes.share_below) == (12, 100, 0)
    # 65 .. 76 in the last quarter
    assert found.distribution.median == 70.5
    assert (found.distribution.lower_quartile, found.distribution.upper_quartile) == (67.75, 73.25)
    assert found.link.practices == 12
    assert found.link.correlation > 0.9


def test_the_median_climbs_two_points_a_quarter(area):
    found = assessed(area)
    assert found.slope.periods == 3
    assert found.slope.a_year == pytest.approx(8, abs=0.1)
    assert [one.median for one in found.series] == [66.5, 68.5, 70.5]


def test_an_earlier_period_of_another_measure_is_no_part_of_the_slope(area):
    redefine(area, denominator="Everybody on the list")
    assert assessed(area).slope == Slope(1, None)


def test_figures_of_the_year_so_far_are_compared_with_the_same_quarter_of_other_years(area):
    for practice in area.practices:
        practice.commissionerlink_set.update(starts_on=dt.date(2023, 4, 1))
    so_far(area)
    found = assessed(area)
    assert [one.code for one in found.series] == ["2023-24-Q4", "2024-25-Q4", "2025-26-Q4"]
    assert found.slope.a_year == pytest.approx(1, abs=0.01)


def test_within_one_year_a_figure_of_the_year_so_far_has_no_slope(area):
    redefine(area, period_type="year_to_date")
    for period in QUARTERS:
        area.band(period)
    assert assessed(area).slope == Slope(1, None)


def test_a_quarter_and_a_year_that_end_together_are_not_one_line(area):
    for code in ("2024-25", "2025-26"):
        for number in range(1, 13):
            area.record(number, "ACC01", code, numerator=20, denominator=100)
        area.band(code)
    assert [one.code for one in assessed(area).series] == list(QUARTERS)


def test_of_a_year_and_a_quarter_that_end_together_the_quarter_is_the_last():
    area = Area()
    area.record(1, "ACC01", "2025-26", numerator=80, denominator=100)
    area.record(1, "ACC01", "2025-26-Q4", numerator=80, denominator=100)
    for code in ("2025-26", "2025-26-Q4"):
        area.band(code)
    assert assessed_year(area.commissioner).last.run.period.code == "2025-26-Q4"


def test_other_levels_leave_periods_comparable(area):
    redefine(area, rule={"rule": "thresholds", "green": 90, "red": 70})
    assert assessed(area).slope.periods == 3


def test_a_figure_that_stands_for_several_periods_counts_once(area):
    redefine(area, valid_for_months=12)
    area.band("2026-27-Q1")
    assert [one.code for one in assessed(area, year="2026-27").series] == list(QUARTERS)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2026, 3, 31), "2025-26"),
        (dt.date(2026, 4, 1), "2026-27"),
        (dt.date(2026, 12, 31), "2026-27"),
        (dt.date(2000, 3, 1), "1999-00"),
    ],
)
def test_a_year_runs_from_april_to_march(day, year):
    assert year_of(day) == year


def test_practices_unlike_the_others_take_no_part(area):
    odd = area.add_practice(13, atypical="serves homeless people")
    area.practices.append(odd)
    area.record(13, "ACC01", period="2025-26-Q4", numerator=1, denominator=1000)
    area.band("2025-26-Q4")
    found = assessed(area)
    assert found.sizes.practices == 12
    assert found.distribution.median == 70.5
    assert found.series[-1].practices == 12


def test_too_few_to_band_counts_in_the_size_and_not_in_the_median(area):
    for number in range(1, 8):
        area.record(number, "ACC01", period="2025-26-Q4", numerator=0, denominator=20)
    area.band("2025-26-Q4")
    found = assessed(area)
    assert found.sizes.share_below == pytest.approx(7 / 12)
    assert found.distribution.practices == found.series[-1].practices == 5
    assert Proposal.LOW_NUMBERS in found.proposals


def test_nobody_in_the_denominator_counts_in_the_size(area):
    for number in range(1, 8):
        area.record(number, "ACC01", period="2025-26-Q4", numerator=0, denominator=0)
    area.record(8, "ACC01", period="2025-26-Q4", state="no_data")
    area.band("2025-26-Q4")
    found = assessed(area)
    assert (found.sizes.practices, found.sizes.median) == (11, 0)
    assert found.sizes.share_below == pytest.approx(7 / 11)
    assert found.distribution.practices == found.series[-1].practices == 4
    assert Proposal.LOW_NUMBERS in found.proposals


def test_nobody_in_a_denominator_that_practices_share_is_one_figure(area):
    redefine(area, level="network", rule={})
    for number in range(1, 13):
        area.record(number, "ACC01", period="2025-26-Q4", numerator=0, denominator=0)
    area.band("2025-26-Q4")
    found = assessed(area)
    assert (found.sizes.practices, found.sizes.share_below) == (1, 1)


@pytest.mark.parametrize("level", ["network", "area"])
def test_a_figure_that_practices_share_is_one_figure(area, level):
    redefine(area, level=level, rule={})
    found = assessed(area)
    assert (found.sizes.practices, found.at_median) == (1, None)


def test_without_a_sampling_model_there_is_no_reliability():
    area = Area()
    for number in (1, 2, 3):
        area.record(number, "VFM01", period="2025-26-Q4", numerator=150 * number, denominator=1)
    area.band("2025-26-Q4")
    found = assessed(area, "VFM01")
    assert (found.at_median, found.needed, found.best) == (None, None, None)
    assert found.proposals == ()
