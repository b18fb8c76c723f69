"""An area drawn at random, brought in through the services, and what was brought in."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from practices.services import organisations
from practices.services.atypical import flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from tests.areas import CARD, FACT, NOW, PROPORTION, SPENDING, Area

BY: dict[str, Any] = {"by": None, "at": NOW}
LONG_AGO = dt.date(2020, 4, 1)
QUARTERS = [f"{year}-{(year + 1) % 100}-Q{n}" for year in range(2022, 2027) for n in range(1, 5)]
PERIODS = QUARTERS[2 : QUARTERS.index("2026-27-Q1") + 1]  # 15 of them
NOW_PERIOD = PERIODS[-1]
REASONS = ("unsuitable", "declined", "no_response", "new")
FIRST = {**PROPORTION, "weight": 20}
LOW = {
    **PROPORTION,
    "code": "LOW01",
    "name": "Waited for a week",
    "polarity": "low",
    "weight": 20,
    "rule": {"rule": "thresholds", "green": 20, "red": 40},
}
REMOVED = {**PROPORTION, "code": "REM01", "name": "Eyes", "weight": 20, "adjustments": "removed"}
KEPT = {**PROPORTION, "code": "KEP01", "name": "Feet", "weight": 20, "adjustments": "kept"}
SCREENING = {**PROPORTION, "code": "SCR01", "name": "Cervical screening", "weight": 20}
STEPS = {**FACT, "code": "FAC04", "name": "Step-free access"}
IMD = {
    **{key: one for key, one in SPENDING.items() if key not in ("domain", "weight")},
    "code": "IMD",
    "name": "Deprivation score",
    "role": "context",
    "kind": "score",
    "unit": "",
    "decimals": 1,
    "polarity": "none",
    "numerator": "",
    "denominator": "",
    "rule": {},
}
OFFERS = {"Yes": True, "Ground floor only": True, "No": False, "None at all": False, "": None}


class RandomArea(Area):
    """Practices by code; what each was given stands in dictionaries by code."""

    def __init__(self, seed: int, practices: int = 16) -> None:
        self.random = random.Random(seed)
        self.offers: dict[str, bool | None] = {}
        self.network_of: dict[str, str] = {}
        super().__init__(
            code="Z01",
            card={
                **CARD,
                "indicators": [
                    FIRST, LOW, REMOVED, KEPT, SCREENING, SPENDING, STEPS, IMD
                ],
            },
        )  # fmt: skip
        # Those of every small area are here too, and say nothing at all.
        silent = [one.code for one in self.practices]
        self.offers |= dict.fromkeys(silent)
        self.network_of |= dict.fromkeys(silent, self.network.name)
        self.practices = []
        self.lists: dict[str, int] = {}
        self.scores: dict[str, float] = {}
        self.left_out: dict[tuple[str, str], dict[str, int]] = {}
        self.counts: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._people(practices)
        self._figures()
        self.runs = [self.band(code) for code in PERIODS]

    def _people(self, number: int) -> None:
        names = ("East", "West", "South")
        networks = {
            name: organisations.add_network(
                code=f"N{name[0]}", name=name, commissioner=self.commissioner, **BY
            )
            for name in names
        }
        for at in range(11, 11 + number):
            one = organisations.add_practice(code=f"Z01{at:03}", name=f"Surgery {at}", **BY)
            organisations.place_in_commissioner(
                practice=one, commissioner=self.commissioner, starts_on=LONG_AGO, **BY
            )
            name = self.random.choice((*names, None))
            if name:
                organisations.place_in_network(
                    practice=one, network=networks[name], starts_on=LONG_AGO, **BY
                )
                self.network_of[one.code] = name
            self.practices.append(one)
        self.codes = [one.code for one in self.practices]
        self.odd = self.random.choice(self.practices)
        flag_atypical(practice=self.odd, reason="serves a hostel", starts_on=LONG_AGO, **BY)
        rows = []
        for one in self.practices:
            if self.random.random() < 0.9:
                self.lists[one.code] = self.random.randint(900, 20_000)
                patients = Decimal(self.lists[one.code])
                rows.append(
                    ListSizeRow(one.pk, "registered", dt.date(2026, 4, 1), patients, "Test")
                )
        record_list_sizes(rows=rows, **BY)

    def _figures(self) -> None:
        draw = self.random
        for at, code in enumerate(self.codes, start=1):
            if draw.random() < 0.95:
                self.scores[code] = float(draw.randint(10, 24))
                self.record(at, "IMD", period=NOW_PERIOD, value=self.scores[code])
            text = draw.choice(list(OFFERS))
            self.offers[code] = OFFERS[text]
            if text:
                self.record(at, "FAC04", period=NOW_PERIOD, text=text)
            usual = draw.uniform(0.3, 0.9)
            for period in PERIODS:
                if draw.random() < 0.95:
                    self._count(at, "ACC01", period, usual)
            for indicator in ("LOW01", "REM01", "KEP01", "SCR01"):
                if draw.random() < 0.9:
                    self._count(at, indicator, NOW_PERIOD, draw.uniform(0.2, 0.9))

    def _count(self, at: int, indicator: str, period: str, usual: float) -> None:
        draw, more = self.random, {}
        people = draw.choice([draw.randint(5, 29), *(draw.randint(30, 900) for _ in range(9))])
        events = min(people, max(0, round(people * draw.gauss(usual, 0.06))))
        code = self.codes[at - 1]
        if indicator in ("REM01", "KEP01") and draw.random() < 0.8:
            some = draw.sample(REASONS, draw.randint(1, 3))
            found = {reason: draw.randint(1, max(1, people // 12)) for reason in some}
            self.left_out[code, indicator] = found
            more = {"adjustments": found}
        self.record(at, indicator, period=period, numerator=events, denominator=people, **more)
        self.counts[code, indicator, period] = events, people

    def of(self, indicator: str, period: str = NOW_PERIOD) -> dict[str, tuple[int, int]]:
        """By practice, without those unlike the others."""
        return {
            practice: pair
            for (practice, code, when), pair in self.counts.items()
            if (code, when) == (indicator, period) and practice != self.odd.code
        }
