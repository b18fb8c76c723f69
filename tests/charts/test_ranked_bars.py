"""All practices on one indicator: the sentence, the bars and the table tell the same."""

import json

import pytest

from scorecard.calc.types import Band, NoBand, Polarity
from scorecard.charts.figures import ranked_bars
from scorecard.charts.palette import NHS
from scorecard.charts.types import BarItem
from tests.charts.builders import ASH, BEECH, CEDAR, ELDER, bars, many


def traces_of(chart, kind="bar"):
    return [trace for trace in chart.figure["data"] if trace["type"] == kind]


def test_the_sentence_states_the_finding():
    chart = ranked_bars(bars(benchmark=80.0, benchmark_label="England"))
    assert chart.summary == (
        "Of 4 practices with a figure, 1 is green, 1 amber and 1 red, 1 without a band; values run"
        " from 61.0% (Cedar Surgery) to 93.1% (Ash Surgery); Beech Surgery is at 71.0%;"
        " England is 80.0%; 1 has no figure."
    )


def test_the_table_is_ranked_and_says_in_words_what_is_missing():
    chart = ranked_bars(bars(benchmark=80.0, benchmark_label="England"))
    assert chart.columns == ("Practice", "Value", "Interval", "Band")
    assert chart.rows == (
        ("Ash Surgery", "93.1%", "91.0% to 94.8%", "Green"),
        ("Dogwood Surgery", "80.0%", "30.0% to 97.0%", "Too few to band"),
        ("Beech Surgery", "71.0%", "65.5% to 76.0%", "Amber"),
        ("Cedar Surgery", "61.0%", "52.0% to 69.0%", "Red"),
        ("Elder Surgery", "Not returned", "No interval", "Not returned"),
        ("England", "80.0%", "No interval", "Benchmark"),
    )
    assert chart.urls == ("/practices/1/", "", "", "", "", "")
    assert [chart.columns[at] for at in chart.numbers] == ["Value", "Interval"]


def test_low_is_good_puts_the_lowest_first_and_the_missing_last_all_the_same():
    labels = [row[0] for row in ranked_bars(bars(polarity=Polarity.LOW)).rows]
    assert labels[0] == "Cedar Surgery"
    assert labels[-1] == "Elder Surgery"


def test_each_band_is_a_colour_a_pattern_and_a_word():
    drawn = {trace["name"]: trace["marker"] for trace in traces_of(ranked_bars(bars()))}
    assert set(drawn) == {"● Green", "▲ Amber", "◆ Red", "○ No band"}
    fills = {(marker["color"], marker.get("pattern", {}).get("shape")) for marker in drawn.values()}
    assert len({colour for colour, _ in fills}) == len({shape for _, shape in fills}) == 4


def test_the_other_palette_changes_colours_and_nothing_else():
    one, two = ranked_bars(bars()), ranked_bars(bars(), "blue-orange")
    colours = [[trace["marker"]["color"] for trace in traces_of(chart)] for chart in (one, two)]
    assert not set(colours[0][:3]) & set(colours[1][:3])
    assert (one.summary, one.rows) == (two.summary, two.rows)


def test_a_missing_practice_has_no_bar_but_its_reason_stands_in_the_figure():
    chart = ranked_bars(bars(ASH, ELDER))
    assert sum(len(trace["x"]) for trace in traces_of(chart)) == 1
    (words,) = traces_of(chart, "scatter")
    assert words["text"] == ["Not returned"]


def test_the_figure_draws_what_the_table_says():
    chart = ranked_bars(bars())
    drawn = sorted(
        (place, length)
        for trace in traces_of(chart)
        for place, length in zip(trace["y"], trace["x"], strict=True)
    )
    written = [float(row[1].rstrip("%")) for row in chart.rows if row[1] != "Not returned"]
    assert [round(length, 1) for _, length in drawn] == written


def test_the_interval_is_drawn_about_the_value():
    (trace,) = traces_of(ranked_bars(bars(ASH)))
    assert trace["error_x"]["array"] == pytest.approx([94.8 - 93.14])
    assert trace["error_x"]["arrayminus"] == pytest.approx([93.14 - 91.0])


def test_a_highlighted_practice_is_marked_by_more_than_colour():
    names = ranked_bars(bars(ASH, BEECH)).figure["layout"]["yaxis"]["ticktext"]
    assert names == ["Ash Surgery", "<b>▶ Beech Surgery</b>"]


