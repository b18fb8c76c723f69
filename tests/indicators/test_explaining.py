"""The sentences behind a figure."""

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, as_json, explain, short_value, value_words
from scorecard.calc.types import Band, Comparison, NoBand

DATA = DefinitionData(
    name="Seen",
    description="Seen.",
    kind="proportion",
    polarity="high",
    numerator="Patients seen within two days",
    denominator="Patients who asked",
    multiplier=100,
    unit="%",
    sampling="proportion",
    rule={"rule": "thresholds", "green": 80, "red": 60},
    minimum_denominator=30,
)
AMBER = Outcome(
    band=Band.AMBER,
    no_band=0,
    comparison=Comparison.SIMILAR,
    numerator=1520,
    denominator=2000,
    value=76,
    lower=74.1,
    upper=77.8,
    benchmark=75.5,
    benchmark_name="Westmere, all practices together",
)


def test_a_banded_figure_is_explained_from_its_counts_to_its_band():
    said = explain(DATA, AMBER)
    assert said.headline == "Amber: 76.0%"
    assert said.figure == (
        "1,520 (patients seen within two days) out of 2,000 (patients who asked) gives 76.0%."
        " Allowing for chance, the true value lies between 74.1% and 77.8% (95% interval)."
    )
    assert said.banding == ("Green at 80% or more, red below 60%, amber between. So this is amber.")
    assert said.comparison == (
        "Compared with Westmere, all practices together: 75.5%, it is similar, because the"
        " interval includes it."
    )
    assert said.query == ""


def test_a_value_that_rounds_to_the_level_it_misses_shows_why():
    near = Outcome(band=Band.AMBER, no_band=0, value=79.96, numerator=1999, denominator=2500)
    assert explain(DATA, near).headline == "Amber: 79.96%"
    assert short_value(DATA, near) == "79.96%"
    noise = Outcome(band=Band.GREEN, no_band=0, value=80.00000000000001)
    assert value_words(DATA, noise) == "80.0%"


def test_a_target_range_is_treated_alike():
    rule = {"rule": "range", "green_low": 10, "green_high": 20, "amber_low": 5, "amber_high": 30}
    data = DefinitionData(**{**DATA.__dict__, "rule": rule, "decimals": 0})
    assert value_words(data, Outcome(band=Band.AMBER, no_band=0, value=20.04)) == "20.04%"
    assert value_words(data, Outcome(band=Band.RED, no_band=0, value=4.96)) == "4.96%"
    assert value_words(data, Outcome(band=Band.AMBER, no_band=0, value=29.8)) == "30%"


def test_a_mean_names_its_people_and_its_interval():
    data = DefinitionData(
        name="Length",
        description="",
        kind="mean",
        polarity="high",
        denominator="Consultations",
        unit="minutes",
        sampling="mean",
    )
    mean = Outcome(band=0, no_band=NoBand.NOT_BANDED, denominator=103, value=10.2, lower=9.3)
    mean = Outcome(**{**as_json(mean), "upper": 11.0})
    assert explain(data, mean).figure == (
        "The mean is 10.2 minutes, over 103 (consultations). Allowing for chance, the true value"
        " lies between 9.3 minutes and 11.0 minutes (95% interval)."
    )


def test_too_few_names_the_number_and_the_minimum():
    few = Outcome(band=0, no_band=NoBand.TOO_FEW, numerator=8, denominator=10, value=80)
    assert "only 10 are counted and the agreed minimum is 30" in explain(DATA, few).banding


def test_nobody_counted_is_said_in_words():
    nobody = Outcome(band=0, no_band=NoBand.TOO_FEW, numerator=0, denominator=0)
    said = explain(DATA, nobody)
    assert "nobody is counted" in said.banding
    assert value_words(DATA, nobody) == "Too few to band"
    assert short_value(DATA, nobody) == ""


def test_a_published_percentage_says_that_its_counts_are_not_known():
    alone = Outcome(band=Band.GREEN, no_band=0, value=90, benchmark=85, benchmark_name="Area")
    said = explain(DATA, alone)
    assert "publishes it without the counts" in said.figure
    assert "Without an interval nobody can say" in said.comparison


def test_a_queried_figure_says_so():
    assert "This figure is queried" in explain(DATA, Outcome(band=2, no_band=0, queried=True)).query


def test_facts_and_answers_are_words():
    fact = DefinitionData(name="Hours", description="", kind="fact", polarity="none")
    yes_no = DefinitionData(
        name="Plan", description="", kind="yes_no", polarity="high", rule={"rule": "yes_no"}
    )
    assert value_words(fact, Outcome(0, NoBand.NOT_BANDED, text="9 to 5")) == "9 to 5"
    assert value_words(fact, Outcome(0, NoBand.NO_DATA)) == "No data"
    assert value_words(yes_no, Outcome(Band.GREEN, 0, value=1)) == "Yes"
    assert explain(yes_no, Outcome(Band.RED, 0, value=0)).figure == "The answer is no."


def test_an_outcome_survives_freezing():
    assert Outcome(**as_json(AMBER)) == AMBER
