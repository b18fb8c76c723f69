"""Deciding whether a board is told of practices by name."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.dashboards.models import BoardNaming
from scorecard.dashboards.selectors.naming import naming_of


@transaction.atomic
def decide_naming(
    *,
    commissioner: Commissioner,
    named: str,
    number: int,
    reason: str,
    by: Any,
    at: dt.datetime,
) -> BoardNaming:
    """From now on these practices are named to the board. ValidationError, by field, where that is
    so already, or without a reason."""
    refuse_nhs_numbers(reason)
    before = naming_of(commissioner)
    now = before.named if before else BoardNaming.Named.NOBODY
    same_number = before is not None and before.number == number
    if named == now and (named == BoardNaming.Named.NOBODY or same_number):
        raise ValidationError({"named": ["This is what holds already."]})
    decision = BoardNaming(
        commissioner=commissioner,
        named=named,
        number=number,
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
    )
    decision.full_clean()
    decision.save()
    details = {"named": named, "number": number, "reason": decision.reason, "before": str(now)}
    record(
        action="decide who is named to the board",
        subject=decision,
        by=by,
        at=at,
        organisation=commissioner.code,
        details=details,
    )
    return decision
