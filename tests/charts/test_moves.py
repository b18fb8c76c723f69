"""Scores before and after as dumbbells; ranks as bars with a point."""

import pytest

from scorecard.calc.types import Band
from scorecard.charts.moves import score_moves
from scorecard.charts.rank_ranges import kept_words, rank_ranges
from scorecard.charts.types import MoveItem, RankItem, RankRanges, ScoreMoves

UP = MoveItem("Ash", 55.04, 71.0, Band.AMBER, Band.GREEN, url="/ash/")
LOST = MoveItem("<b>Beech</b>", 30.0, None, Band.RED, Band.NONE)
STAYS = RankItem("Ash", 2, 1, 4, 1.0, Band.GREEN, url="/ash/")
DEPENDS = RankItem("Beech", 7, 7, 7, 0.4, Band.AMBER)


def traces(chart):
    return {trace.get("name"): trace for trace in chart.figure["data"]}


def test_a_line_leads_from_the_ring_before_to_the_band_after():
    chart = score_moves(ScoreMoves("Scores", "One moves.", (UP, LOST), (("Green from", 70),)))
    drawn = traces(chart)
    assert (drawn[None]["x"], drawn[None]["y"]) == ([55.04, 71.0, None], [0, 0, None])
    assert (drawn["Before"]["x"], drawn["Before"]["y"]) == ([55.04, 30.0], [0, 1])
    assert drawn["After: ● Green"]["x"] == [71.0]
    assert drawn["Green from 70"]["x"] == [70, 70]
    assert "After: ○ No band" not in drawn


def test_a_score_that_is_missing_is_said_and_a_name_is_only_text():
    chart = score_moves(ScoreMoves("Scores", "One moves.", (UP, LOST)))
    assert chart.rows[0] == ("Ash", "55.0", "71.0", "Amber", "Green")
    assert chart.rows[1] == ("<b>Beech</b>", "30.0", "No score", "Red", "No band")
    assert chart.urls == ("/ash/", "")
    hover = traces(chart)["Before"]["hovertext"][1]
    assert hover == "&lt;b&gt;Beech&lt;/b&gt;: 30.0 (red) to No score (no band)"


def test_bars_run_from_the_best_to_the_worst_rank_and_a_pattern_tells_who_depends():
    drawn = traces(rank_ranges(RankRanges("Ranks", "One depends.", (STAYS, DEPENDS))))
    keeps, depends = drawn["Keeps its band"], drawn["Band depends on the weights"]
    assert (keeps["base"], keeps["x"], keeps["y"]) == ([0.6], [3.8], [0])
    assert (depends["base"], depends["x"], depends["y"]) == ([6.6], [0.8], [1])
    assert "pattern" not in keeps["marker"]
    assert depends["marker"]["pattern"]["shape"] == "/"
    assert drawn["Now: ▲ Amber"]["x"] == [7]


def test_nobody_ranked_is_no_drawing():
    assert rank_ranges(RankRanges("Ranks", "Nobody is ranked.", ())).figure == {}


def test_the_table_twin_has_ranks_and_the_share():
    chart = rank_ranges(RankRanges("Ranks", "One depends.", (STAYS, DEPENDS)))
    assert chart.rows == (
        ("Ash", "2", "1", "4", "100%", "Green"),
        ("Beech", "7", "7", "7", "40.0%", "Amber"),
    )


@pytest.mark.parametrize(
    ("kept", "said"),
    [(1.0, "100%"), (0.9999, "99.9%"), (0.5, "50.0%"), (0.0001, "0.1%"), (0.0, "0%"),
     (None, "No band")],
)  # fmt: skip
def test_only_all_is_100_per_cent_and_only_none_is_0(kept, said):
    assert kept_words(kept) == said
