"""Reading what a version says, as plain data."""

from typing import Any

from indicators.selectors.definitions import data_of
from scorecard.cards.content import (
    SETTINGS,
    CardContent,
    DomainContent,
    ItemContent,
    RuleContent,
    content_hash,
)
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.selectors.versions import items_of


def content_of(version: CardVersion) -> CardContent:
    domains = version.domains.values_list("name", "section", "weight")
    rules = version.eligibilities.prefetch_related("items__definition__indicator")
    return CardContent(
        scorecard=version.scorecard.name,
        settings={name: _setting(getattr(version, name)) for name in SETTINGS},
        domains=tuple(DomainContent(*domain) for domain in domains),
        items=tuple(_item(item) for item in items_of(version)),
        rules=tuple(
            RuleContent(
                name=rule.name,
                kind=rule.kind,
                leads_to=rule.leads_to,
                at_least=rule.at_least,
                indicators=tuple(sorted(item.definition.code for item in rule.items.all())),
            )
            for rule in rules
        ),
    )


def hash_of(version: CardVersion) -> str:
    return content_hash(content_of(version))


def _setting(value: Any) -> Any:
    """A list is a tuple on a version that has not been read back yet."""
    return tuple(value) if isinstance(value, list) else value


def _item(item: CardItem) -> ItemContent:
    return ItemContent(
        code=item.definition.code,
        role=item.role,
        domain=item.domain.name if item.domain else "",
        weight=item.weight,
        if_missing=item.if_missing,
        public=item.public,
        data=data_of(item.definition),
    )
