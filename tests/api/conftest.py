import csv
import io

import pytest

from scorecard.accounts.roles import Role
from tests.areas import CARD, FACT, PROPORTION, SPENDING, Area
from tests.editions import draft, publish

# One more, so that three indicators can be told in three ways.
REVIEWED = {**PROPORTION, "code": "ACC02", "name": "Reviewed in the year", "weight": 50}
BIGGER = {**CARD, "indicators": [{**PROPORTION, "weight": 50}, REVIEWED, SPENDING, FACT]}


@pytest.fixture
def area(db):
    found = Area(card=BIGGER)
    for practice, seen in ((1, 90), (2, 3), (3, 70)):
        found.record(practice, "ACC01", numerator=seen, denominator=100)
        found.record(practice, "ACC02", numerator=seen + 5, denominator=110)
        found.record(practice, "VFM01", numerator=1000 * practice, denominator=10)
    found.record(1, "FAC01", text="=cmd() 8 to 6")
    return found


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def lead(area):
    return area.user(Role.COMMISSIONING_LEAD)


@pytest.fixture
def edition(area, analyst, lead):
    return publish(draft(area.band(), analyst, introduction="The first quarter."), analyst, lead)


def at(edition, name=""):
    """The address of an edition, or of one of its files."""
    slug = edition.release.scorecard.commissioner.slug
    return f"/results/{slug}/{edition.release.period.code}/{edition.number}/{name}"


def table(client, address):
    """The rows of a CSV file, by column."""
    response = client.get(address)
    assert response.status_code == 200, response
    return list(csv.DictReader(io.StringIO(text_of(response)), strict=True))


def text_of(response):
    parts = response if response.streaming else [response.content]
    return b"".join(parts).decode()
