"""All practices of a small England drawn at random: whom each is like, and what scatters more than
chance. What was brought in is kept in dictionaries by code."""

import datetime as dt
import random
from decimal import Decimal

from practices.services import organisations
from practices.services.atypical import flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from tests.areas import NOW, PROPORTION, SPENDING, Area
from tests.dashboards.random_area import IMD

PERIOD = "2026-27-Q1"
LONG_AGO = dt.date(2020, 4, 1)
BY = {"by": None, "at": NOW}
SEEN = {**PROPORTION, "weight": 25, "comparator": "england"}
ALIKE = {**PROPORTION, "weight": 25, "code": "SIM01", "name": "Alike", "comparator": "similar"}
CONTACTS = {
    **PROPORTION,
    "weight": 25,
    "code": "CON01",
    "name": "Contacts per 1,000 patients",
    "kind": "rate",
    "numerator": "Contacts in the quarter",
    "denominator": "Registered patients",
    "multiplier": 1000,
    "unit": "per 1,000 patients",
    "sampling": "poisson",
    "over_dispersed": "multiplicative",
    "rule": {"rule": "interval", "confidence": 95},
}
SHARES = {
    **PROPORTION,
    "weight": 25,
    "code": "SHA01",
    "name": "Shares that differ",
    "over_dispersed": "additive",
}
CARD = {
    "name": "A small England",
    "domains": [{"name": "Access", "weight": 60}, {"name": "Value for money", "weight": 40}],
    "indicators": [SEEN, ALIKE, CONTACTS, SHARES, SPENDING, IMD],
}


class Nation(Area):
    """The three practices of every small area are here too, and nothing is known of them."""

    def __init__(self, seed: int, practices: int = 22) -> None:
        super().__init__(code="ENG", card=CARD)
        self.random = random.Random(seed)
        self.silent = [one.code for one in self.practices]
        self.practices = [self._practice(number) for number in range(11, 11 + practices)]
        self.codes = [one.code for one in self.practices]
        self.odd = self.random.choice(self.codes)
        odd = self.practices[self.codes.index(self.odd)]
        flag_atypical(practice=odd, reason="serves a hostel", starts_on=LONG_AGO, **BY)
        self.lists: dict[str, int] = {}
        self.scores: dict[str, float] = {}
        self.counts: dict[tuple[str, str], tuple[int, int]] = {}
        self._draw()
        self.run = self.band(PERIOD)

    def _practice(self, number: int):
        one = organisations.add_practice(code=f"ENG{number:03}", name=f"Surgery {number}", **BY)
        organisations.place_in_commissioner(
            practice=one, commissioner=self.commissioner, starts_on=LONG_AGO, **BY
        )
        return one

    def _draw(self) -> None:
        draw, rows = self.random, []
        for at, one in enumerate(self.practices, start=1):
            if draw.random() < 0.9:
                self.lists[one.code] = draw.randint(900, 20_000)
                size = Decimal(self.lists[one.code])
                rows.append(ListSizeRow(one.pk, "registered", dt.date(2026, 4, 1), size, "Test"))
            if draw.random() < 0.9:
                self.scores[one.code] = round(draw.uniform(5, 50), 1)
                self.record(at, "IMD", value=self.scores[one.code])
            for code, usual, scatter in (
                ("ACC01", 0.7, 0.08), ("SIM01", 0.6, 0.1), ("SHA01", 0.5, 0.15)
            ):  # fmt: skip
                if draw.random() < 0.93:
                    people = draw.choice((draw.randint(8, 29), draw.randint(40, 900)))
                    share = min(1.0, max(0.0, draw.gauss(usual, scatter)))
                    self._count(at, code, round(people * share), people)
            if draw.random() < 0.93:
                people = draw.randint(300, 12_000)
                events = max(0, round(people * draw.lognormvariate(-5.2, 0.7)))
                self._count(at, "CON01", events, people)
        record_list_sizes(rows=rows, **BY)

    def _count(self, at: int, indicator: str, events: int, people: int) -> None:
        self.record(at, indicator, numerator=events, denominator=people)
        self.counts[self.codes[at - 1], indicator] = events, people

    def of(self, indicator: str) -> dict[str, tuple[int, int]]:
        """Counts by practice, without the one unlike the others."""
        return {
            practice: pair
            for (practice, code), pair in self.counts.items()
            if code == indicator and practice != self.odd
        }
