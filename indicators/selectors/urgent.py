"""Reading urgent limits and signals: who may, who is told, what waits."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from indicators.models import (
    Definition,
    UrgentLimit,
    UrgentNotice,
    UrgentReader,
    UrgentSignal,
    UrgentStep,
)
from indicators.selectors.definitions import latest_definitions
from indicators.urgent_limits import WITHOUT_LIMIT
from practices.models import Commissioner
from practices.selectors import staff_who_may
from scorecard.accounts.models import User
from scorecard.accounts.roles import Permission
from scorecard.audit.models import AuditEvent
from scorecard.audit.selectors import events_of

_CLOSED = UrgentStep.objects.filter(signal=OuterRef("pk"), kind=UrgentStep.Kind.CLOSED)


def trail_of(commissioner: Commissioner) -> str:
    """Under which name the trail is kept of what happens in confidence."""
    return f"{commissioner.code}/urgent"


def may_be_named(commissioner: Commissioner, today: dt.date) -> list[User]:
    """The commissioner's own people who may see the results of every practice, by name."""
    found = staff_who_may(commissioner, Permission.SEE_RESULTS, today)
    return sorted(found, key=lambda person: (person.name, person.email))


def is_reader(commissioner: Commissioner, user: Any) -> bool:
    """Whether somebody is named for any limit of the commissioner, ended ones too."""
    return UrgentReader.objects.filter(
        limit__indicator__commissioner=commissioner, person=user.pk, ended_at__isnull=True
    ).exists()


def signals_for(
    commissioner: Commissioner, user: Any, granted: Collection[Permission]
) -> QuerySet[UrgentSignal]:
    """What somebody may read: all for the clinical lead, else where they are named; open first."""
    found = _signals().filter(limit__indicator__commissioner=commissioner)
    if Permission.SET_URGENT_LIMITS not in granted:
        named = UrgentReader.objects.filter(person=user.pk, ended_at__isnull=True)
        found = found.filter(limit__in=named.values("limit"))
    return found


def limits_of(commissioner: Commissioner) -> QuerySet[UrgentLimit]:
    """Every limit, ended ones too, by code and the newest first."""
    readers = UrgentReader.objects.select_related("person")
    return (
        UrgentLimit.objects.filter(indicator__commissioner=commissioner)
        .select_related("definition__indicator", "indicator__commissioner", "set_by", "ended_by")
        .prefetch_related(Prefetch("readers", readers))
    )


def may_be_limited(commissioner: Commissioner) -> list[Definition]:
    """The newest definition of every indicator that has a number, by code."""
    found = [one for one in latest_definitions(commissioner) if one.kind not in WITHOUT_LIMIT]
    return sorted(found, key=lambda one: one.code)


def urgent_events(commissioner: Commissioner) -> QuerySet[AuditEvent]:
    """What happened in confidence, the newest first."""
    return events_of(trail_of(commissioner))


def limit_in(commissioner: Commissioner, pk: int) -> UrgentLimit | None:
    return limits_of(commissioner).filter(pk=pk).first()


def notices_of(signal: UrgentSignal) -> QuerySet[UrgentNotice]:
    """Who was told of a signal, and to whom a message failed at first."""
    return signal.notices.select_related("person")


def signals_beyond(limits: Iterable[UrgentLimit]) -> dict[int, tuple[int, int]]:
    """By the id of a limit: how many signals it has made, and how many of them are open."""
    counted = (
        UrgentSignal.objects.filter(limit__in=list(limits))
        .annotate(closed=Exists(_CLOSED))
        .order_by()
        .values("limit")
        .annotate(made=Count("pk"), left=Count("pk", filter=Q(closed=False)))
    )
    return {one["limit"]: (one["made"], one["left"]) for one in counted}


def signalled(figures: Iterable[int]) -> int:
    """How many of the figures have a signal already."""
    return UrgentSignal.objects.filter(figure__in=list(figures)).count()


def waiting(day: dt.date) -> dict[tuple[Commissioner, User], list[UrgentSignal]]:
    """Who has still to be told of which open signals.

    The people named for the limit who belong to the commissioner on the day; where none of them
    is left, those who may set limits.
    """
    found: dict[tuple[Commissioner, User], list[UrgentSignal]] = {}
    told = {
        (notice.signal_id, notice.person_id)
        for notice in UrgentNotice.objects.filter(sent=True, signal__in=_open())
    }
    readers = Prefetch("limit__readers", UrgentReader.objects.filter(ended_at__isnull=True))
    staff: dict[int, tuple[list[User], list[User]]] = {}
    for signal in (
        _open().select_related("limit__indicator__commissioner").prefetch_related(readers)
    ):
        commissioner = signal.limit.indicator.commissioner
        if commissioner.pk not in staff:
            staff[commissioner.pk] = _staff(commissioner, day)
        for person in people_told(signal.limit, *staff[commissioner.pk]):
            if (signal.pk, person.pk) not in told:
                found.setdefault((commissioner, person), []).append(signal)
    return found


def people_told(limit: UrgentLimit, staff: Iterable[User], leads: list[User]) -> list[User]:
    """Those named who are among the staff; where nobody is, the leads."""
    named = {reader.person_id for reader in limit.readers.all() if reader.ended_at is None}
    return [person for person in staff if person.pk in named] or leads


def _staff(commissioner: Commissioner, day: dt.date) -> tuple[list[User], list[User]]:
    leads = staff_who_may(commissioner, Permission.SET_URGENT_LIMITS, day)
    return may_be_named(commissioner, day), leads


def _open() -> QuerySet[UrgentSignal]:
    return UrgentSignal.objects.filter(~Exists(_CLOSED)).order_by("pk")


def _signals() -> QuerySet[UrgentSignal]:
    """With `closed`: whether somebody has closed it."""
    steps = UrgentStep.objects.select_related("by")
    return (
        UrgentSignal.objects.annotate(closed=Exists(_CLOSED))
        .select_related(
            "limit__indicator__commissioner",
            "limit__definition__indicator",
            "figure__practice",
            "figure__period",
            "figure__indicator__commissioner",
            "figure__file",
        )
        .defer("figure__file__content", "figure__file__report", "figure__file__outcome")
        .prefetch_related(Prefetch("steps", steps))
        .order_by("closed", "-signalled_at", "-pk")
    )
