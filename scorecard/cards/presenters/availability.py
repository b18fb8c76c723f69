"""Wanted against collected: what a version asks for, and what is held of it."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Definition
from indicators.selectors.availability import Held, held_of
from practices.models import Commissioner
from practices.selectors import practices_of
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.selectors.versions import items_of


@dataclass(frozen=True)
class AvailabilityRow:
    """One indicator of a version; `agrees`: what is held is as its definition declares."""

    code: str
    name: str
    url: str
    place: str
    declared: str
    supplied: str
    period: str
    practices: str
    verdict: str
    agrees: bool


@dataclass(frozen=True)
class Availability:
    rows: tuple[AvailabilityRow, ...]
    practices: int

    @property
    def words(self) -> str:
        """How many are as declared."""
        good = sum(row.agrees for row in self.rows)
        return f"Of {len(self.rows)} indicators {good} are collected as their definitions say."


def availability_of(
    commissioner: Commissioner, version: CardVersion, today: dt.date
) -> Availability:
    """Of the practices open today. Figures of networks and of the area are not counted here."""
    items = list(items_of(version))
    practices = list(practices_of(commissioner, today))
    held = held_of([item.definition.indicator_id for item in items], practices)
    return Availability(
        rows=tuple(
            _row(commissioner, item, held.get(item.definition.indicator_id), len(practices))
            for item in items
        ),
        practices=len(practices),
    )


def _row(
    commissioner: Commissioner, item: CardItem, held: Held | None, number: int
) -> AvailabilityRow:
    definition = item.definition
    verdict, agrees = verdict_of(definition, held, number)
    return AvailabilityRow(
        code=definition.code,
        name=definition.name,
        url=reverse("indicator", args=[commissioner.code, definition.code]),
        place=item.domain.name if item.domain else item.get_role_display(),
        declared=definition.get_availability_display(),
        supplied=definition.get_supplied_by_display(),
        period=held.period if held else "none",
        practices=f"{held.practices if held else 0} of {number}",
        verdict=verdict if agrees else f"Look again. {verdict}",
        agrees=agrees,
    )


def verdict_of(definition: Definition, held: Held | None, number: int) -> tuple[str, bool]:
    """What is held against what is declared, in words, and whether they agree."""
    if definition.level != "practice":
        return "It is no figure of single practices, so none is counted here.", True
    wanted = definition.availability == "wanted"
    if held is None:
        if wanted:
            return "Wanted; nothing is collected yet. Find a source, or leave it out.", True
        return "Said to be collected, but no figure is held.", False
    missing = number - held.practices
    if wanted:
        return "Said to be wanted only, but there are figures. Change what is declared.", False
    if definition.availability == "partly":
        if missing:
            return f"As declared: {missing} practices have no figure.", True
        return "Every practice has a figure now. Change what is declared.", False
    if missing:
        return f"Said to be collected from every practice; {missing} have no figure.", False
    return "As declared: every practice has a figure.", True
