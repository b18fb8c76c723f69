"""Defining an indicator and giving it its place on the draft, in one step."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.definitions import DefinitionData
from indicators.models import Definition
from indicators.selectors.definitions import latest_definition, strata_of
from indicators.services.definitions import ChangedMeanwhile, define
from practices.models import Commissioner
from scorecard.cards.models import CardItem, CardVersion, Domain
from scorecard.cards.places import place_of, standing
from scorecard.cards.selectors.versions import item_on_card
from scorecard.cards.services.versions import open_draft, place, take_off


@transaction.atomic
def save_indicator(
    *,
    commissioner: Commissioner,
    code: str,
    data: DefinitionData,
    role: str,
    domain: str,
    weight: Decimal,
    if_missing: str = "",
    public: bool = True,
    is_new: bool,
    card: CardVersion | None = None,
    started_from: int | None = None,
    started_place: str | None = None,
    why: str = "",
    by: Any,
    at: dt.datetime,
) -> CardItem:
    """Define and place on `card`, without one on the draft that is open.

    Raises ValidationError, by field; then nothing is changed. Raises ChangedMeanwhile when the
    definition is not `started_from`, or its place not `started_place` ("" for none) any more.
    """
    draft = open_draft(commissioner=commissioner, card=card, by=by, at=at)
    existing = latest_definition(commissioner, code)
    if is_new and existing is not None:
        raise ValidationError(
            {"code": [f"There is an indicator {code} already. Use another code."]}
        )
    _check_stratum(commissioner, code, data)
    if existing and started_place is not None and _has_moved(draft, existing, started_place):
        raise ChangedMeanwhile
    definition = define(
        commissioner=commissioner,
        code=code,
        data=data,
        after=started_from,
        why=why,
        by=by,
        at=at,
    )
    counts = role == CardItem.Role.WEIGHTED
    return place(
        version=draft,
        definition=definition,
        role=role,
        domain=_domain(draft, domain) if counts else None,
        weight=weight if counts else Decimal(0),
        if_missing=if_missing if counts else "",
        public=public,
        why=why,
        by=by,
        at=at,
    )


@transaction.atomic
def retire_indicator(
    *,
    commissioner: Commissioner,
    definition: Definition,
    collected: bool,
    card: CardVersion | None = None,
    started: str = "",
    why: str = "",
    by: Any,
    at: dt.datetime,
) -> CardVersion:
    """Take an indicator off the draft; `collected`: it stays there, unweighted, and is asked for.

    Raises ValidationError when it is not on the scorecard, or a rule rests on it, and
    ChangedMeanwhile when it does not stand there as `started` says any more.
    """
    draft = open_draft(commissioner=commissioner, card=card, by=by, at=at)
    item = item_on_card(draft, definition)
    if item is None:
        raise ValidationError(f"{definition.code} is not on the scorecard.")
    if started and started != standing(item):
        raise ChangedMeanwhile
    if not collected:
        take_off(version=draft, item=item, why=why, by=by, at=at)
        return draft
    place(
        version=draft,
        definition=item.definition,
        role=CardItem.Role.COLLECTED,
        domain=None,
        weight=Decimal(0),
        public=item.public,
        why=why,
        by=by,
        at=at,
    )
    return draft


def _domain(draft: CardVersion, name: str) -> Domain:
    found = draft.domains.filter(name=name).first()
    if found is None:
        raise ValidationError({"domain": [f"The scorecard has no domain {name}."]})
    return found


def _has_moved(draft: CardVersion, definition: Definition, started: str) -> bool:
    item = item_on_card(draft, definition)
    return (place_of(item).text if item else "") != started


def _check_stratum(commissioner: Commissioner, code: str, data: DefinitionData) -> None:
    """A stratum is part of another indicator that is whole itself."""
    if not data.stratum_of:
        return
    whole = latest_definition(commissioner, data.stratum_of)
    if whole is None:
        raise ValidationError({"stratum_of": [f"There is no indicator {data.stratum_of}."]})
    if data.stratum_of.lower() == code.lower():
        raise ValidationError({"stratum_of": ["An indicator is not a stratum of itself."]})
    if whole.stratum_of or strata_of(commissioner, code):
        raise ValidationError(
            {"stratum_of": ["A stratum has no strata of its own. Choose the indicator as a whole."]}
        )
