"""What every figure promises: valid, plain, small, and usable on a phone."""

import json

import plotly.graph_objects as go
import plotly.io
import pytest

from scorecard.charts.curve import CurvePoint, ReliabilityCurve, reliability_curve
from scorecard.charts.figures import band_counts, band_strip, ranked_bars, trend_line
from scorecard.charts.moves import score_moves
from scorecard.charts.quartiles import QuartileLine, QuartilePoint, quartile_line
from scorecard.charts.rank_ranges import rank_ranges
from scorecard.charts.types import (
    BandCount,
    BandCounts,
    BandStrip,
    BarItem,
    MoveItem,
    RankItem,
    RankRanges,
    ScoreMoves,
    TrendLine,
    TrendPoint,
)
from tests.charts.builders import bars, line, many

LONG = "The Partnership of the Very Long Name at the Old Railway Goods Yard"
CHARTS = {
    "ranked": ranked_bars(bars(benchmark=80.0)),
    "many": ranked_bars(many(200)),
    "long": ranked_bars(bars(BarItem(LONG, 1 / 3))),
    "trend": trend_line(line(75.0, None, 100 / 3, benchmark=70.0)),
    "counts": band_counts(BandCounts("Domains", (BandCount(LONG, 1, 2, 3),))),
    "moves": score_moves(ScoreMoves("Scores", "It moves.", (MoveItem(LONG, 1 / 3, 70),))),
    "ranks": rank_ranges(RankRanges("Ranks", "It moves.", (RankItem(LONG, 2, 1, 3, 0.5),))),
    "quartiles": quartile_line(
        QuartileLine("Smears", "%", 1, (QuartilePoint("Q1", 40, 60, 200 / 3, 80),))
    ),
    "reliability": reliability_curve(
        ReliabilityCurve(
            "Smears",
            ((1, 1 / 3), (50, 0.9)),
            (CurvePoint("the median practice", 20, 0.8),),
            wanted=0.7,
            needed=11.7,
        )
    ),
    "strip": band_strip(
        BandStrip("Access", "%", 1, bars().items, marks=((80.0, "Green from"), (60.0, "Red below")))
    ),
}
EMPTY = {
    "nobody": ranked_bars(bars(BarItem("Ash", None))),
    "no points": band_strip(BandStrip("Access", "%", 1, (BarItem("Ash", None),))),
    "no period": trend_line(TrendLine("Ash", "%", 1, (TrendPoint("Q1", None, note="Moved"),))),
    "no score": score_moves(ScoreMoves("Scores", "Nobody moves.", (MoveItem("Ash", None, None),))),
    "no band": band_counts(BandCounts("Domains", (BandCount("Access", 0, 0, 0, 3),))),
}
ALL = CHARTS | EMPTY
drawn = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
every = pytest.mark.parametrize("chart", ALL.values(), ids=ALL.keys())


@every
def test_it_is_plain_json_without_numbers_that_json_lacks(chart):
    assert json.loads(json.dumps(chart.figure, allow_nan=False)) == chart.figure


@drawn
def test_it_is_valid_to_plotly(chart):
    go.Figure(data=chart.figure["data"], layout=chart.figure["layout"])


LONGEST_NAME = 60


@drawn
def test_it_fits_a_phone(chart):
    layout = chart.figure["layout"]
    assert "width" not in layout
    assert layout["autosize"] is True
    assert layout["xaxis"]["automargin"] is layout["yaxis"]["automargin"] is True
    names = [*layout["xaxis"].get("ticktext", ()), *layout["yaxis"].get("ticktext", ())]
    # The script cuts names to the width of its window (tests/browser/test_wide_content.py).
    assert all(len(name) <= LONGEST_NAME for name in names)


@drawn
def test_it_answers_to_the_page_and_shows_no_toolbar(chart):
    assert chart.figure["config"] == {"displayModeBar": False, "responsive": True}


@every
def test_it_has_a_heading_one_sentence_and_its_table(chart):
    assert chart.heading
    assert chart.summary.endswith(".")
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    assert len(chart.urls) == len(chart.rows)
    assert set(chart.numbers) <= set(range(1, len(chart.columns)))


@pytest.mark.parametrize("chart", EMPTY.values(), ids=EMPTY.keys())
def test_without_a_value_nothing_is_drawn_and_the_table_says_why(chart):
    assert chart.figure == {}
    assert chart.rows


def test_no_template_is_added():
    assert plotly.io.templates.default is None
    assert "template" not in CHARTS["ranked"].figure["layout"]


def test_two_hundred_practices_stay_under_forty_kilobytes():
    assert len(json.dumps(CHARTS["many"].figure)) < 40_000


def test_numbers_are_drawn_with_six_digits():
    assert CHARTS["long"].figure["data"][0]["x"] == [0.333333]


def test_lying_bars_start_at_the_top_and_none_is_cut_off():
    for name, bars_drawn in (("ranked", 5), ("counts", 1)):
        axis = CHARTS[name].figure["layout"]["yaxis"]
        assert axis["range"] == [bars_drawn - 0.5, -0.5]
