"""The reader's colours: kept in a cookie, back to the page, nowhere else."""

import pytest
from django.test import Client

from scorecard.calc.types import Band
from scorecard.charts import palette
from scorecard.charts.ranked import ranked_bars
from scorecard.charts.types import BarItem, RankedBars
from scorecard.ui.colours import BLUE_ORANGE, in_palette

pytestmark = pytest.mark.django_db


def choose(palette: str, back: str = "/account/login/"):
    client = Client()
    return client, client.post("/palette/", {"palette": palette, "next": back})


def test_the_choice_is_kept_on_every_page_of_staff():
    client, answer = choose("blue-orange")
    assert answer["Location"] == "/account/login/"
    page = client.get("/account/login/").content.decode()
    assert '<html lang="en" data-palette="blue-orange">' in page


def test_without_a_choice_bands_are_green_amber_and_red():
    page = Client().get("/account/login/").content.decode()
    assert '<html lang="en" data-palette="nhs">' in page


def test_an_unknown_palette_changes_nothing():
    client, _ = choose('"><script>')
    assert 'data-palette="nhs"' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:x", ""])
def test_the_way_back_never_leaves_the_site(back):
    assert choose("nhs", back)[1]["Location"] == "/"


def test_charts_change_exactly_as_their_own_palettes_do():
    changed = {palette.NHS[band].colour: palette.BLUE_ORANGE[band].colour for band in Band}
    assert {old: new for old, new in changed.items() if old != new} == BLUE_ORANGE


def test_a_chart_drawn_long_ago_is_shown_in_the_readers_colours():
    bars = RankedBars("Flu", "%", 1, (BarItem("Alder", 90.0, band=Band.GREEN),))
    drawn, wanted = ranked_bars(bars).figure, ranked_bars(bars, "blue-orange").figure
    assert in_palette(drawn, "blue-orange") == in_palette(wanted, "blue-orange")
    assert "#007f3b" not in str(in_palette(drawn, "blue-orange"))
    assert in_palette(drawn, "nhs") == drawn
