"""A scorecard version as a page of weights."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators import rules
from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.cards import WeightsForm
from scorecard.cards.models import CardItem, CardVersion, Domain
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.selectors.versions import items_of, status_of, version_problems


@dataclass(frozen=True)
class ItemLine:
    code: str
    name: str
    legend: str
    role: str
    weight: Decimal
    field: Any


@dataclass(frozen=True)
class DomainCard:
    pk: int
    name: str
    weight: Decimal
    field: Any
    total: Decimal
    items: tuple[ItemLine, ...]


@dataclass(frozen=True)
class CardView:
    """`problems` are the sentences that keep a draft from being made live."""

    version: CardVersion
    status: str
    is_draft: bool
    total: Decimal
    weighted: int
    domains: tuple[DomainCard, ...]
    others: tuple[ItemLine, ...]
    problems: tuple[str, ...]
    links: Links


def card_view(version: CardVersion, form: WeightsForm, granted: Collection[Permission]) -> CardView:
    items = list(items_of(version))
    status = status_of(version)
    domains = list(version.domains.all())
    return CardView(
        version=version,
        status=status,
        is_draft=status == "draft",
        total=sum((domain.weight for domain in domains), Decimal(0)),
        weighted=sum(item.role == "weighted" for item in items),
        domains=tuple(_domain(domain, items, form) for domain in domains),
        others=tuple(_item(item, form) for item in items if item.role != "weighted"),
        problems=tuple(version_problems(version)) if status == "draft" else (),
        links=card_links(version, granted),
    )


def _domain(domain: Domain, items: list[CardItem], form: WeightsForm) -> DomainCard:
    inside = [item for item in items if item.domain_id == domain.pk]
    return DomainCard(
        pk=domain.pk,
        name=domain.name,
        weight=domain.weight,
        field=form[f"domain-{domain.pk}"],
        total=sum((item.weight for item in inside), Decimal(0)),
        items=tuple(_item(item, form) for item in inside),
    )


def _item(item: CardItem, form: WeightsForm) -> ItemLine:
    definition = item.definition
    name = f"item-{item.pk}"
    return ItemLine(
        code=definition.code,
        name=definition.name,
        legend=rules.legend(definition.rule, definition.polarity, definition.unit),
        role=item.get_role_display(),
        weight=item.weight,
        field=form[name] if name in form.fields else None,
    )
