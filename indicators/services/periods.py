"""Opening periods, and asking practices for returns."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import AskedPractice, Collection, CollectionItem, Definition, Period
from practices.models import Commissioner, Practice
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
    announced_on: dt.date | None = None,
    contact: str = "",
    practices: Iterable[Practice] | None = None,
    by: Any,
    at: dt.datetime,
) -> Collection:
    """Ask practices for these indicators, from `opens_on` to `deadline` (both belong).

    Every practice of the area is asked, or only `practices`. They see it from `announced_on`
    (today, if that is not after it opens). `contact` says who to ask.
    """
    wanted = list(definitions)
    asked = None if practices is None else list(practices)
    today = timezone.localdate(at)
    if not wanted:
        raise ValidationError({"definitions": "Choose at least one indicator to ask for."})
    refuse_nhs_numbers(guidance, contact)
    collection = Collection(
        period=period,
        announced_on=announced_on or min(today, opens_on),
        opens_on=opens_on,
        deadline=deadline,
        guidance=guidance,
        contact=contact,
        everybody=asked is None,
        opened_by=by,
        opened_at=at,
    )
    collection.full_clean()
    collection.save()
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=collection, definition=definition) for definition in wanted
    )
    AskedPractice.objects.bulk_create(
        AskedPractice(collection=collection, practice=practice) for practice in asked or ()
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
