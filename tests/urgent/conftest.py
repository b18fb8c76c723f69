"""An area whose clinical lead watches ACC01 (high is good) for figures below 40%."""

import datetime as dt
from dataclasses import dataclass

import pytest

from indicators.models import Figure, UrgentLimit, UrgentSignal
from indicators.services.urgent_limits import set_limit
from indicators.urgent_limits import Limit, Side
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.areas import NOW, Area

BELOW_40 = Limit(Side.BELOW, 40)


@dataclass
class Watched:
    """The area with its people; `named` are told."""

    area: Area
    lead: User
    named: User

    def limit(
        self, rule: Limit = BELOW_40, code: str = "ACC01", people=None, at=NOW, signal_now=False
    ) -> UrgentLimit:
        return set_limit(
            definition=self.area.definition(code),
            rule=rule,
            reason="Patients wait too long.",
            people=[self.named] if people is None else people,
            signal_now=signal_now,
            by=self.lead,
            at=at,
        )

    def record(self, number=1, code="ACC01", **values) -> None:
        self.area.record(number, code, **values)

    @property
    def signals(self) -> list[UrgentSignal]:
        return list(UrgentSignal.objects.order_by("pk"))

    @property
    def values(self) -> list[float]:
        return [signal.value for signal in self.signals]


@pytest.fixture
def watched(db) -> Watched:
    area = Area()
    return Watched(area, area.user(Role.CLINICAL_LEAD), area.user(Role.COMMISSIONING_LEAD))


def later(minutes: int = 5) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def newest_figure() -> Figure:
    return Figure.objects.latest("pk")
