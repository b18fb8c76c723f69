"""Practices, indicators and periods with nothing in them: words and status 200, on every page."""

import re

import pytest
from django.urls import reverse

from indicators.services.figures import FigureRow, record_figures
from practices.services import organisations
from scorecard.accounts.roles import Role
from tests.areas import NOW as MOMENT
from tests.areas import Area
from tests.dashboards.conftest import NOW, card_with, second

LATER = "2026-27-Q2"
BY = {"by": None, "at": MOMENT}


@pytest.fixture
def bare(db):
    """Practice 1 answers ACC01; of practice 2 only that figures are missing is known; nobody has a
    list size; nobody answers ACC02; the next period is opened and never banded."""
    area = Area(card=card_with(second()))
    area.record(1, "ACC01", numerator=90, denominator=100)
    missing = FigureRow(
        practice_id=area.practices[1].pk,
        indicator_id=area.definition("ACC01").indicator_id,
        period_id=area.period(NOW).pk,
        state="no_data",
    )
    record_figures(rows=[missing], file=None, **BY)
    area.band(NOW)
    area.period(LATER)
    area.analyst = area.user(Role.ANALYST)
    area.board = area.user(Role.BOARD_READER)
    area.manager = area.user(Role.PRACTICE_MANAGER, area.practices[1])
    area.lead = area.user(Role.NETWORK_LEAD, area.network)
    return area


def words(response):
    assert response.status_code == 200, response.status_code
    main = response.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def read(bare, client):
    def _read(name, *args, who="analyst", **query):
        client.force_login(getattr(bare, who))
        return words(client.get(reverse(name, args=args), query))

    return _read


def test_a_practice_with_only_missing_figures(read):
    for who, name, args in (
        ("analyst", "area-practice", ("Z01", "Z01002")),
        ("manager", "practice-results", ("Z01002",)),
        ("lead", "network-practice", ("NZ01", "Z01002")),
    ):
        page = read(name, *args, who=who)
        assert "too little is known" in page.lower() and "No data" in page
        assert "No list size is known for this practice." in page
        assert "nan" not in page.lower().split() and "None%" not in page
    result = read("area-result", "Z01", "Z01002", "ACC01")
    assert "Missing" in result or "No data" in result or "Not returned" in result


def test_an_indicator_that_nobody_answered(read):
    for view in ("practices", "funnel", "time", "groups", "cost", "need", "missing", "about"):
        page = read("indicator-results", "Z01", "ACC02", view=view)
        assert len(page) > 150 and "nan" not in page.lower().split(), view
    assert "3 of 3 practices have no figure" in read(
        "indicator-results", "Z01", "ACC02", view="missing"
    )


def test_a_period_that_is_not_banded_is_said_on_every_page(bare, client):
    pages = [
        ("area", ("Z01",), "analyst"),
        ("area", ("Z01",), "board"),
        ("grid", ("Z01",), "analyst"),
        ("area-practice", ("Z01", "Z01001"), "analyst"),
        ("practice-results", ("Z01002",), "manager"),
        ("indicator-results", ("Z01", "ACC01"), "analyst"),
        ("area-network", ("Z01", "NZ01"), "analyst"),
        ("network", ("NZ01",), "lead"),
        ("area-networks", ("Z01",), "analyst"),
        ("area-services", ("Z01",), "analyst"),
        ("area-board", ("Z01",), "board"),
        ("area-compare", ("Z01",), "analyst"),
    ]
    for name, args, who in pages:
        client.force_login(getattr(bare, who))
        answer = client.get(reverse(name, args=args), {"period": LATER})
        assert answer.status_code == 404, name
        said = "There are no results for July to September 2026 yet: it has not been banded."
        assert said in answer.content.decode(), name


def test_practices_without_figures_side_by_side(read, client):
    page = read("area-compare", "Z01", practice=["Z01002", "Z01003"])
    assert "Practice 2" in page and "Practice 3" in page and "No data" in page
    for name in ("area-compare-csv", "grid-csv", "area-networks-csv", "area-services-csv"):
        answer = client.get(reverse(name, args=["Z01"]), {"practice": ["Z01002", "Z01003"]})
        assert answer.status_code == 200 and b"".join(answer), name


def test_boards_and_overviews_of_an_area_with_one_figure(read):
    assert "fewer than 3" in read("area-board", "Z01", who="board").lower()
    assert "3 practices" in read("area", "Z01") or "3" in read("area", "Z01")


def test_an_area_without_networks_and_one_without_banding(bare, client):
    new = organisations.add_commissioner(code="Q01", name="New", **BY)
    client.force_login(bare.user(Role.ANALYST, new))
    assert "Nothing is banded yet" in words(client.get(reverse("area-networks", args=["Q01"])))
    assert client.get(reverse("area-networks-csv", args=["Q01"])).status_code == 200


def test_networks_side_by_side_say_whom_they_count(read, bare, client):
    """North has three practices, of which one has a figure; a network of one says so."""
    page = read("area-networks", "Z01")
    assert "North 3 of North, in the grid" in page and "Not known" in page
    assert "network of one or two practices" not in page
    lone = organisations.add_network(code="N9", name="Lone", commissioner=bare.commissioner, **BY)
    bare.network = lone
    bare.practices.append(bare.add_practice(4))
    bare.record(4, "ACC01", numerator=10, denominator=100)
    bare.band(NOW)
    page = read("area-networks", "Z01")
    assert "Lone 1 of Lone, in the grid none banded No score 0% Not known" in page
    assert "network of one or two practices" in page
    rows = b"".join(client.get(reverse("area-networks-csv", args=["Z01"]))).decode("utf-8-sig")
    assert "N9,Lone,1,0,0,0,1,,1,0,0,1" in rows


def test_networks_keep_the_filters_of_the_address(read):
    page = read("area-networks", "Z01", size="unknown")
    assert "Only practices with List size: list size not known" in page and "North" in page
    assert "No practice of a network answers this" in read(
        "area-networks", "Z01", size="under-5000"
    )
    odd = read("area-networks", "Z01", size="huge", fifth="9", network="NOPE", page="10000000000")
    assert "There is no list size band “huge”" in odd and "North" in odd
