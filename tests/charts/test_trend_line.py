"""One practice through the periods: gaps stay gaps, and noise is called noise."""

import pytest

from scorecard.calc.types import Band, NoBand, Trend
from scorecard.charts.figures import trend_line
from scorecard.charts.types import TrendLine, TrendPoint
from tests.charts.builders import line


@pytest.mark.parametrize(
    ("trend", "words"),
    [
        (Trend.INCREASING, "; the rise over the last five periods is more than noise"),
        (Trend.DECREASING, "; the fall over the last five periods is more than noise"),
        (Trend.NO_CHANGE, "; the last five periods show no change beyond noise"),
        (Trend.BETTER, "; the change for the better over the last five periods is more than noise"),
        (Trend.WORSE, "; the change for the worse over the last five periods is more than noise"),
        (Trend.NOT_COMPUTED, ""),
    ],
)
def test_the_sentence_says_whether_it_is_more_than_noise(trend, words):
    chart = trend_line(line(75.0, 78.0, 82.1, trend=trend))
    assert chart.summary == f"82.1% in Q3, up from 75.0% in Q1{words}."


@pytest.mark.parametrize(
    ("values", "start"),
    [
        ((82.0, 75.0), "75.0% in Q2, down from 82.0% in Q1"),
        ((75.01, 75.04), "75.0% in Q2, as in Q1"),
        ((None, 75.0, 80.0, None), "80.0% in Q3, up from 75.0% in Q2"),
    ],
)
def test_first_and_last_are_those_with_a_figure(values, start):
    assert trend_line(line(*values)).summary.startswith(start)


def test_one_figure_and_none():
    assert trend_line(line(None, 75.0)).summary == "One period has a figure: 75.0% in Q2."
    assert trend_line(line(None, None)).summary == "No period has a figure yet."
    assert trend_line(line()).summary == "No period has a figure yet."
    assert trend_line(line()).figure == trend_line(line(None, benchmark=80.0)).figure == {}


def test_a_missing_period_breaks_the_line():
    drawn = trend_line(line(75.0, None, 80.0)).figure["data"][0]
    assert drawn["y"] == [75.0, None, 80.0]
    assert drawn["connectgaps"] is False


def test_the_table_has_every_period_in_order_with_its_note():
    points = (
        TrendPoint("Q1", 75.0, 70.0, 80.0, Band.RED),
        TrendPoint("Q2", None, note="New definition", reason=NoBand.NOT_RETURNED),
        TrendPoint("Q3", 82.0, band=Band.GREEN, benchmark=81.0),
    )
    chart = trend_line(TrendLine("Ash", "%", 1, points, benchmark_label="England"))
    assert chart.columns == ("Period", "Value", "Interval", "Band", "England", "Note")
    assert [chart.columns[at] for at in chart.numbers] == ["Value", "Interval", "England"]
    assert chart.rows == (
        ("Q1", "75.0%", "70.0% to 80.0%", "Red", "No data", ""),
        ("Q2", "Not returned", "No interval", "Not returned", "No data", "New definition"),
        ("Q3", "82.0%", "No interval", "Green", "81.0%", ""),
    )


def test_a_fixed_benchmark_runs_through_all_periods():
    chart = trend_line(line(75.0, 80.0, benchmark=78.0, benchmark_label="Target"))
    (drawn,) = [trace for trace in chart.figure["data"] if trace.get("name") == "Target"]
    assert drawn["y"] == [78.0, 78.0]
    assert [row[4] for row in chart.rows] == ["78.0%", "78.0%"]


def test_without_a_benchmark_there_is_no_column_for_it():
    assert "Benchmark" not in trend_line(line(75.0, 80.0)).columns


def test_markers_tell_the_bands_apart_by_shape():
    points = tuple(TrendPoint(band.name, 50.0 + band, band=band) for band in Band)
    chart = trend_line(TrendLine("Ash", "%", 1, points))
    drawn = [trace["marker"] for trace in chart.figure["data"] if trace["mode"] == "markers"]
    assert len({(marker["symbol"], marker["color"]) for marker in drawn}) == len(Band)


def test_each_period_has_the_marker_of_its_own_band():
    points = (
        TrendPoint("Q1", 61.0, band=Band.RED),
        TrendPoint("Q2", 75.0, band=Band.AMBER),
        TrendPoint("Q3", 62.0, band=Band.RED),
    )
    figure = trend_line(TrendLine("Ash", "%", 1, points)).figure
    drawn = {trace.get("name"): trace["y"] for trace in figure["data"]}
    assert (drawn["◆ Red"], drawn["▲ Amber"]) == ([61.0, 62.0], [75.0])


def test_a_note_is_a_star_at_its_period_and_words_on_hover():
    points = (TrendPoint("Q1", 75.0), TrendPoint("Q2", 80.0, note="New definition"))
    figure = trend_line(TrendLine("Ash", "%", 1, points)).figure
    assert figure["layout"]["xaxis"]["ticktext"] == ["Q1", "Q2 *"]
    (markers,) = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert [words.endswith(". New definition") for words in markers["hovertext"]] == [False, True]


def test_a_broken_line_is_drawn_with_its_intervals():
    points = (TrendPoint("Q1", 75.0, 70.0, 82.0), TrendPoint("Q2", None))
    drawn = trend_line(TrendLine("Ash", "%", 1, points)).figure["data"][0]["error_y"]
    assert (drawn["array"], drawn["arrayminus"]) == ([7.0, None], [5.0, None])
