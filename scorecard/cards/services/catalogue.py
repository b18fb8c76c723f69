"""Starting a scorecard from a catalogue file."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.catalogue import Catalogue, CatalogueItem
from indicators.services.definitions import define
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.cards.models import CardItem, CardVersion, Domain, Eligibility, Scorecard
from scorecard.cards.services.versions import SETTINGS


@transaction.atomic
def start_from(
    *, catalogue: Catalogue, commissioner: Commissioner, by: Any, at: dt.datetime
) -> CardVersion:
    """Copy a catalogue into a commissioner's own draft. Raises ValidationError if it has one."""
    if Scorecard.objects.filter(commissioner=commissioner, name=catalogue.name).exists():
        raise ValidationError(f"{commissioner} already has a scorecard called {catalogue.name}.")
    scorecard = Scorecard(
        commissioner=commissioner,
        name=catalogue.name,
        purpose=f"{catalogue.purpose} {catalogue.source}".strip(),
    )
    scorecard.full_clean()
    scorecard.save()
    version = CardVersion(
        scorecard=scorecard,
        number=1,
        created_by=by,
        created_at=at,
        **{name: getattr(catalogue, name) for name in SETTINGS},
    )
    version.full_clean()
    version.save()
    _fill(version, catalogue, by, at)
    record(action="start scorecard", subject=version, by=by, at=at, organisation=commissioner.code)
    return version


def _fill(version: CardVersion, catalogue: Catalogue, by: Any, at: dt.datetime) -> None:
    domains = {
        domain.name: Domain.objects.create(
            version=version,
            name=domain.name,
            section=domain.section,
            weight=domain.weight,
            order=order,
        )
        for order, domain in enumerate(catalogue.domains, start=1)
    }
    items = CardItem.objects.bulk_create(
        _card_item(version, item, order, domains.get(item.domain), by, at)
        for order, item in enumerate(catalogue.items, start=1)
    )
    by_code = {item.definition.code: item for item in items}
    for order, rule in enumerate(catalogue.eligibilities, start=1):
        made = Eligibility.objects.create(
            version=version,
            name=rule.name,
            kind=rule.kind,
            leads_to=rule.leads_to,
            at_least=rule.at_least,
            order=order,
        )
        made.items.set([by_code[code] for code in rule.indicators])


def _card_item(
    version: CardVersion,
    item: CatalogueItem,
    order: int,
    domain: Domain | None,
    by: Any,
    at: dt.datetime,
) -> CardItem:
    commissioner = version.scorecard.commissioner
    definition = define(commissioner=commissioner, code=item.code, data=item.data, by=by, at=at)
    return CardItem(
        version=version,
        definition=definition,
        role=item.role,
        domain=domain if item.role == "weighted" else None,
        weight=item.weight,
        order=order,
        if_missing=item.if_missing,
        public=item.public,
    )
