"""What the overview reads of a scorecard: its weighted indicators, conditions, consultations."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Count, F, Q

from practices.models import Commissioner, Practice
from scorecard.calc.types import Band, NoBand
from scorecard.cards.eligibility import AT_LEAST
from scorecard.cards.models import CardItem, CardVersion, Consultation, Eligibility, StatusRow
from scorecard.cards.selectors.versions import versions_of
from scorecard.dashboards.selectors.run_bands import RunBands


@dataclass(frozen=True)
class DomainPlace:
    pk: int
    name: str
    section: str


@dataclass(frozen=True)
class Weighted:
    """By the id of the indicator, the domain in which it is weighted; domains in their order."""

    domains: tuple[DomainPlace, ...]
    domain_of: Mapping[int, int]

    def of_domain(self, domain: int) -> frozenset[int]:
        return frozenset(pk for pk, place in self.domain_of.items() if place == domain)


@dataclass(frozen=True)
class ConditionCount:
    name: str
    met: int
    not_met: int
    unknown: int


def weighted_of(version: CardVersion) -> Weighted:
    rows = (
        version.items.filter(role=CardItem.Role.WEIGHTED, domain__isnull=False)
        .order_by("domain__order", "domain_id")
        .values_list("definition__indicator_id", "domain_id", "domain__name", "domain__section")
    )
    places = {domain: DomainPlace(domain, name, section) for _, domain, name, section in rows}
    return Weighted(tuple(places.values()), {row[0]: row[1] for row in rows})


def conditions_met(version: CardVersion, bands: RunBands) -> list[ConditionCount]:
    """How many practices meet each condition of the scorecard, by the rule of
    `scorecard.cards.eligibility.judge`, for all practices of a run at once."""
    rows = (
        Eligibility.objects.filter(version=version)
        .order_by("order", "pk")
        .values_list(
            "pk",
            "name",
            "at_least",
            "items__definition__indicator_id",
            "items__if_missing",
            "items__weight",
        )
    )
    found: dict[tuple[int, str, str], list[tuple[int, bool]]] = {}
    for pk, name, least, indicator, if_missing, weight in rows:
        asked = found.setdefault((pk, name, least), [])
        if indicator is not None:
            asked.append((indicator, if_missing == CardItem.IfMissing.RED and weight > 0))
    return [_count(name, AT_LEAST[least], of, bands) for (_, name, least), of in found.items()]


def _count(
    name: str, level: Band, indicators: Sequence[tuple[int, bool]], bands: RunBands
) -> ConditionCount:
    size = bands.practices.size
    short, missing, asked = (np.zeros(size, dtype=bool) for _ in range(3))
    for indicator, silent in indicators:
        column = bands.columns.get(indicator)
        band = column.bands if column else np.zeros(size, np.int8)
        state = column.states if column else np.full(size, NoBand.NO_DATA, np.int8)
        applies = state != NoBand.NOT_APPLICABLE
        below = (band > 0) & (band < level) | silent & (band == 0) & (state == NoBand.NOT_RETURNED)
        asked |= applies
        short |= applies & below
        missing |= applies & (band == 0) & ~below
    met = asked & ~short & ~missing
    return ConditionCount(name, int(met.sum()), int(short.sum()), int((~met & ~short).sum()))


@dataclass(frozen=True)
class OpenConsultation:
    version: int
    name: str
    deadline: dt.date
    unanswered: int


def consulted_on(commissioner: Commissioner, today: dt.date) -> list[OpenConsultation]:
    """The newest consultation on each version that takes comments today, or has some that nobody
    answered; the nearest end first."""
    versions = versions_of(commissioner).filter(Q(status=StatusRow.Status.CONSULTATION))
    newest = (
        Consultation.objects.filter(version__in=versions.values("pk"))
        .order_by("version_id", "-pk")
        .distinct("version_id")
        .values("pk")
    )
    held = (
        Consultation.objects.filter(pk__in=newest)
        .annotate(unanswered=Count("comments", filter=Q(comments__answer__isnull=True)))
        .select_related("version__scorecard")
        .order_by("deadline", "pk")
    )
    return [
        OpenConsultation(one.version_id, str(one.version), one.deadline, one.unanswered)
        for one in held
        if one.deadline >= today or one.unanswered
    ]


def names_of(practices: Sequence[int]) -> dict[int, tuple[str, str]]:
    """By id the code and the name."""
    found = Practice.objects.filter(pk__in=list(practices))
    return {pk: (code, name) for pk, code, name in found.values_list("pk", "code", F("name"))}
