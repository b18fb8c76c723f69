"""A published edition of a small area, with and without names."""

import pytest

from scorecard.accounts.roles import Role
from scorecard.publication.levels import OPEN
from tests.areas import Area
from tests.editions import draft, publish


class Site:
    """An area whose editions are drafted and published as a test needs them."""

    def __init__(self) -> None:
        self.area = Area()
        self.drafter = self.area.user(Role.ANALYST)
        self.approver = self.area.user(Role.COMMISSIONING_LEAD)
        self.base = f"/results/{self.area.commissioner.slug}/"

    def fill(self, period="2026-27-Q1"):
        for number, count in enumerate((90, 70, 3), start=1):
            self.area.record(number, "ACC01", period=period, numerator=count, denominator=100)
            self.area.record(number, "VFM01", period=period, numerator=14000, denominator=100)
        self.area.record(1, "FAC01", period=period, text="9 to 5")
        return self.area.band(period)

    def edition(self, levels=OPEN, period="2026-27-Q1", **more):
        run = more.pop("run", None) or self.fill(period)
        return publish(draft(run, self.drafter, levels=levels, **more), self.drafter, self.approver)


@pytest.fixture
def site(db):
    return Site()
