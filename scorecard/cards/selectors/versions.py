"""Reading scorecard versions. The last status row counts; without one a version is a draft."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from indicators.models import Definition, Period
from indicators.selectors.definitions import latest_definition
from practices.models import Commissioner
from scorecard.cards import weights
from scorecard.cards.models import CardItem, CardVersion, StatusRow
from scorecard.ui.errors import NotFoundInWords

Status = StatusRow.Status
_NEWEST_LIVE = ("-statuses__pk", "-pk")

MOST_DIGITS = 19
OPEN = (Status.DRAFT, Status.CONSULTATION, Status.AGREED)


def versions_of(commissioner: Commissioner) -> QuerySet[CardVersion]:
    """Every version of a commissioner's scorecards, each with its `status`."""
    last = StatusRow.objects.filter(version=OuterRef("pk")).order_by("-pk").values("status")[:1]
    return (
        CardVersion.objects.filter(scorecard__commissioner=commissioner)
        .select_related("scorecard__commissioner")
        .annotate(status=Coalesce(Subquery(last), Value(Status.DRAFT.value)))
    )


def find_version(commissioner: Commissioner, pk: int) -> CardVersion:
    """One of the commissioner's versions. Raises NotFoundInWords for anybody else's."""
    found = versions_of(commissioner).filter(pk=pk).first()
    if found is None:
        raise NotFoundInWords(f"{commissioner} has no such version of a scorecard.")
    return found


def find_definition(commissioner: Commissioner, code: str) -> Definition:
    """The newest definition of an indicator. Raises NotFoundInWords where there is none."""
    found = latest_definition(commissioner, code)
    if found is None:
        raise NotFoundInWords(f"{commissioner} has no indicator {code}.")
    return found


def definition_in_force(commissioner: Commissioner, code: str, day: dt.date) -> Definition:
    """The definition by which a period that starts on that day is banded; of an indicator that is
    on no such card the newest one. Raises NotFoundInWords."""
    newest = find_definition(commissioner, code)
    version = version_on(commissioner, day) or live_version(commissioner)
    item = item_on_card(version, newest)
    return item.definition if item else newest


def live_version(commissioner: Commissioner) -> CardVersion | None:
    """The version that was made live last and is not closed; None before the first."""
    return versions_of(commissioner).filter(Q(status=Status.LIVE)).order_by(*_NEWEST_LIVE).first()


def version_for(period: Period) -> CardVersion | None:
    """The live version that covers a period; of several the one that starts to cover latest."""
    return version_on(period.commissioner, period.starts_on)


def version_on(commissioner: Commissioner, day: dt.date) -> CardVersion | None:
    """The live version for periods that start on a day."""
    covers = StatusRow.objects.filter(
        Q(covers_from=None) | Q(covers_from__lte=day),
        Q(covers_to=None) | Q(covers_to__gte=day),
        version=OuterRef("pk"),
        status=Status.LIVE,
    )
    found = versions_of(commissioner).filter(Exists(covers), Q(status=Status.LIVE))
    first = F("statuses__covers_from").desc(nulls_last=True)
    return found.filter(statuses__status=Status.LIVE).order_by(first, *_NEWEST_LIVE).first()


def draft_version(commissioner: Commissioner) -> CardVersion | None:
    """The newest version being worked on: a draft, in consultation or agreed; None without one."""
    found = versions_of(commissioner).filter(Q(status__in=OPEN))
    return found.order_by("-scorecard", "-number").first()


def items_of(version: CardVersion) -> QuerySet[CardItem]:
    """What is on a card, in its order: domain by domain, then context and facts."""
    return in_order(version.items.all())


def in_order(items: QuerySet[CardItem]) -> QuerySet[CardItem]:
    """The same, of one version or of several."""
    return items.select_related("definition__indicator", "domain").order_by(
        "domain__order", "role", "order", "id"
    )


def ids_of(version: CardVersion, codes: Iterable[str]) -> list[int]:
    """The definitions on a card that somebody names by code, in any case.

    Raises ValidationError with the codes that are not on it.
    """
    by_code = {item.definition.code.upper(): item.definition_id for item in items_of(version)}
    wanted = [code.strip().upper() for code in codes]
    if unknown := [code for code in wanted if code not in by_code]:
        raise ValidationError(f"Not on this scorecard: {', '.join(unknown)}.")
    return [by_code[code] for code in wanted]


def status_of(version: CardVersion) -> str:
    last = version.statuses.order_by("pk").last()
    return last.status if last else "draft"


def newest_version(commissioner: Commissioner) -> CardVersion | None:
    """The version being worked on if there is one, else the live version."""
    return draft_version(commissioner) or live_version(commissioner)


def working_version(commissioner: Commissioner, pk: str = "") -> CardVersion | None:
    """Where a change made from the page of a version goes: to itself, from a live one to the
    draft of the same scorecard if there is one; without `pk` to the newest.

    Raises NotFoundInWords for a version that the commissioner does not have.
    """
    if not pk:
        return newest_version(commissioner)
    number = int(pk) if pk.isdecimal() and len(pk) < MOST_DIGITS else 0
    version = find_version(commissioner, number)
    return worked_on(version) or version if status_of(version) == Status.LIVE else version


def worked_on(version: CardVersion) -> CardVersion | None:
    """The newest version of the same scorecard that is being worked on."""
    open_ones = versions_of(version.scorecard.commissioner).filter(Q(status__in=OPEN))
    return open_ones.filter(scorecard=version.scorecard_id).order_by("-number").first()


def card_domains(version: CardVersion | None) -> list[str]:
    return list(version.domains.values_list("name", flat=True)) if version else []


def item_on_card(version: CardVersion | None, definition: Definition) -> CardItem | None:
    """The place of an indicator (in any of its definitions) on a card."""
    if version is None:
        return None
    return items_of(version).filter(definition__indicator=definition.indicator_id).first()


def version_problems(version: CardVersion) -> list[str]:
    """What keeps a draft from being made live, in sentences."""
    return weights.problems(
        version.domains.values_list("name", "weight"),
        version.items.filter(role="weighted").values_list("domain__name", "weight"),
    )


def returned_definitions(
    commissioner: Commissioner, starts_on: dt.date | None = None
) -> QuerySet[Definition]:
    """What practices supply for the scorecard in force in a period that starts on that day (or,
    where none is, for the newest one)."""
    covering = version_on(commissioner, starts_on) if starts_on else None
    version = covering or live_version(commissioner) or newest_version(commissioner)
    return (
        Definition.objects.filter(carditem__version=version, supplied_by="practice")
        .select_related("indicator")
        .order_by("indicator__code")
    )


def places_ever_of(definition: Definition) -> list[int]:
    """The ids of the indicator's places, in any definition and on any version."""
    items = CardItem.objects.filter(definition__indicator=definition.indicator_id)
    return list(items.values_list("pk", flat=True))
