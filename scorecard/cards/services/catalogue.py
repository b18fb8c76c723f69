"""Starting a scorecard from a catalogue file or from one that another commissioner sent."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.catalogue import Catalogue, CatalogueItem
from indicators.services.definitions import define
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.cards.content import SETTINGS
from scorecard.cards.models import CardItem, CardVersion, Domain, Eligibility, Scorecard


class NameTaken(ValidationError):
    """The commissioner has a scorecard of this name; another name is all it takes."""

    def __init__(self, commissioner: Commissioner, name: str) -> None:
        super().__init__(
            f"{commissioner} already has a scorecard called {name}. Choose another name."
        )


@transaction.atomic
def start_from(
    *,
    catalogue: Catalogue,
    commissioner: Commissioner,
    name: str = "",
    by: Any,
    at: dt.datetime,
) -> CardVersion:
    """Copy a catalogue into a commissioner's own draft, beside any scorecard that there is.

    A code that the commissioner uses already gets a new version of its definition. Raises
    NameTaken, and ValidationError for content that cannot be kept.
    """
    name = name.strip() or catalogue.name
    Commissioner.objects.select_for_update().get(pk=commissioner.pk)
    if Scorecard.objects.filter(commissioner=commissioner, name__iexact=name).exists():
        raise NameTaken(commissioner, name)
    scorecard = Scorecard(
        commissioner=commissioner,
        name=name,
        purpose=catalogue.purpose,
        source=catalogue.source,
        illustrative=catalogue.illustrative,
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
    record(
        action="start scorecard",
        subject=version,
        by=by,
        at=at,
        organisation=commissioner.code,
        details={"from": catalogue.name, "indicators": len(catalogue.items)},
    )
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
