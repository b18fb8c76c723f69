"""Opening periods, and asking practices for returns."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Collection, CollectionItem, Definition, Period
from practices.models import Commissioner
from scorecard.audit.services import record


@transaction.atomic
def add_period(
    *,
    commissioner: Commissioner,
    code: str,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Any,
    at: dt.datetime,
) -> Period:
    """Add a period. Raises ValidationError when the code is taken or the days run backwards."""
    period = Period(
        commissioner=commissioner, code=code, name=name, starts_on=starts_on, ends_on=ends_on
    )
    period.full_clean()
    period.save()
    record(action="add period", subject=period, by=by, at=at, organisation=commissioner.code)
    return period


@transaction.atomic
def open_collection(
    *,
    period: Period,
    definitions: Iterable[Definition],
    opens_on: dt.date,
    deadline: dt.date,
    guidance: str = "",
    by: Any,
    at: dt.datetime,
) -> Collection:
    """Ask every practice for these indicators, from `opens_on` to `deadline` (both belong)."""
    wanted = list(definitions)
    if not wanted:
        raise ValidationError({"definitions": "Choose at least one indicator to ask for."})
    collection = Collection(
        period=period,
        opens_on=opens_on,
        deadline=deadline,
        guidance=guidance,
        opened_by=by,
        opened_at=at,
    )
    collection.full_clean()
    collection.save()
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=collection, definition=definition) for definition in wanted
    )
    record(
        action="open collection",
        subject=collection,
        by=by,
        at=at,
        organisation=period.commissioner.code,
        details={"indicators": [definition.code for definition in wanted]},
    )
    return collection
