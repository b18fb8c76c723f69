"""The charts of a yearly assessment: quartiles through the periods, reliability against n."""

from scorecard.charts.curve import CurvePoint, ReliabilityCurve, reliability_curve
from scorecard.charts.quartiles import QuartileLine, QuartilePoint, quartile_line

FIRST = QuartilePoint("Apr-Jun 2025", 36, 60.0, 70.04, 80.0)
LAST = QuartilePoint("Jan-Mar 2026", 38, 65.0, 74.0, 81.0)


def quartiles(*points: QuartilePoint):
    return quartile_line(QuartileLine("Smears", "%", 1, points))


def curve(needed: float | None, *points: CurvePoint):
    drawn = ((10.0, 0.4), (100.0, 0.9))
    return reliability_curve(ReliabilityCurve("Smears", drawn, points, 0.7, needed))


def test_the_sentence_says_where_the_median_stands_and_came_from():
    assert quartiles(FIRST, LAST).summary == (
        "In Jan-Mar 2026 the median of the practices is 74.0%, up from 70.0% in Apr-Jun 2025; "
        "the middle half of them lies at 65.0% to 81.0%."
    )
    assert "down from 74.0% in Jan-Mar 2026" in quartiles(LAST, FIRST).summary
    assert "74.0%, as in Jan-Mar 2026;" in quartiles(LAST, LAST).summary
    assert "is 74.0%; the middle" in quartiles(LAST).summary


def test_the_table_has_every_period_with_its_quartiles():
    assert quartiles(FIRST, LAST).rows[0] == ("Apr-Jun 2025", "36", "60.0%", "70.0%", "80.0%")


def test_the_drawing_shades_between_the_quartiles():
    lower, upper, median = quartiles(FIRST, LAST).figure["data"]
    assert (lower["y"], upper["y"], median["y"]) == ([60, 65], [80, 81], [70.04, 74])
    assert upper["fill"] == "tonexty"


def test_the_curve_says_what_each_practice_has_and_what_it_takes():
    found = curve(51.3, CurvePoint("the median practice", 1200, 0.986))
    assert found.summary == (
        "The median practice counts 1,200 patients: reliability 0.99; 0.70 takes about 51 patients."
    )
    assert found.rows == (("the median practice", "1,200", "0.99"),)
    assert curve(0.2).summary == "0.70 takes about 1 patient."


def test_where_practices_differ_by_chance_alone_no_number_is_enough():
    assert "no number of patients would tell them apart" in curve(None).summary
