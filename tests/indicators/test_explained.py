"""The numbers of a result with their words, and what a place among others means."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions import DefinitionData
from indicators.explained import Link, Whose, explained, numbers_of, place_words
from indicators.explaining import Outcome
from scorecard.calc import ranks
from scorecard.calc.types import Band, NoBand, Polarity
from tests.indicators.test_explaining import AMBER, DATA

WHOSE = Whose(("Z01", "One"), ("ACC01", "Seen"), ("2026-27-Q1", "April to June 2026"))


def ranked(rank, ranked_of, percentile, band=Band.GREEN):
    return Outcome(
        band=band, no_band=0, value=80, rank=rank, ranked_of=ranked_of, percentile=percentile
    )


def test_a_place_says_of_how_many_it_is_better_and_with_how_many_level():
    # 3rd of 10 without equals: 7 are worse, so (7 + 1/2) / 10.
    assert place_words(ranked(3, 10, 75)) == "better than 70% of the practices ranked"
    # 1st of 3, one equal: 1 is worse, so (1 + 2/2) / 3.
    assert place_words(ranked(1, 3, 200 / 3)) == (
        "better than 33% of the practices ranked, level with 1"
    )
    assert place_words(ranked(1, 3, 50)) == "better than 0% of the practices ranked, level with 2"
    assert place_words(ranked(1, 1, 50)) == ""
    assert place_words(Outcome(band=0, no_band=NoBand.TOO_FEW)) == ""


@given(st.lists(st.integers(0, 5), min_size=2, max_size=30), st.sampled_from(["high", "low"]))
def test_the_words_count_what_can_be_counted(values, direction):
    polarity = Polarity(direction)
    place = ranks.rank(values, polarity)
    percentile = ranks.percentile(values, polarity)
    sign = 1 if direction == "high" else -1
    for at, value in enumerate(values):
        worse = sum(sign * other < sign * value for other in values)
        level = values.count(value) - 1
        said = place_words(ranked(int(place[at]), len(values), float(percentile[at])))
        share = f"{float(np.round(worse / len(values) * 100, 6)):.6f}"
        assert abs(float(said.split("%")[0].split()[-1]) - float(share)) <= 0.5
        assert (f"level with {level}" in said) == bool(level)


def test_a_result_without_a_band_shows_no_rank_and_a_fact_only_its_words():
    few = ranked(3, 10, 75, band=Band.NONE)
    assert "rank" not in {one.name for one in numbers_of(DATA, few)}
    fact = DefinitionData(name="Hours", description="", kind="fact", polarity="none")
    (only,) = numbers_of(fact, Outcome(0, NoBand.NOT_BANDED, text="9 to 5"))
    assert (only.shown, only.value) == ("9 to 5", None)


def test_everything_survives_json_and_missing_is_null():
    links = [Link("run", "Banding run", "number 4")]
    told = explained(WHOSE, DATA, AMBER, [("Rule", "Green at 80%")], links)
    data = json.loads(json.dumps(told.as_json()))
    assert data["practice"] == {"code": "Z01", "name": "One"}
    assert data["numbers"][0]["value"] == 76 and data["numbers"][0]["shown"] == "76.0%"
    assert data["method"] == [{"label": "Rule", "words": "Green at 80%"}]
    assert data["links"][0]["address"] == ""
    assert told.sentence == " ".join(data["sentences"])
    nothing = explained(WHOSE, DATA, Outcome(band=0, no_band=NoBand.NOT_RETURNED)).as_json()
    assert {one["value"] for one in nothing["numbers"]} == {None}
    assert (nothing["band"], nothing["why_no_band"]) == ("", "Not returned")
