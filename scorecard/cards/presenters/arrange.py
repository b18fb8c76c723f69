"""The form that puts domains and indicators in order, row by row."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField

from scorecard.cards.arranging import BESIDE
from scorecard.cards.forms.builder import BESIDE_WORDS, ArrangeForm
from scorecard.cards.models import CardItem


@dataclass(frozen=True)
class DomainLine:
    pk: int
    title: str
    order: BoundField
    name: BoundField
    section: BoundField
    indicators: int


@dataclass(frozen=True)
class ItemLine:
    code: str
    name: str
    order: BoundField
    place: BoundField
    missing: BoundField


@dataclass(frozen=True)
class Group:
    """The indicators of one place; `place` is what the form calls it."""

    place: str
    title: str
    weighted: bool
    items: tuple[ItemLine, ...]


@dataclass(frozen=True)
class ArrangeView:
    domains: tuple[DomainLine, ...]
    groups: tuple[Group, ...]
    new_name: BoundField
    new_section: BoundField


def arrange_view(form: ArrangeForm) -> ArrangeView:
    """Indicators stand where they are saved, whatever place has been typed."""
    inside: dict[str, list[CardItem]] = {}
    for item in form.items:
        inside.setdefault(str(item.domain_id or item.role), []).append(item)
    groups = [(str(one.pk), one.name) for one in form.domains]
    groups += [(role, BESIDE_WORDS[role]) for role in BESIDE if role in inside]
    return ArrangeView(
        domains=tuple(
            DomainLine(
                pk=domain.pk,
                title=domain.name,
                order=form[f"domain-{domain.pk}-order"],
                name=form[f"domain-{domain.pk}-name"],
                section=form[f"domain-{domain.pk}-section"],
                indicators=len(inside.get(str(domain.pk), [])),
            )
            for domain in form.domains
        ),
        groups=tuple(
            Group(
                place=place,
                title=title,
                weighted=place not in BESIDE,
                items=tuple(_item(form, item) for item in inside.get(place, [])),
            )
            for place, title in groups
        ),
        new_name=form["new-name"],
        new_section=form["new-section"],
    )


def _item(form: ArrangeForm, item: CardItem) -> ItemLine:
    start = f"item-{item.pk}"
    return ItemLine(
        code=item.definition.code,
        name=item.definition.name,
        order=form[f"{start}-order"],
        place=form[f"{start}-place"],
        missing=form[f"{start}-missing"],
    )
