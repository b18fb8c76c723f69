"""Defining indicators."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import definitions
from indicators.definitions import DefinitionData
from indicators.models import Definition, Indicator
from indicators.selectors.definitions import data_of
from practices.models import Commissioner
from scorecard.audit.services import record


class ChangedMeanwhile(ValidationError):
    """Somebody else saved a newer definition than the one that a change started from."""

    def __init__(self) -> None:
        super().__init__("Somebody else has changed this indicator since you opened it.")


@transaction.atomic
def define(
    *,
    commissioner: Commissioner,
    code: str,
    data: DefinitionData,
    after: int | None = None,
    why: str = "",
    by: Any,
    at: dt.datetime,
) -> Definition:
    """Add an indicator, or a new version of it; the same content again adds nothing.

    `after` is the number of the definition that the change started from. Raises ValidationError,
    by field, when the definition cannot work, and ChangedMeanwhile when there is a newer one.
    """
    if found := definitions.problems(data):
        raise ValidationError(found)
    indicator = _indicator(commissioner, code)
    latest = indicator.definitions.first()
    if latest and data_of(latest) == data:
        return latest
    if latest and after is not None and latest.number != after:
        raise ChangedMeanwhile
    definition = Definition(
        indicator=indicator,
        number=latest.number + 1 if latest else 1,
        created_by=by,
        created_at=at,
        **{name: getattr(data, name) for name in definitions.FIELDS},
    )
    definition.full_clean()
    definition.save()
    record(
        action="define indicator",
        subject=definition,
        by=by,
        at=at,
        organisation=commissioner.code,
        details=_what_changed(latest, data) | ({"why": why} if why else {}),
    )
    return definition


def _indicator(commissioner: Commissioner, code: str) -> Indicator:
    found = Indicator.objects.select_for_update().filter(
        commissioner=commissioner, code__iexact=code.strip()
    )
    if indicator := found.first():
        return indicator
    indicator = Indicator(commissioner=commissioner, code=code.strip())
    indicator.full_clean()
    indicator.save()
    return indicator


def _what_changed(latest: Definition | None, data: DefinitionData) -> dict[str, Any]:
    if latest is None:
        return {"new": True}
    changed = definitions.changes(data_of(latest), data)
    return {name: {"from": _plain(was), "to": _plain(now)} for name, (was, now) in changed.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
