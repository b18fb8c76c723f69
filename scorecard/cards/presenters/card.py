"""A scorecard version as a page of weights, and as one to print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators import legends, rules
from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.burden import MANY, Asked, Burden, burden
from scorecard.cards.forms.cards import WeightsForm
from scorecard.cards.models import PURPOSES, CardItem, CardVersion, Domain
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.presenters.levels import coverage_rule, overall_rule
from scorecard.cards.selectors.versions import items_of, status_of, version_problems


@dataclass(frozen=True)
class ItemLine:
    """`if_missing` in words where it is compulsory; `compares` where its rule is a comparison."""

    code: str
    name: str
    description: str
    legend: str
    role: str
    weight: Decimal
    if_missing: str
    compares: bool
    field: Any


@dataclass(frozen=True)
class DomainCard:
    """`heading` is the section, where this domain begins one."""

    pk: int
    name: str
    section: str
    heading: str
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
    form: WeightsForm
    total: Decimal
    weighted: int
    too_many: bool
    burden: Burden
    compared: tuple[ItemLine, ...]
    overall_rule: str
    coverage_rule: str
    purposes: str
    points: str
    domains: tuple[DomainCard, ...]
    others: tuple[ItemLine, ...]
    problems: tuple[str, ...]
    links: Links


def card_view(version: CardVersion, form: WeightsForm, granted: Collection[Permission]) -> CardView:
    items = list(items_of(version))
    status = status_of(version)
    domains = list(version.domains.all())
    weighted = [item for item in items if item.role == "weighted"]
    scored = [item for item in weighted if item.weight and item.domain and item.domain.weight]
    lines = [_item(item, form) for item in scored]
    return CardView(
        version=version,
        status=status,
        is_draft=status == "draft",
        form=form,
        total=sum((domain.weight for domain in domains), Decimal(0)),
        weighted=len(weighted),
        too_many=len(weighted) > MANY,
        burden=burden(_asked(item) for item in items),
        compared=tuple(line for line in lines if line.compares),
        overall_rule=overall_rule(version),
        coverage_rule=coverage_rule(version),
        purposes=purposes_of(version),
        points=", ".join(f"{points:g}" for points in version.band_points),
        domains=_domains(domains, items, form),
        others=tuple(_item(item, form) for item in items if item.role != "weighted"),
        problems=tuple(version_problems(version)) if status == "draft" else (),
        links=card_links(version, granted),
    )


def purposes_of(version: CardVersion) -> str:
    """What the version is used for: "development; patients' choice"."""
    found = (words.partition(":")[0] for key, words in PURPOSES if key in version.purposes)
    return "; ".join(found)


def _asked(item: CardItem) -> Asked:
    one = item.definition
    return Asked(
        kind=one.kind,
        supplied_by=one.supplied_by,
        denominator_list=one.denominator_list,
        frequency=one.frequency,
        level=one.level,
        availability=one.availability,
    )


def _domains(
    domains: Sequence[Domain], items: Sequence[CardItem], form: WeightsForm
) -> tuple[DomainCard, ...]:
    before = ""
    made = []
    for domain in domains:
        made.append(_domain(domain, items, form, before))
        before = domain.section
    return tuple(made)


def _domain(
    domain: Domain, items: Sequence[CardItem], form: WeightsForm, before: str
) -> DomainCard:
    inside = [item for item in items if item.domain_id == domain.pk]
    return DomainCard(
        pk=domain.pk,
        name=domain.name,
        section=domain.section,
        heading=domain.section if domain.section != before else "",
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
        description=definition.description,
        legend=legends.legend(definition),
        role=item.get_role_display(),
        weight=item.weight,
        if_missing=item.get_if_missing_display() if item.if_missing else "",
        compares=rules.is_comparison(definition.rule),
        field=form[name] if name in form.fields else None,
    )
