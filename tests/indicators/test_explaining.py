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
        " Allowing for chance, the true value probably lies between 74.1% and 77.8% (95% interval)."
    )
    assert said.banding == ("Green at 80% or more, red below 60%, amber between. So this is amber.")
    assert said.comparison == (
        "Compared with Westmere, all practices together: 75.5%, it is similar, because the"
        " 95% interval includes it."
    )


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
        " probably lies between 9.3 and 11.0 minutes (95% interval)."
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


def of(comparator="area", rule=None, **changes):
    return DefinitionData(
        **{**DATA.__dict__, "comparator": comparator, "rule": rule or DATA.rule, **changes}
    )


INTERVAL = {"rule": "interval", "confidence": 95}


def test_a_band_by_comparison_says_with_what_it_was_compared():
    own = Outcome(
        band=Band.RED,
        no_band=0,
        comparison=Comparison.WORSE,
        value=50,
        benchmark=70,
        benchmark_name="the other practices of its network",
    )
    said = explain(of("network", INTERVAL), own)
    assert said.banding == (
        "Compared with the other practices of its network: green when better by more than chance"
        " explains, red when worse by more than chance explains, amber when the difference may be"
        " chance (95% interval). So this is red."
    )
    assert said.comparison == (
        "Compared with the other practices of its network: 70.0%, it is worse, by more than"
        " chance explains (95% interval)."
    )


def test_a_comparison_that_could_not_be_made_says_why():
    none = Outcome(band=0, no_band=NoBand.NO_COMPARISON, value=50, benchmark_name="England")
    said = explain(of("england", INTERVAL), none)
    assert said.banding.endswith(
        "It is not banded: there is no value of England to compare it with."
    )
    assert said.comparison == "There is no value of England to compare it with."
    alone = explain(of("area", {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}), none)
    assert "the group is too small to be divided" in alone.banding
    spending = Outcome(
        band=0, no_band=NoBand.NO_COMPARISON, value=50, benchmark=60, benchmark_name="Area"
    )
    assert "the figure has no interval" in explain(of("area", INTERVAL), spending).banding


def test_levels_of_the_practice_come_before_those_of_the_quarter():
    part = {"own_levels": {"green": 15}, "period_levels": {"green": 20, "red": 10}}
    said = explain(DATA, Outcome(band=Band.GREEN, no_band=0, value=15, **part))
    assert said.banding.startswith("Green at 15% or more, red below 10%, amber between.")
    levels = {"own_levels": {"green": 50, "red": 40}, "period_levels": {"green": 20, "red": 10}}
    both = Outcome(band=Band.AMBER, no_band=0, value=49.96, **levels)
    said = explain(DATA, both)
    assert said.headline == "Amber: 49.96%"
    assert said.banding == (
        "Green at 50% or more, red below 40%, amber between. These levels were agreed for this"
        " practice. So this is amber."
    )
    quarter = Outcome(band=Band.GREEN, no_band=0, value=20, period_levels=levels["period_levels"])
    assert "Green at 20% or more" in explain(DATA, quarter).banding
    assert "for this quarter of the year" in explain(DATA, quarter).banding


def test_a_band_that_is_withheld_beside_its_figure_says_so():
    held = Outcome(band=0, no_band=NoBand.WITHHELD, value=50)
    assert explain(DATA, held).headline == "Band withheld: 50.0%"
    assert "it would tell the figure of a practice that is" in explain(DATA, held).banding


def test_its_own_past_may_be_named_without_its_value():
    told = Outcome(
        band=Band.GREEN,
        no_band=0,
        comparison=Comparison.BETTER,
        value=90,
        benchmark_name="its own figure for 2025-26",
    )
    assert explain(of("own_past"), told).comparison == (
        "Compared with its own figure for 2025-26, it is better, by more than chance explains (95%"
        " interval)."
    )


def test_a_difference_from_its_own_past_may_be_chance_though_the_interval_leaves_it_out():
    told = Outcome(
        band=Band.GREEN,
        no_band=0,
        comparison=Comparison.SIMILAR,
        value=81,
        lower=72.2,
        upper=87.5,
        benchmark=70,
        benchmark_name="its own figure for 2025-26",
    )
    assert explain(of("own_past"), told).comparison == (
        "Compared with its own figure for 2025-26: 70.0%, it is similar: the difference may be"
        " chance (95% interval of the difference)."
    )


def test_a_band_at_99_8_stands_beside_a_sentence_that_says_that_it_is_at_95():
    rule = {"rule": "interval", "confidence": 99.8}
    told = Outcome(
        band=Band.AMBER,
        no_band=0,
        comparison=Comparison.WORSE,
        value=68,
        benchmark=80,
        benchmark_name="the number agreed for comparison",
    )
    said = explain(of("fixed", rule, comparator_value=80), told)
    assert said.banding.endswith("may be chance (99.8% interval). So this is amber.")
    assert said.comparison.endswith("it is worse, by more than chance explains (95% interval).")


def test_a_count_names_its_interval():
    data = DefinitionData(
        name="Falls", description="", kind="count", polarity="low", sampling="poisson", decimals=0
    )
    falls = Outcome(band=0, no_band=NoBand.NOT_BANDED, value=100, lower=81.36, upper=121.63)
    assert explain(data, falls).figure == (
        "The count is 100. Allowing for chance, the true value probably lies between 81 and 122"
        " (95% interval)."
    )


def test_a_share_that_cannot_be_says_so_and_what_to_do():
    out = Outcome(band=0, no_band=NoBand.IMPOSSIBLE, numerator=110, denominator=100, value=110)
    said = explain(DATA, out)
    assert said.headline == "Cannot be right: 110.0%"
    assert said.banding.endswith(
        "It is not banded: a share lies between nobody and everybody. Find the error and correct"
        " the figure."
    )
