"""A small area for tests, built through the services: three practices, two domains."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from indicators import catalogue
from indicators.models import Definition, Period
from indicators.periods import parse
from indicators.services.figures import FigureRow, record_figures
from indicators.services.periods import add_period
from practices.models import Commissioner, Network, Practice
from practices.services import organisations
from practices.services.memberships import add_membership
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from scorecard.cards.models import CardRun, CardVersion
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live
from tests.kept import once

START = dt.date(2024, 4, 1)
NOW = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"

PROPORTION = {
    "code": "ACC01",
    "name": "Seen within two days",
    "description": "How many patients were seen within two days.",
    "role": "weighted",
    "domain": "Access",
    "weight": 100,
    "kind": "proportion",
    "numerator": "Patients seen within two days",
    "denominator": "Patients who asked",
    "multiplier": 100,
    "unit": "%",
    "polarity": "high",
    "sampling": "proportion",
    "rule": {"rule": "thresholds", "green": 80, "red": 60},
    "minimum_denominator": 30,
}
SPENDING = {
    "code": "VFM01",
    "name": "Spending per patient",
    "description": "What the practice is paid for each patient.",
    "role": "weighted",
    "domain": "Value for money",
    "weight": 100,
    "kind": "ratio",
    "numerator": "Payments in pounds",
    "denominator": "Weighted patients",
    "multiplier": 1,
    "unit": "£",
    "decimals": 2,
    "polarity": "low",
    "sampling": "none",
    "rule": {"rule": "thresholds", "green": 150, "red": 180},
    "supplied_by": "national",
}
FACT = {
    "code": "FAC01",
    "name": "Opening hours",
    "description": "When the practice is open.",
    "role": "fact",
    "kind": "fact",
    "polarity": "none",
}
CARD = {
    "name": "Small scorecard",
    "domains": [{"name": "Access", "weight": 60}, {"name": "Value for money", "weight": 40}],
    "indicators": [PROPORTION, SPENDING, FACT],
}


@dataclass
class Area:
    """A commissioner with a live scorecard; figures and people are added as a test needs them."""

    code: str = "Z01"
    card: dict = field(default_factory=lambda: CARD)
    _ids: dict[str, int] = field(default_factory=dict)  # of indicators and periods, by code

    def __post_init__(self) -> None:
        key = (self.code, json.dumps(self.card, sort_keys=True, default=str))
        made = once(key, self._build)
        self.commissioner: Commissioner = made["commissioner"]
        self.network: Network = made["network"]
        self.practices: list[Practice] = made["practices"]
        self.version: CardVersion = made["version"]

    def _build(self) -> dict[str, Any]:
        by = {"by": None, "at": NOW}
        self.commissioner = organisations.add_commissioner(
            code=self.code, name=f"Area {self.code}", **by
        )
        self.network = organisations.add_network(
            code=f"N{self.code}", name="North", commissioner=self.commissioner, **by
        )
        practices = [self.add_practice(n) for n in (1, 2, 3)]
        version = start_from(
            catalogue=catalogue.read(self.card, "test.toml"),
            commissioner=self.commissioner,
            **by,
        )
        make_live(version=version, unagreed_reason="Needed by a test.", **by)
        return {
            "commissioner": self.commissioner,
            "network": self.network,
            "practices": practices,
            "version": version,
        }

    def add_practice(self, number: int, **details: object) -> Practice:
        by = {"by": None, "at": NOW}
        code = f"{self.code[0]}{self.code[1:]}{number:03}"
        practice = organisations.add_practice(code=code, name=f"Practice {number}", **details, **by)
        organisations.place_in_commissioner(
            practice=practice, commissioner=self.commissioner, starts_on=START, **by
        )
        organisations.place_in_network(
            practice=practice, network=self.network, starts_on=START, **by
        )
        return practice

    def period(self, code: str = "2026-27-Q1") -> Period:
        found = Period.objects.filter(commissioner=self.commissioner, code=code).first()
        span = parse(code)
        return found or add_period(
            commissioner=self.commissioner,
            code=span.code,
            name=span.name,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            by=None,
            at=NOW,
        )

    def definition(self, code: str) -> Definition:
        return Definition.objects.filter(
            indicator__commissioner=self.commissioner, indicator__code=code
        ).first()

    def record(self, number: int, code: str, period: str = "2026-27-Q1", **values: object) -> None:
        """Hold a figure for practice `number` (1, 2, 3) on indicator `code`."""
        if code not in self._ids:
            self._ids[code] = self.definition(code).indicator_id
        if period not in self._ids:
            self._ids[period] = self.period(period).pk
        row = FigureRow(
            practice_id=self.practices[number - 1].pk,
            indicator_id=self._ids[code],
            period_id=self._ids[period],
            **values,
        )
        record_figures(rows=[row], file=None, by=None, at=NOW)

    def band(self, period: str = "2026-27-Q1") -> CardRun:
        return band_period(
            version=self.version,
            period=self.period(period),
            key=uuid.uuid4(),
            by=None,
            at=NOW,
            clock=lambda: NOW,
        )

    def user(self, role: Role, organisation: object = None) -> User:
        organisation = organisation or self.commissioner
        email = f"{role.replace(' ', '.')}.{organisation.code}@test.example".lower()
        user = add_user(email=email, name=f"{role}", password=PASSWORD, by=None, at=NOW)
        add_membership(
            user=user, organisation=organisation, role=role, starts_on=START, by=None, at=NOW
        )
        return user
