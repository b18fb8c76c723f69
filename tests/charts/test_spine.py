"""The spine chart: a row for each indicator, worse to better, beside the area."""

import plotly.graph_objects as go

from scorecard.calc.types import Band, NoBand, Polarity
from scorecard.charts.spine import EDGE, scale_of, side_of, spine
from scorecard.charts.svg import spine_row
from scorecard.charts.types import Spine, SpineRow

OTHERS = {"middle": 60.0, "lowest": 40.0, "quarter": 55.0, "three_quarters": 65.0, "highest": 70.0}


def row(value=65.0, polarity=Polarity.HIGH, **more):
    given = {"lower": 63.0, "upper": 67.0, "band": Band.GREEN, **OTHERS, **more}
    return SpineRow("Seen within two days", "%", 1, polarity, value, **given)


def test_the_furthest_practice_is_at_the_end_and_the_area_in_the_middle():
    scale = scale_of(row())
    assert (scale.at(60.0), scale.at(40.0), scale.at(70.0)) == (0, -1, 0.5)


def test_better_is_right_whichever_way_is_good():
    assert scale_of(row(polarity=Polarity.LOW)).at(40.0) == 1


def test_what_lies_beyond_the_others_stays_on_the_drawing():
    assert scale_of(row()).at(500.0) == EDGE


def test_equal_practices_do_not_divide_by_nothing():
    same = row(value=60.0, lower=None, upper=None, lowest=60.0, highest=60.0)
    assert scale_of(same).at(60.0) == 0


def test_without_the_area_nothing_is_drawn_and_the_table_still_has_the_figure():
    alone = row(middle=None)
    chart = spine(Spine("Access", "Westmere", (alone,)))
    assert chart.figure == {} and spine_row(alone) == ""
    assert chart.rows[0][1:4] == ("65.0%", "63.0% to 67.0%", "Not known")


def test_better_and_worse_are_told_by_the_interval_and_the_polarity():
    assert side_of(row()) == 1
    assert side_of(row(polarity=Polarity.LOW)) == -1
    assert side_of(row(lower=59.0)) == 0
    assert side_of(row(polarity=Polarity.NONE)) is None
    assert side_of(row(lower=None)) is None


def test_the_sentence_counts_them():
    rows = (row(), row(value=50, lower=48, upper=52), row(lower=59.0), row(lower=None))
    assert spine(Spine("Access", "Westmere", rows)).summary == (
        "Of 3 indicators that can be compared with Westmere, 1 is better and 1 worse by more than"
        " chance explains (95% interval)."
    )


def test_it_is_a_figure_that_plotly_knows():
    absent = row(value=None, band=Band.NONE, reason=NoBand.NOT_RETURNED)
    figure = spine(Spine("Access", "A <b>", (row(england=58.0, similar=61.0), absent))).figure
    drawn = go.Figure(data=figure["data"], layout=figure["layout"])
    assert len(drawn.data) == 6 and "A &lt;b&gt;" in drawn.layout.xaxis.ticktext


def test_a_row_alone_has_the_shape_of_its_band():
    assert "mark--green" in spine_row(row()) and "<circle" in spine_row(row())
    assert "mark--red" in spine_row(row(band=Band.RED)) and "Z" in spine_row(row(band=Band.RED))
