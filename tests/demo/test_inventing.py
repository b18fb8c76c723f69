"""Figures for any definition: possible ones, the same every time, in every band."""

import math

import numpy as np
import pytest

from indicators import catalogue
from indicators.definitions import DefinitionData
from scorecard.demo.inventing import Measured, invent

WHO = [Measured(f"X{91000 + n}", 2000.0 + 97 * n, 2100.0 + 101 * n) for n in range(60)]
SHARE = {"kind": "proportion", "polarity": "high", "multiplier": 100, "unit": "%"}
EVERY = [
    pytest.param(item.code, item.data, id=f"{name} {item.code}")
    for name in catalogue.names()
    for item in catalogue.load(name).items
]


def definition(**fields: object) -> DefinitionData:
    return DefinitionData(**{"name": "A", "description": "B", **SHARE, **fields})


def drawn(data: DefinitionData, code: str = "A1", period: str = "2025-26-Q4", seed: int = 7):
    return [invent(seed, code, data, who, period) for who in WHO]


def present(data: DefinitionData, **asked: object):
    return [f for f in drawn(data, **asked) if f is not None and f.state == "present"]


def values(data: DefinitionData, **asked: object) -> np.ndarray:
    return np.array(
        [
            f.numerator / f.denominator * data.multiplier if f.value is None else f.value
            for f in present(data, **asked)
        ]
    )


@pytest.mark.parametrize(("code", "data"), EVERY)
def test_every_definition_of_the_catalogue_gets_possible_figures(code, data):
    figures = present(data, code=code)
    assert figures or data.availability == "wanted"
    for figure in figures:
        numbers = (figure.numerator, figure.denominator, figure.value, figure.spread)
        assert all(math.isfinite(n) and n >= 0 for n in numbers if n is not None)
        assert (figure.text != "") == (data.kind == "fact")
        if data.kind == "proportion":
            assert figure.numerator <= figure.denominator
        if data.kind == "yes_no":
            assert figure.value in (0, 1)


def test_the_same_seed_gives_the_same_and_another_one_others():
    data = definition()
    assert drawn(data) == drawn(data)
    assert drawn(data, seed=8) != drawn(data)
    assert drawn(data, period="2026-27-Q1") != drawn(data)


@pytest.mark.parametrize("polarity", ["high", "low"])
def test_agreed_levels_find_green_amber_and_red_practices(polarity):
    green, red = (80, 60) if polarity == "high" else (60, 80)
    data = definition(rule={"rule": "thresholds", "green": green, "red": red}, polarity=polarity)
    better = 1 if polarity == "high" else -1
    found = better * values(data)
    assert (found >= better * green).sum() > 3
    assert (found < better * red).sum() > 1
    assert ((found >= better * red) & (found < better * green)).sum() > 10


@pytest.mark.parametrize(
    ("rule", "lowest", "highest"),
    [
        ({"rule": "target", "target": 75, "tolerance": 10}, 60, 85),
        ({"rule": "payment", "lower": 40, "upper": 60}, 40, 60),
        (
            {"rule": "range", "green_low": 45, "green_high": 55, "amber_low": 40, "amber_high": 60},
            45,
            55,
        ),
    ],
)
def test_other_agreed_levels_are_aimed_at_too(rule, lowest, highest):
    assert lowest < np.median(values(definition(rule=rule))) < highest


def test_a_year_to_date_figure_follows_its_quarter():
    data = definition(
        rule={"rule": "thresholds", "green": 80, "red": 70},
        period_type="year_to_date",
        target_profile={"Q1": {"green": 20, "red": 10}},
    )
    assert np.median(values(data, period="2025-26-Q1")) < 25
    assert np.median(values(data, period="2025-26-Q4")) > 65


def test_most_practices_reach_the_minimum_denominator():
    figures = present(definition(minimum_denominator=50))
    assert np.mean([f.denominator >= 50 for f in figures]) > 0.8


def test_a_list_size_is_the_denominator_where_the_definition_says_so():
    rate = definition(kind="rate", multiplier=1000, denominator_list="weighted", sampling="poisson")
    by_size = {who.weighted for who in WHO}
    assert {f.denominator for f in present(rate)} <= by_size
    assert all(float(f.numerator).is_integer() for f in present(rate))


def test_a_mean_brings_its_number_and_its_spread():
    figures = present(definition(kind="mean", multiplier=1, sampling="mean", unit="minutes"))
    assert all(f.value > 0 and f.denominator >= 4 and f.spread > 0 for f in figures)


def test_facts_are_said_in_words_of_their_type_and_stay_the_same():
    hours = definition(kind="fact", fact_type="hours", polarity="none")
    languages = definition(kind="fact", fact_type="list", polarity="none")
    assert all("am" in f.text for f in present(hours))
    assert any(";" in f.text for f in present(languages))
    first, second = ({f.text for f in present(hours, period=p)} for p in ("2024-25", "2025-26"))
    assert first == second


def test_what_is_wanted_has_no_figure_and_what_is_partly_collected_some():
    assert drawn(definition(availability="wanted")) == [None] * len(WHO)
    assert 20 < len(present(definition(availability="partly"))) < 55


def test_some_practices_send_nothing_for_a_period_and_some_leave_one_out():
    absent = [
        {who.code for who, f in zip(WHO, drawn(definition(), code=code), strict=True) if f is None}
        for code in ("A1", "A2", "A3")
    ]
    assert set.intersection(*absent), "nobody was silent"
    assert set.union(*absent) > set.intersection(*absent)


def test_a_practice_without_patients_has_nothing_to_count():
    empty = Measured("X91000", 0.0, 0.0)
    sent = invent(7, "A1", definition(), empty, "2025-26-Q2")
    assert sent is None or sent.state == "not_applicable"
    assert invent(7, "A1", definition(supplied_by="national"), empty, "2025-26-Q2") is None


def test_a_national_source_hides_few_patients():
    rare = definition(
        supplied_by="national", rule={"rule": "thresholds", "green": 1, "red": 3}, polarity="low"
    )
    states = {f.state for f in drawn(rare) if f is not None}
    assert states == {"present", "suppressed"}
    assert all(f.numerator == 0 or f.numerator > 5 for f in present(rare))
