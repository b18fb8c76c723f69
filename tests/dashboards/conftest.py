import re

import pytest

from scorecard.accounts.roles import Role
from tests.areas import CARD, PROPORTION, Area

BEFORE, NOW = "2025-26-Q4", "2026-27-Q1"


@pytest.fixture
def area(db):
    return Area()


def second(**changes) -> dict:
    """Another proportion in the domain Access, beside ACC01."""
    return {**PROPORTION, "code": "ACC02", "name": "Called back", "weight": 50, **changes}


def card_with(*more: dict, weight: int = 50) -> dict:
    first = {**PROPORTION, "weight": 100 - weight if more else 100}
    return {**CARD, "indicators": [first, *more, *CARD["indicators"][1:]]}


def two_periods(area: Area, code: str, *figures: tuple[int, tuple, tuple]) -> None:
    """`figures`: the practice's number, then events and people before and now."""
    for number, before, now in figures:
        for period, (events, people) in ((BEFORE, before), (NOW, now)):
            area.record(number, code, period=period, numerator=events, denominator=people)


def band_both(area: Area):
    return area.band(BEFORE), area.band(NOW)


@pytest.fixture
def reader(client):
    """Open a page as somebody with a role; the answer, with the text without its tags."""

    def sign_in(area: Area, role: Role, organisation=None):
        client.force_login(area.user(role, organisation))

        def read(address: str):
            response = client.get(address)
            page = " ".join(response.content.decode().split())
            response.page = page
            response.text = " ".join(re.sub(r"<[^>]+>", "", page).split())
            return response

        return read

    return sign_in
