"""The band of a domain or of a practice beside a figure that is withheld."""

from importlib import import_module

import pytest
from django.db import connection

from scorecard.accounts.roles import Role
from scorecard.publication import settling
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.models import EditionScore
from tests.areas import CARD, PROPORTION, Area
from tests.editions import draft, practice_page

MEASURES = [
    {**PROPORTION, "code": code, "name": f"Measure {code}", "domain": domain, "weight": 25}
    for code, domain in [
        *((f"A{at}", "Access") for at in range(4)),
        *((f"B{at}", "Quality") for at in range(4)),
    ]
]
DOMAINS = [{"name": "Access", "weight": 20}, {"name": "Quality", "weight": 80}]
CODE = "practice__code"
FEW, RED, AMBER, GREEN = 2, 10, 70, 90  # of 100; so few are red, and withheld
MIGRATION = "scorecard.publication.migrations.0017_bands_that_nothing_hidden_changes"


@pytest.fixture
def area(db):
    return Area(card={**CARD, "domains": DOMAINS, "indicators": MEASURES})


def results(area, practice, *counts):
    for measure, count in zip(MEASURES, counts, strict=True):
        area.record(practice, measure["code"], numerator=count, denominator=100)


def release(area):
    return draft(area.band(), area.user(Role.ANALYST))


def bands(page):
    return [page["overall"]["word"], *(one["score"]["word"] for one in page["domains"])]


def test_bands_are_told_where_the_withheld_figure_cannot_change_them(area):
    # Access is 75 to 100 of 100 points, so the whole is 95 to 100; green from 70.
    results(area, 1, FEW, *[GREEN] * 7)
    page = practice_page(release(area), "Z01001")
    assert bands(page) == ["Green", "Green", "Green"]
    assert page["overall"]["score"] == ""
    assert [one["score"]["score"] for one in page["domains"]] == ["", "100"]


def test_a_domain_is_withheld_where_its_own_level_is_within_reach(area):
    # Access is 62.5 to 87.5, so the whole is 52.5 to 57.5.
    results(area, 1, FEW, GREEN, GREEN, AMBER, *[AMBER] * 4)
    assert bands(practice_page(release(area), "Z01001")) == ["Amber", "Withheld", "Amber"]


def test_the_whole_is_withheld_where_its_level_is_within_reach(area):
    # Access is 75 to 100 and Quality 62.5, so the whole is 65 to 70.
    results(area, 1, FEW, *[GREEN] * 3, GREEN, GREEN, AMBER, RED)
    page = practice_page(release(area), "Z01001")
    assert bands(page) == ["Withheld", "Green", "Amber"]
    assert page["overall"]["why"].startswith("A figure behind it counts so few patients")


def test_of_many_practices_a_few_are_scored_at_a_time(area, monkeypatch):
    monkeypatch.setattr(settling, "AT_ONCE", 2)
    near = (FEW, *[GREEN] * 3, GREEN, GREEN, AMBER, RED)
    for practice, counts in enumerate((near, (FEW, *[GREEN] * 7), near), start=1):
        results(area, practice, *counts)
    edition = release(area)
    wholes = [practice_page(edition, f"Z0100{at}")["overall"]["word"] for at in (1, 2, 3)]
    assert wholes == ["Withheld", "Green", "Withheld"]


def test_whether_a_band_is_told_does_not_hang_on_what_is_withheld(area):
    for practice in (1, 2):
        results(area, practice, FEW, *[GREEN] * 3, GREEN, GREEN, AMBER, RED)
    area.record(2, "A0", numerator=97, denominator=100)  # green, and three are left out
    edition = release(area)
    one, other = (bands(practice_page(edition, f"Z0100{number}")) for number in (1, 2))
    assert one == other == ["Withheld", "Green", "Amber"]


def test_editions_of_before_say_what_they_said(area):
    """Then a whole was told where any score at all of the domain would leave its band."""
    results(area, 1, FEW, *[GREEN] * 7)
    results(area, 2, FEW, GREEN, GREEN, AMBER, GREEN, GREEN, AMBER, AMBER)
    release(area)
    assert set(EditionScore.objects.filter(settled=True, domain=None).values_list(CODE)) == {
        ("Z01001",),
        ("Z01002",),
        ("Z01003",),  # nothing of it is hidden
    }
    EditionScore.objects.update(settled=False)
    with connection.cursor() as cursor:
        cursor.execute(import_module(MIGRATION)._AS_BEFORE)
    # 80 to 100 is green; 60 to 80 may be either.
    told = EditionScore.objects.filter(settled=True)
    assert list(told.values_list(CODE, "domain")) == [("Z01001", None)]


BY_REDS = {
    **CARD,
    "domains": DOMAINS,
    "indicators": MEASURES,
    "overall_by": "reds",
    "reds_amber_from": 3,
    "reds_red_from": 7,
}
ONE_WITHHELD_BY_LEVEL = Levels(OPEN.table, {"B3": {Audience.PUBLIC: Detail.NOTHING}})


@pytest.mark.parametrize("reds", [0, 1, 2, 3])
@pytest.mark.parametrize("levelled", [RED, GREEN])
def test_with_one_withheld_by_its_level_and_one_as_too_small_the_reds_told_decide(
    db, reds, levelled
):
    """Two are hidden: what they are decides neither the band that is told nor whether it is."""
    area = Area(card=BY_REDS)
    told = [RED] * reds + [GREEN] * (6 - reds)
    for practice, small in ((1, FEW), (2, 98)):  # red, and green with two left out
        results(area, practice, small, *told, levelled)
    edition = draft(area.band(), area.user(Role.ANALYST), levels=ONE_WITHHELD_BY_LEVEL)
    one, other = (practice_page(edition, f"Z0100{at}")["overall"]["word"] for at in (1, 2))
    assert one == other == {0: "Green", 1: "Withheld", 2: "Withheld", 3: "Amber"}[reds]
