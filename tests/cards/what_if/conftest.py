"""What the tests of this folder begin with."""

import pytest

from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.cards.what_if.helpers import THREE


@pytest.fixture
def area(db):
    """Practice 1 is green, red, green; practice 2 red, green, red; practice 3 has nothing."""
    area = Area(card=THREE)
    figures = ((1, 90, 50, 14000), (2, 50, 90, 19000))
    for number, first, second, spent in figures:
        area.record(number, "ACC01", numerator=first, denominator=100)
        area.record(number, "ACC02", numerator=second, denominator=100)
        area.record(number, "VFM01", numerator=spent, denominator=100)
    area.card_run = area.band()
    return area


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client
