"""Opening a period together with its return."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Collection, Definition
from indicators.periods import PeriodSpan
from indicators.selectors.periods import periods_of
from indicators.services.periods import add_period, open_collection
from practices.models import Commissioner


@transaction.atomic
def open_period(
    *,
    commissioner: Commissioner,
    span: PeriodSpan,
    definitions: Iterable[Definition],
    opens_on: dt.date,
    deadline: dt.date,
    guidance: str = "",
    by: Any,
    at: dt.datetime,
) -> Collection:
    """Add the period if it is new, and ask for returns. Raises ValidationError if already open."""
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
        guidance=guidance,
        by=by,
        at=at,
    )
