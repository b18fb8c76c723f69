"""A figure that its source estimates says so beside the number, also to the public."""

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.explaining import Outcome, explain
from indicators.selectors.definitions import data_of
from indicators.services.figures import FigureRow, record_figures
from scorecard.accounts.roles import Role
from scorecard.cards.selectors.export import HEADER, result_rows
from tests.areas import NOW, Area
from tests.editions import draft, publish

SAID = "modelled, not counted"


@pytest.fixture
def area(db):
    """Practice 1 has a modelled figure, practice 2 a counted one."""
    area = Area()
    rows = [
        FigureRow(
            practice.pk,
            area.definition("ACC01").indicator_id,
            area.period().pk,
            numerator=80,
            denominator=100,
            modelled=modelled,
        )
        for practice, modelled in zip(area.practices[:2], (True, False), strict=True)
    ]
    record_figures(rows=rows, file=None, source="office", by=None, at=NOW)
    area.run = area.band()
    return area


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def said(client, name, *args) -> bool:
    return SAID in client.get(reverse(name, args=args)).content.decode()


def test_it_stands_beside_the_number(area, analyst):
    for place in (("area-result", "Z01", "Z01001", "ACC01"), ("area-practice", "Z01", "Z01001")):
        assert said(analyst, *place)
    assert said(analyst, "indicator-results", "Z01", "ACC01")
    assert not said(analyst, "area-practice", "Z01", "Z01002")


def test_the_definition_says_how_many_figures_are_modelled(area, analyst):
    page = analyst.get(reverse("indicator", args=["Z01", "ACC01"])).content.decode()
    assert "Modelled, not counted: 1 of 2 figures" in page


def test_the_public_reads_it_too(area, client):
    lead, now = area.user(Role.COMMISSIONING_LEAD), timezone.now()
    analyst = area.user(Role.ANALYST)
    publish(draft(area.run, analyst, at=now), analyst, lead)
    slug = area.commissioner.slug
    assert said(client, "public-practice", slug, "Z01001")
    assert not said(client, "public-practice", slug, "Z01002")
    assert said(client, "public-indicator", slug, "ACC01")


def test_the_file_has_a_column_for_it(area):
    rows = [dict(zip(HEADER, row, strict=True)) for row in result_rows(area.run, NOW.date())]
    found = {row["practice code"]: row["modelled"] for row in rows if row["indicator"] == "ACC01"}
    assert found == {"Z01001": True, "Z01002": False, "Z01003": None}


def test_the_explanation_says_it_of_a_value_only(area):
    data = data_of(area.definition("ACC01"))
    given = {"numerator": 80.0, "denominator": 100.0, "value": 80.0, "modelled": True}
    assert "It is modelled, not counted" in explain(data, Outcome(3, 0, **given)).figure
    assert "modelled" not in explain(data, Outcome(0, 1, modelled=True)).figure


def test_the_way_from_each_figure_to_its_page_is_one_link(area, analyst):
    figure = area.practices[0].figure_set.get()
    url = reverse("figure", args=["Z01", figure.pk])
    for name, *args in (
        ("area-practice", "Z01", "Z01001"),
        ("area-result", "Z01", "Z01001", "ACC01"),
        ("indicator-results", "Z01", "ACC01"),
    ):
        assert f'href="{url}"' in analyst.get(reverse(name, args=args)).content.decode()
