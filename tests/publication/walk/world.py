"""An area whose hidden counts can be anything from 1 to the threshold, and nothing else differs.

Every kind of figure has one that is hidden. `publish` makes an edition and its correction with all
hidden counts at the same number; who reads them must not be able to tell at which.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from practices.services import organisations
from scorecard.accounts.roles import Role
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.models import Edition
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.comments import accept_comment, put_side
from scorecard.publication.services.editions import draft_edition
from scorecard.publication.services.looks import note_first_look
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW, START, Area
from tests.editions import draft, publish

PERIOD = "2026-27-Q1"
FEWEST, MOST = 1, 5  # the threshold of the policy that holds where nobody decided another
READ = (1, 2, 3, 4, 9, 11)  # practices whose pages are read; 9 has no hidden figure and signs in
READER = 9
# One indicator is told without names to practices, and as a whole to the board.
LEVELS = Levels(
    OPEN.table,
    {"SM01": {Audience.PRACTICES: Detail.ANONYMISED, Audience.BOARD: Detail.AGGREGATE}},
)
DECIDED = {"threshold": MOST, "rounding_base": 1, "zero_shown": True}
NOTHING_HIDDEN = {"threshold": 0, "rounding_base": 1, "zero_shown": True}


def _one(code: str, domain: str, **changes: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"Measure {code}",
        "description": "What is counted.",
        "role": "weighted",
        "domain": domain,
        "weight": 20,
        "kind": "proportion",
        "numerator": f"Patients seen, {code}",
        "denominator": f"Patients asked, {code}",
        "multiplier": 100,
        "unit": "%",
        "polarity": "high",
        "sampling": "proportion",
        # At the fewest the hidden figure is red and at the most green, so that scores would tell.
        "rule": {"rule": "thresholds", "green": 4, "red": 2},
        **changes,
    }


RATE = {"kind": "rate", "multiplier": 1000, "unit": "per 1,000", "sampling": "poisson"}
FIFTHS = {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}
CARD = {
    "name": "Walked scorecard",
    "domains": [{"name": "One", "weight": 60}, {"name": "Two", "weight": 40}],
    "indicators": [
        _one("SM01", "One"),
        _one("RE01", "One", rule={"rule": "thresholds", "green": 99, "red": 97}),
        _one("ME01", "One", kind="mean", multiplier=1, unit="days", sampling="mean", polarity="low",
             rule={"rule": "thresholds", "green": 3, "red": 5}),
        _one("CO01", "One", kind="count", numerator="", denominator="", multiplier=1, unit="",
             sampling="poisson", rule={"rule": "thresholds", "green": 4, "red": 2}),
        _one("QU01", "One", rule=FIFTHS),
        _one("NE01", "Two", comparator="network", rule={"rule": "interval", "confidence": 95}),
        _one("SC01", "Two", **RATE, comparator="fixed", comparator_value=50,
             over_dispersed="multiplicative", rule={"rule": "interval", "confidence": 95}),
        _one("FU01", "Two", rule={"rule": "funnel"}),
        _one("CR01", "Two", rule={"rule": "thresholds", "green": 44, "red": 42}),
        _one("NA01", "Two", supplied_by="national"),
        _one("PA01", "Two", **RATE, weight=0, rule={}),
        _one("PB01", "Two", **RATE, weight=0, rule={}),
        _one("PW01", "Two", **RATE, weight=0, rule={}),
    ],
}  # fmt: skip


@dataclass
class World:
    area: Area
    people: dict[str, Any]

    @classmethod
    def made(cls) -> "World":
        area = Area(card=CARD)
        south = organisations.add_network(
            code="NS01", name="South", commissioner=area.commissioner, by=None, at=NOW
        )
        area.practices += [area.add_practice(number) for number in range(4, 10)]
        for number in (10, 11, 12):
            area.practices.append(_placed(area, number, south))
        area.period(PERIOD)
        reader = area.practices[READER - 1]
        people = {
            "analyst": area.user(Role.ANALYST),
            "board": area.user(Role.BOARD_READER),
            "lead": area.user(Role.COMMISSIONING_LEAD),
            "manager": area.user(Role.PRACTICE_MANAGER, reader),
        }
        world = cls(area, people)
        for number in range(1, 13):
            world._record_told(number)
        return world

    def publish(self, hidden: int) -> dict[Edition, Edition]:
        """An edition and its correction, each with one like it that hides nothing: what a channel
        would say that reads around the policy."""
        self._record_hidden(hidden)
        first = self._drafted(title="First")
        naked = self._naked()
        said = partial(self._say, hidden=hidden)
        publish(first, self.people["analyst"], self.people["lead"], shown=said)
        self.area.record(4, "CR01", numerator=40 + hidden, denominator=100)
        again = self._drafted(title="Corrected", corrects=first, reason="A count was mended.")
        publish(again, self.people["analyst"], self.people["lead"])
        return {first: naked, again: self._naked(corrects=again, reason="Nothing.")}

    def _drafted(self, **more: Any) -> Edition:
        edition = draft(self.area.band(), self.people["analyst"], levels=LEVELS, **more)
        # Whoever walks has looked before: the first look is kept, and would tell the time.
        reader = self.area.practices[READER - 1]
        by = self.people["manager"]
        note_first_look(edition=edition, practice=reader, by=by, at=NOW)
        return edition

    def _naked(self, **more: Any) -> Edition:
        card, by = self.area.version.scorecard, self.people["analyst"]
        set_rules(scorecard=card, levels=LEVELS, small=NOTHING_HIDDEN, by=by, at=NOW)
        run = self.area.version.cardrun_set.latest("pk")
        edition = draft_edition(card_run=run, title="Naked", by=by, at=NOW, **more)
        set_rules(scorecard=card, levels=LEVELS, small=DECIDED, by=by, at=NOW)
        return edition

    def _say(self, edition: Edition, hidden: int) -> None:
        """Practices say something of the whole, beside a figure that is told, and, what nobody may
        be shown, beside each that is hidden. Corrections repeat it."""
        beside = ((1, "SM01"), (2, "RE01"), (3, "ME01"), (1, "CO01"), (4, "QU01"), (2, "SC01"))
        said = [(1, None, "Beside the whole."), (2, "SM01", "Beside a figure.")]
        for number, code, text in [*said, *((*one, f"We saw {hidden}.") for one in beside)]:
            practice = self.area.practices[number - 1]
            about = Told(edition, Audience.OWN, practice).indicator(code) if code else None
            who: dict[str, Any] = {"by": self.people["analyst"], "at": NOW}
            given = {"edition": edition, "practice": practice, "indicator": about, **who}
            accept_comment(comment=put_side(text=text, **given), **who)

    def _record_told(self, number: int) -> None:
        record, n = self.area.record, number
        record(n, "SM01", numerator=20 + 3 * n, denominator=400 + 11 * n)
        record(n, "RE01", numerator=140 - n, denominator=170)
        record(n, "ME01", denominator=60 + n, value=3.5 + n / 10, spread=2.0)
        record(n, "CO01", value=10 + n)
        record(n, "QU01", numerator=30 + 5 * n, denominator=200)
        record(n, "NE01", numerator=60 + 4 * n, denominator=150)
        record(n, "SC01", numerator=20 + (17 * n) % 60, denominator=1000)
        record(n, "FU01", numerator=50 + (13 * n) % 40, denominator=190)
        record(n, "CR01", numerator=40, denominator=100)
        record(n, "NA01", numerator=3, denominator=100)
        record(n, "PA01", numerator=100 + n, denominator=3000 + n)
        record(n, "PB01", numerator=300 + 2 * n, denominator=4100 + 3 * n)
        record(n, "PW01", numerator=400 + 3 * n, denominator=5200 + 5 * n)

    def _record_hidden(self, c: int) -> None:
        record = self.area.record
        record(1, "SM01", numerator=c, denominator=100)
        record(2, "RE01", numerator=150 - c, denominator=150)
        record(3, "ME01", denominator=c, value=4.2, spread=2.0)
        record(1, "CO01", value=c)
        record(4, "QU01", numerator=c, denominator=120)
        record(11, "NE01", numerator=c, denominator=150)
        record(2, "SC01", numerator=c, denominator=1000)
        record(1, "FU01", numerator=c, denominator=190)
        record(3, "PA01", numerator=c, denominator=3003)
        record(3, "PB01", numerator=409 - c, denominator=4109)
        record(4, "CR01", numerator=40, denominator=100)


def _placed(area: Area, number: int, network: Any) -> Any:
    by: dict[str, Any] = {"by": None, "at": NOW}
    code = f"{area.code}{number:03}"
    practice = organisations.add_practice(code=code, name=f"Practice {number}", **by)
    organisations.place_in_commissioner(
        practice=practice, commissioner=area.commissioner, starts_on=START, **by
    )
    organisations.place_in_network(practice=practice, network=network, starts_on=START, **by)
    return practice
