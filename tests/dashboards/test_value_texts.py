"""Thousands of values written at once read as each of them written alone."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, short_value
from indicators.rules import read
from scorecard.calc.banding import band
from scorecard.calc.types import Band
from scorecard.dashboards.presenters.value_texts import number_shown, value_texts

NUMBERS = st.one_of(
    st.floats(-1e6, 1e6),
    st.integers(-4000, 4000).map(lambda one: one / 20),
    st.sampled_from([0.0, -0.0, 79.95, 79.949999999, 80.0, 60.05, 1e9, 1e12, 0.5, 28.499999999999]),
)
THRESHOLDS = {"rule": "thresholds", "green": 80, "red": 60}


def definition(**changes):
    words = {"name": "One", "description": "One.", "kind": "proportion", "polarity": "high"}
    return DefinitionData(**{**words, "unit": "%", "rule": THRESHOLDS, **changes})


@given(
    st.lists(st.tuples(NUMBERS, st.booleans()), min_size=1, max_size=30),
    st.sampled_from([0, 1, 2]),
    st.sampled_from(["%", "£", "per 1,000", ""]),
    st.sampled_from([THRESHOLDS, {}, {"rule": "interval", "confidence": 95}]),
)
def test_each_text_is_that_of_the_slow_way(pairs, decimals, unit, rule):
    data = definition(decimals=decimals, unit=unit, rule=rule)
    values, banded = (np.array(one) for one in zip(*pairs, strict=True))
    rule = read(data.rule)
    bands = np.where(banded, band(values, rule, data.polarity) if rule else 0, 0)
    slow = [
        short_value(data, Outcome(band=int(band), no_band=0, value=float(value)))
        for value, band in zip(values, bands, strict=True)
    ]
    assert value_texts(data, values, bands, {}, {}) == slow


def test_what_is_missing_has_no_text_and_yes_is_a_word():
    nothing, band = np.array([np.nan, 1.0]), np.array([0, Band.GREEN])
    assert value_texts(definition(), nothing, band, {}, {})[0] == ""
    assert value_texts(definition(kind="yes_no"), nothing, band, {}, {}) == ["", "Yes"]


def test_levels_of_one_practice_give_it_the_decimals_they_need():
    texts = value_texts(
        definition(),
        np.array([49.96, 49.96]),
        np.array([Band.AMBER, Band.AMBER]),
        {},
        {1: {"green": 50, "red": 30}},
    )
    assert texts == ["50.0%", "49.96%"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("47.3%", 47.3), ("£1,234.50", 1234.5), ("-£3.00", -3.0), ("", None), ("Yes", "Yes")],
)
def test_a_file_has_the_digits_of_the_page_as_a_number(text, number):
    assert number_shown(text) == number


def test_a_median_stays_in_words():
    assert number_shown("12.0% (median)") == "12.0% (median)"
    assert not math.isnan(number_shown("0.0%"))
