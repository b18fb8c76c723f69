"""Bands side by side."""

from scorecard.charts.figures import band_counts
from scorecard.charts.types import BandCount, BandCounts

ACCESS = BandCount("Access", green=10, amber=5, red=3, none=2, url="/domains/access/")
VALUE = BandCount("Value for money", green=1, amber=2, red=8)


def test_the_sentence_adds_up_and_names_where_the_reds_are():
    chart = band_counts(BandCounts("Domains", (ACCESS, VALUE)))
    assert chart.summary == (
        "Of 31 results 11 are green, 7 amber and 11 red, and 2 have no band;"
        " most reds (8) are in Value for money."
    )


def test_the_table_has_one_row_for_each():
    chart = band_counts(BandCounts("Networks", (ACCESS, VALUE), item_word="network"))
    assert chart.columns == ("Network", "Green", "Amber", "Red", "No band")
    assert chart.rows == (
        ("Access", "10", "5", "3", "2"),
        ("Value for money", "1", "2", "8", "0"),
    )
    assert chart.urls == ("/domains/access/", "")
    assert [chart.columns[at] for at in chart.numbers] == ["Green", "Amber", "Red", "No band"]


def test_without_reds_none_are_named():
    chart = band_counts(BandCounts("Domains", (BandCount("Access", 1, 0, 0),)))
    assert chart.summary == "Of 1 result 1 is green, 0 amber and 0 red."


def test_nothing_is_banded_yet():
    chart = band_counts(BandCounts("Domains", (BandCount("Access", 0, 0, 0, 4),)))
    assert chart.summary == "Nothing is banded yet in these domains."
    assert chart.figure == {}
    assert band_counts(BandCounts("Domains", ())).rows == ()


def test_bars_are_stacked_and_the_order_is_kept():
    figure = band_counts(BandCounts("Domains", (VALUE, ACCESS))).figure
    assert figure["layout"]["barmode"] == "stack"
    assert [trace["x"] for trace in figure["data"]] == [[1, 10], [2, 5], [8, 3], [0, 2]]
