"""What all digests are made of: the news of an area, read once, and its changes in words."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from indicators.explaining import Outcome, value_words
from indicators.selectors.definitions import data_of
from scorecard.cards.models import CardRun
from scorecard.dashboards.noise import WORDS, Verdict
from scorecard.dashboards.selectors.digests import New, run_of_the_period_before
from scorecard.dashboards.selectors.moves import Moved, moves_between
from scorecard.dashboards.selectors.overview import weighted_of
from scorecard.dashboards.selectors.run_bands import bands_of
from scorecard.dashboards.selectors.scores import scores_of
from scorecard.dashboards.selectors.shifts import Shifted, shifts_between
from scorecard.ui.addresses import full_address
from scorecard.ui.words import BANDS, Words


@dataclass(frozen=True)
class Move:
    """A band that was gained or lost, or a figure that shifted inside its band: the indicator,
    both bands and both values in words."""

    code: str
    indicator: str
    before: Words
    now: Words
    values: str
    chance: str

    @property
    def stayed(self) -> bool:
        return self.before == self.now


@dataclass(frozen=True)
class Line:
    """A sentence and, where one may be given, the address it leads to."""

    text: str
    href: str = ""


class News:
    """What is new in an area, read once for all messages."""

    def __init__(self, new: New, today: dt.date) -> None:
        self.new, self.today = new, today
        self.now, self.commissioner = new.card_run, new.commissioner
        self.before: CardRun | None = run_of_the_period_before(self.now)
        both = [self.now, self.before] if self.before else [self.now]
        self.weighted = weighted_of(self.now.version)
        self.bands, self.scores = bands_of(both), scores_of(both)
        self.moved: list[Moved] = (
            moves_between(
                self.before, self.now, bands=self.bands, indicators=self.weighted.domain_of
            )
            if self.before
            else []
        )
        self.shifted: list[Shifted] = (
            shifts_between(self.before, self.now, self.bands, self.weighted.domain_of)
            if self.before
            else []
        )

    @property
    def period(self) -> str:
        return self.now.run.period.name

    @property
    def heading(self) -> str:
        day = f"{self.now.run.finished_at:%-d %B %Y}"
        if self.new.edition:
            return f"Results of {self.period} are published, as banded on {day}."
        return f"{self.period} was banded on {day}."

    @property
    def since(self) -> str:
        return self.before.run.period.name if self.before else ""


def move_of(one: Moved, at: int) -> Move:
    bands = int(one.band_before[at]), int(one.band[at])
    data = data_of(one.was), data_of(one.definition)
    values = [
        "" if np.isnan(value) else value_words(kind, Outcome(band=band, no_band=0, value=value))
        for kind, band, value in zip(
            data, bands, (float(one.value_before[at]), float(one.value[at])), strict=True
        )
    ]
    return Move(
        code=one.definition.code,
        indicator=one.definition.name,
        before=BANDS[bands[0]],  # type: ignore[index]
        now=BANDS[bands[1]],  # type: ignore[index]
        values=" to ".join(values) if all(values) else "",
        chance=WORDS[Verdict(int(one.verdicts[at]))],
    )


def subject_of(place: str, period: str, said: str) -> str:
    return " ".join(f"{place}, {period}: {said}".split())


def full(path: str) -> str:
    return full_address(path) if path else ""
