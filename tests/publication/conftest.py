import pytest

from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.editions import draft, publish


@pytest.fixture
def area(db):
    return Area()


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def lead(area):
    return area.user(Role.COMMISSIONING_LEAD)


@pytest.fixture
def run(area):
    """Every figure is told: none counts few, nor leaves few out."""
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=200)
    return area.band()


@pytest.fixture
def first(run, analyst, lead):
    """Published, and all of it told to everybody by name."""
    return publish(draft(run, analyst), analyst, lead)
