"""The trend of one practice: said only where five figures of one definition allow it."""

import pytest

from scorecard.cards.presenters.indicator import trend_chart
from scorecard.cards.selectors.runs import history_of
from tests.areas import Area
from tests.cards.test_comparators import area_with

PERIODS = ("2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1")

FIVE = "over the last five periods is more than noise"


def chart(area, numerators, periods=PERIODS):
    for period, numerator in zip(periods, numerators, strict=False):
        area.record(1, "ACC01", period=period, numerator=numerator, denominator=1000)
        last = area.band(period)
    definition = area.definition("ACC01")
    history = history_of(last, area.practices[0], definition.indicator_id)
    return trend_chart(definition, history, "Practice 1")


@pytest.mark.parametrize(
    ("numerators", "said"),
    [
        (
            [500, 560, 620, 680, 740],
            "the change for the better over the last five periods is more than noise",
        ),
        (
            [740, 680, 620, 560, 500],
            "the change for the worse over the last five periods is more than noise",
        ),
        ([600, 610, 595, 605, 600], "no change beyond noise"),
    ],
)
def test_five_points_tell_a_trend_from_noise(area, numerators, said):
    assert said in chart(area, numerators).summary


def test_four_points_tell_none(area):
    summary = chart(area, [500, 560, 620, 680]).summary
    assert "noise" not in summary and "68.0% in Jan-Mar 2026" in summary


YEARS = tuple(f"20{year}-{year + 1}-Q1" for year in range(24, 29))


@pytest.mark.parametrize("period_type", ["rolling", "year_to_date"])
def test_points_that_share_months_tell_no_trend(db, period_type):
    area = area_with(period_type=period_type)
    assert "noise" not in chart(area, [500, 560, 620, 680, 740]).summary


@pytest.mark.parametrize("period_type", ["rolling", "year_to_date"])
def test_the_same_quarter_of_five_years_tells_a_trend(db, period_type):
    area = area_with(period_type=period_type)
    summary = chart(area, [500, 560, 620, 680, 740], YEARS).summary
    assert "the change for the better over the last five periods is more than noise" in summary


def test_a_quarter_inside_a_year_beside_it_is_not_counted_twice(db):
    periods = ("2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2025-26")
    assert "noise" not in chart(Area(), [500, 560, 620, 680, 740], periods).summary


def test_later_periods_play_no_part_in_an_earlier_page(area):
    chart(area, [500, 560, 620, 680, 740])
    definition = area.definition("ACC01")
    earlier = area.band("2025-26-Q2")
    history = history_of(earlier, area.practices[0], definition.indicator_id)
    assert [one.run.period.code for one, _ in history] == ["2025-26-Q1", "2025-26-Q2"]