def test_up_to_sixty_lie_down_with_names_and_more_stand_up_without():
    sixty, more = ranked_bars(many(60)).figure, ranked_bars(many(61)).figure
    assert len(sixty["layout"]["yaxis"]["ticktext"]) == 60
    assert sixty["data"][0]["orientation"] == "h"
    assert "ticktext" not in more["layout"]["xaxis"]
    assert more["layout"]["xaxis"]["showticklabels"] is False
    assert more["data"][0]["orientation"] == "v"
    assert more["layout"]["height"] < sixty["layout"]["height"]


def test_two_practices_of_one_name_are_two_bars():
    chart = ranked_bars(bars(ASH, ASH))
    assert traces_of(chart)[0]["y"] == [0, 1]


def test_nobody_has_a_figure():
    chart = ranked_bars(bars(ELDER))
    assert chart.summary == "No practice has a figure yet."
    assert chart.figure == {}
    assert ranked_bars(bars(ELDER, benchmark=80.0)).figure == {}


def test_one_practice_only():
    chart = ranked_bars(bars(CEDAR))
    assert chart.summary == (
        "Of 1 practice with a figure, 0 are green, 0 amber and 1 red; the only value is 61.0%."
    )


def test_context_without_bands_speaks_of_none():
    chart = ranked_bars(bars(BarItem("Ash", 4.0), BarItem("Beech", 2.0), polarity=Polarity.NONE))
    assert "green" not in chart.summary
    assert [row[3] for row in chart.rows] == ["Not banded", "Not banded"]


def test_no_value_and_no_reason_is_no_data():
    assert ranked_bars(bars(BarItem("Ash", None))).rows[0][1] == "No data"


def test_zero_is_a_value():
    chart = ranked_bars(bars(BarItem("Ash", 0.0, band=Band.RED)))
    assert chart.rows[0][1] == "0.0%"
    assert traces_of(chart)[0]["x"] == [0.0]


@pytest.mark.parametrize(
    ("unit", "value", "interval"),
    [
        ("%", "1,234.5%", "1,000.0% to 2,000.0%"),
        ("£", "£1,234.5", "£1,000.0 to £2,000.0"),
        (
            "per 1,000 patients",
            "1,234.5 per 1,000 patients",
            "1,000.0 to 2,000.0 per 1,000 patients",
        ),
        ("", "1,234.5", "1,000.0 to 2,000.0"),
    ],
)
def test_units_are_written_where_people_expect_them(unit, value, interval):
    spec = bars(BarItem("Ash", 1234.5, 1000.0, 2000.0))
    chart = ranked_bars(type(spec)(spec.title, unit, 1, spec.items))
    assert chart.rows[0][1:3] == (value, interval)


def test_a_long_benchmark_and_unit_are_broken_into_lines_and_not_cut():
    spec = bars(ASH)
    unit, name = "per 1,000 weighted patients", "Westmere, the middle practice (median)"
    more = {"benchmark": 80.0, "benchmark_label": name}
    chart = ranked_bars(type(spec)(spec.title, unit, 1, spec.items, **more))
    (line,) = traces_of(chart, "scatter")
    assert line["name"] == "Westmere, the middle<br>practice (median) 80.0"
    assert chart.figure["layout"]["xaxis"]["title"]["text"] == "per 1,000 weighted<br>patients"
    assert f"{name} is 80.0 {unit}" in chart.summary


def test_money_taken_back_keeps_its_sign_before_the_pound():
    spec = bars(BarItem("Ash", -5.0))
    assert ranked_bars(type(spec)("Payment", "£", 2, spec.items)).rows[0][1] == "-£5.00"


def test_a_name_is_text_and_nothing_else():
    chart = ranked_bars(bars(BarItem("<a href='https://x'>Ash</a> & Son", 5.0)))
    drawn = json.dumps(chart.figure)
    assert "<a" not in drawn
    assert "&amp; Son" in drawn
    assert chart.rows[0][0] == "<a href='https://x'>Ash</a> & Son"


def test_every_reason_has_words():
    for reason in NoBand:
        item = BarItem("Ash", None, reason=reason)
        assert ranked_bars(bars(item)).rows[0][3]


def test_legend_words_are_the_words_of_the_palette():
    names = {trace["name"] for trace in traces_of(ranked_bars(bars()))}
    assert names == {f"{look.glyph} {look.word}" for look in NHS.values()}
