"""Catalogue files: every one loads, and a bad one names file, indicator and field."""

import copy

import pytest

from indicators import catalogue
from tests.areas import CARD


@pytest.mark.parametrize("name", catalogue.names())
def test_every_catalogue_file_loads_and_its_weights_add_up(name):
    found = catalogue.load(name)
    assert sum(domain.weight for domain in found.domains) == 100
    assert found.source, "say where it comes from, or that it is illustrative"


MADE_FOR_THE_DEMO = {"demo", "demo-neighbour", "open-data"}
STARTERS = [name for name in catalogue.names() if name not in MADE_FOR_THE_DEMO]


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_scorecard_explains_every_indicator(name):
    """A GP who asks what is counted, why, and on whose word finds it in the file."""
    found = catalogue.load(name)
    assert found.purposes, "say what the scorecard is for"
    silent = [
        f"{item.code}: {field}"
        for item in found.items
        for field in ("description", "rationale", "evidence", "source")
        if not getattr(item.data, field).strip()
    ]
    assert not silent


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_scorecard_bands_no_share_of_a_handful_and_claims_no_agreement(name):
    weighted = [item for item in catalogue.load(name).items if item.role == "weighted"]
    shares = [item for item in weighted if item.data.sampling == "proportion"]
    assert not [item.code for item in shares if item.data.minimum_denominator < 5]
    assert not [item.code for item in weighted if item.data.rule and not item.data.bands_agreed]


def test_an_unknown_catalogue_names_those_that_exist():
    with pytest.raises(catalogue.BadCatalogue, match="There are:"):
        catalogue.load("../settings")


def _broken(change):
    card = copy.deepcopy(CARD)
    change(card)
    with pytest.raises(catalogue.BadCatalogue) as caught:
        catalogue.read(card, "mine.toml")
    return "\n".join(caught.value.problems)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c["domains"][0].update(weight=50), "domain weights add to 90, not 100"),
        (lambda c: c["indicators"][0].update(weight=99), "weights in Access add to 99"),
        (
            lambda c: c["indicators"][0].pop("weight"),
            "ACC01 'Seen within two days': the field weight",
        ),
        (lambda c: c["indicators"][0].update(colour=1), "the field 'colour' is not known"),
        (lambda c: c["indicators"][1].update(code="acc01"), "ACC01 stands there more than once"),
        (lambda c: c["indicators"][0].update(domain="Nowhere"), "there is no domain 'Nowhere'"),
        (lambda c: c["indicators"][0].update(role="star"), "role is 'star'"),
        (lambda c: c["indicators"][0].pop("name"), "the field name is missing"),
        (lambda c: c["indicators"][0].pop("numerator"), "Say in words what the numerator counts"),
        (lambda c: c["indicators"][0].update(multiplier="ten"), "multiplier is 'ten'"),
        (
            lambda c: c["indicators"][0]["rule"].update(green=10),
            "High is good, so green must not be below red",
        ),
        (lambda c: c["indicators"][2].update(rule={"rule": "yes_no"}), "cannot be banded"),
        (lambda c: c.pop("name"), "mine.toml: the field name is missing"),
    ],
)
def test_a_bad_file_says_where_and_what(change, said):
    assert said in _broken(change)
