"""Who works at a practice: among its context, without colour, no reason to call others alike."""

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.cards.presenters.similar import similar_page
from tests.areas import CARD, PROPORTION, Area

GPS = {
    "code": "GPS01",
    "name": "GPs per 1,000 patients",
    "description": "How many GPs there are.",
    "kind": "rate",
    "numerator": "Whole-time equivalent GPs",
    "denominator": "Registered patients",
    "multiplier": 1000,
    "unit": "per 1,000 patients",
    "decimals": 2,
    "polarity": "high",
    "rule": {"rule": "thresholds", "green": 0.5, "red": 0.4},
    "source": "National workforce count",
    "supplied_by": "national",
    "about": "workforce",
}
WEIGHTED = {**GPS, "domain": "Access", "weight": 50}
CONTEXT = {**GPS, "role": "context", "rule": {}}


def area_with(workforce):
    weight = 50 if "weight" in workforce else 100
    indicators = [{**PROPORTION, "weight": weight}, workforce]
    domains = [{"name": "Access", "weight": 100}]
    found = Area(card={**CARD, "domains": domains, "indicators": indicators})
    for number in range(4, 12):
        found.practices.append(found.add_practice(number))
    for number in range(1, 12):
        found.record(number, "ACC01", numerator=40 + 5 * number, denominator=100)
    for number in range(1, 8):
        found.record(number, "GPS01", numerator=number, denominator=10_000)
    return found


def panel(area, client, number):
    client.force_login(area.user(Role.ANALYST))
    page = client.get(reverse("area-practice", args=["Z01", f"Z0100{number}"])).content.decode()
    start = page.index('id="workforce"')
    return page[start : page.index("similar to this one")]


@pytest.mark.parametrize("workforce", [WEIGHTED, CONTEXT])
def test_it_stands_beside_the_area_with_unit_source_and_period_and_no_band(db, client, workforce):
    area = area_with(workforce)
    period = area.band().run.period.name
    shown = panel(area, client, 2)
    assert "0.20" in shown and "per 1,000 patients" in shown
    # 28 GPs for the 70,000 patients of the seven practices that have a figure.
    assert "0.40" in shown
    assert f"National workforce count, {period}" in shown
    for judged in ("band--", "Agreed band", "Comparison", "Rank", "Trend"):
        assert judged not in shown


def test_a_figure_that_is_not_there_is_said_in_words(db, client):
    area = area_with(WEIGHTED)
    area.band()
    shown = panel(area, client, 8)
    assert "No data" in shown and "0.00" not in shown


def test_a_card_without_such_an_indicator_says_so(db, client):
    area = area_with({**WEIGHTED, "about": ""})
    area.band()
    assert "The scorecard has no figure of the workforce." in panel(area, client, 2)


@pytest.mark.parametrize(("about", "named"), [("", True), ("workforce", False)])
def test_it_is_no_part_of_what_makes_practices_similar(db, about, named):
    area = area_with({**CONTEXT, "about": about})
    page = similar_page(area.band(), area.practices[0], named=True)
    assert (GPS["name"] in [one.name for one in page.measures]) is named
