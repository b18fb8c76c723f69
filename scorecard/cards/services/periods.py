"""Opening periods together with their returns: one, or a year of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Collection, Definition
from indicators.periods import PeriodSpan
from indicators.selectors.periods import periods_of
from indicators.services.periods import add_period, open_collection
from practices.models import Commissioner, Practice


@dataclass(frozen=True)
class Plan:
    """When returns for a period are taken; both days belong."""

    span: PeriodSpan
    opens_on: dt.date
    deadline: dt.date


@transaction.atomic
def open_calendar(
    *,
    commissioner: Commissioner,
    plans: Iterable[Plan],
    definitions: Iterable[Definition],
    announced_on: dt.date | None = None,
    guidance: str = "",
    contact: str = "",
    practices: Iterable[Practice] | None = None,
    by: Any,
    at: dt.datetime,
) -> list[Collection]:
    """Announce the returns of several periods at once: all of them or none. ValidationError."""
    wanted = list(definitions)
    asked = None if practices is None else list(practices)
    return [
        open_period(
            commissioner=commissioner,
            span=plan.span,
            definitions=wanted,
            opens_on=plan.opens_on,
            deadline=plan.deadline,
            announced_on=announced_on,
            guidance=guidance,
            contact=contact,
            practices=asked,
            by=by,
            at=at,
        )
        for plan in plans
    ]


@transaction.atomic
def open_period(
    *,
    commissioner: Commissioner,
    span: PeriodSpan,
    definitions: Iterable[Definition],
    opens_on: dt.date,
    deadline: dt.date,
    announced_on: dt.date | None = None,
    guidance: str = "",
    contact: str = "",
    practices: Iterable[Practice] | None = None,
    by: Any,
    at: dt.datetime,
) -> Collection:
    """Add the period if it is new, and ask for returns. Raises ValidationError if already open.

    `practices`: those that are asked; None for everybody. They see it from `announced_on`.
    """
    Commissioner.objects.select_for_update(no_key=True).get(pk=commissioner.pk)
    period = periods_of(commissioner).filter(code=span.code).first()
    if period is None:
        period = add_period(
            commissioner=commissioner,
            code=span.code,
            name=span.name,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            by=by,
            at=at,
        )
    elif Collection.objects.filter(period=period).exists():
        raise ValidationError(f"The period {span.code} is open already. Choose another one.")
    return open_collection(
        period=period,
        definitions=definitions,
        opens_on=opens_on,
        deadline=deadline,
        announced_on=announced_on,
        guidance=guidance,
        contact=contact,
        practices=practices,
        by=by,
        at=at,
    )
