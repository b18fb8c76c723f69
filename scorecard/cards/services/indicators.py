"""Defining an indicator and giving it its place on the draft, in one step."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.definitions import DefinitionData
from indicators.selectors.definitions import latest_definition
from indicators.services.definitions import define
from practices.models import Commissioner
from scorecard.cards.models import CardItem
from scorecard.cards.services.versions import open_draft, place


@transaction.atomic
def save_indicator(
    *,
    commissioner: Commissioner,
    code: str,
    data: DefinitionData,
    role: str,
    domain: str,
    weight: Decimal,
    is_new: bool,
    by: Any,
    at: dt.datetime,
) -> CardItem:
    """Define and place. Raises ValidationError, by field; then nothing is changed."""
    if is_new and latest_definition(commissioner, code) is not None:
        raise ValidationError(
            {"code": [f"There is an indicator {code} already. Use another code."]}
        )
    draft = open_draft(commissioner=commissioner, by=by, at=at)
    definition = define(commissioner=commissioner, code=code, data=data, by=by, at=at)
    counts = role == CardItem.Role.WEIGHTED
    found = draft.domains.filter(name=domain).first() if counts else None
    if counts and found is None:
        raise ValidationError({"domain": [f"The scorecard has no domain {domain}."]})
    return place(
        version=draft,
        definition=definition,
        role=role,
        domain=found,
        weight=weight if counts else Decimal(0),
        by=by,
        at=at,
    )
