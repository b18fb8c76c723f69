"""What a definition counts, as a noun for sentences."""

import pytest

from indicators import catalogue
from indicators.nouns import noun_of


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Patients", ("patient", "patients")),
        ("Booked appointments that were missed", ("booked appointment", "booked appointments")),
        ("Planned GP sessions that were held", ("planned GP session", "planned GP sessions")),
        ("GPs in training", ("GP", "GPs")),
        ("Children who turned two", ("child", "children")),
        ("Eligible people aged 25 to 64", ("eligible person", "eligible people")),
        ("Babies with three doses", ("baby", "babies")),
        ("Blood pressure checks", ("blood pressure check", "blood pressure checks")),
        ("Calls, answered by a person", ("call", "calls")),
        ("Complaints", ("complaint", "complaints")),
    ],
)
def test_the_noun_ends_with_the_first_plural(text, noun):
    assert noun_of(text) == noun


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Net cost of medicines prescribed",
        "Seen, by appointments or not",
        "Whole-time equivalent of the GPs",
        "Diabetes register",
        "The patient's answer",
        "   ",
        "x" * 300,
    ],
)
def test_other_words_have_none(text):
    assert noun_of(text) is None


def test_every_count_of_the_catalogue_is_named():
    for name in catalogue.names():
        for item in catalogue.load(name).items:
            data = item.data
            if data.sampling in ("proportion", "poisson"):
                whole = data.denominator if data.kind == "proportion" else data.numerator
                assert noun_of(whole), (item.code, whole)
