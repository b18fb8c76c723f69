"""Control charts in words: twelve points of one definition, that do not overlap."""

from scorecard.calc.types import Band
from scorecard.charts.control import NOT_APART, Series, controlled
from scorecard.charts.svg import spark
from scorecard.charts.types import TrendPoint

CALM = (50.0, 52.0, 49.0, 51.0, 50.0, 48.0, 52.0, 50.0, 51.0, 49.0, 50.0, 51.0)


def one(values, same=None, apart=True):
    return controlled([Series(tuple(values), tuple(same or "A" * len(values)), apart)])[0]


def test_a_calm_series_has_limits_and_no_signal():
    found = one(CALM)
    assert all(found.points) and found.latest == "" and found.why_none == ""


def test_a_jump_stands_out():
    assert one((*CALM, 80.0)).latest.startswith("above the control limits")


def test_eleven_periods_are_too_few_and_that_is_said():
    found = one(CALM[:11])
    assert not any(found.points)
    assert found.why_none == (
        "No control limits: 11 periods have a figure, and it takes at least 12."
    )


def test_a_missing_period_does_not_count():
    assert "11 periods" in one((*CALM[:11], None)).why_none


def test_a_new_definition_begins_a_new_baseline():
    found = one((*CALM, 80.0), "A" * 12 + "B")
    assert found.points[0] and found.points[-1] is None
    assert "1 period has a figure since the definition changed" in found.why_none


def test_periods_that_overlap_have_none():
    assert one(CALM, apart=False).why_none == NOT_APART


def test_many_series_are_judged_each_by_itself():
    both = controlled([Series((*CALM, 80.0), ("A",) * 13), Series((*CALM, 50.0), ("B",) * 13)])
    assert both[0].latest and not both[1].latest


def test_the_small_line_is_broken_where_a_period_is_missing_and_rings_a_signal():
    values = (*CALM, 58.0)
    points = [
        TrendPoint("", value, control=control)
        for value, control in zip(values, one(values).points, strict=True)
    ]
    assert spark(points).count('r="5"') == 1
    gap = [TrendPoint("", value) for value in (1.0, None, 2.0, 3.0)]
    assert spark(gap).count("M") == 2
    assert spark([TrendPoint("", 1.0, band=Band.RED)]) == ""
