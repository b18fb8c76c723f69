"""All versions of all scorecards of an area, and one of them on paper."""

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.cards.services.versions import copy_version
from tests.areas import CARD, NOW, Area

GATE = {
    "name": "Programme",
    "kind": "prerequisite",
    "leads_to": "Join the programme.",
    "at_least": "green",
    "indicators": ["ACC01"],
}


@pytest.fixture
def area(db):
    return Area(card={**CARD, "eligibility": [GATE]})


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def test_every_version_is_listed_with_its_status_and_periods(area, analyst):
    copy_version(version=area.version, by=None, at=NOW)
    page = text_of(analyst.get(reverse("cards", args=["Z01"])))
    assert page.index("Version 2") < page.index("Version 1")
    assert "Draft" in page and "Live" in page
    assert '<td class="nhsuk-table__cell--numeric">2</td>' in page


def test_several_drafts_may_be_open(area, analyst):
    for _ in range(2):
        analyst.post(reverse("card-copy", args=["Z01", area.version.pk]))
    found = area.version.scorecard.versions
    assert sorted(found.values_list("number", flat=True)) == [1, 2, 3]
    newest = found.get(number=3)
    assert list(newest.eligibilities.values_list("name", flat=True)) == ["Programme"]
    assert text_of(analyst.get(reverse("cards", args=["Z01"]))).count(">Draft<") == 2


def test_who_may_only_read_copies_nothing(area, client):
    client.force_login(area.user(Role.CLINICAL_LEAD))
    assert "Copy as a draft" not in text_of(client.get(reverse("cards", args=["Z01"])))
    assert client.post(reverse("card-copy", args=["Z01", area.version.pk])).status_code == 403


def test_another_areas_versions_are_not_listed_or_copied(area, analyst):
    other = Area(code="Y01")
    assert "Area Y01" not in text_of(analyst.get(reverse("cards", args=["Z01"])))
    assert analyst.post(reverse("card-copy", args=["Z01", other.version.pk])).status_code == 404


def test_the_printed_page_has_all_that_was_agreed(area, analyst):
    page = text_of(analyst.get(reverse("card-print", args=["Z01", area.version.pk])))
    for words in (
        "Access, 60% of the whole",
        "ACC01 Seen within two days",
        "Green at 80% or more, red below 60%, amber between.",
        "Green from 70 of 100 points, red below 40, amber between.",
        "Red, amber and green are worth",
        "FAC01 Opening hours",
        "<strong>Programme</strong> (prerequisite). Met when 1 indicator is green.",
    ):
        assert words in page
