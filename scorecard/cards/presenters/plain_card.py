"""A scorecard version in plain words: what is measured, how it is banded, how much it counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators import legends
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.presenters.comments import CommentLine, about
from scorecard.cards.selectors.versions import items_of


@dataclass(frozen=True)
class PlainItem:
    """`counts` says how much it counts, `comments` what was said about it."""

    code: str
    name: str
    description: str
    measured: str
    legend: str
    counts: str
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True)
class PlainDomain:
    name: str
    section: str
    counts: str
    items: tuple[PlainItem, ...]


@dataclass(frozen=True)
class PlainCard:
    """`rules` are the conditions that stand apart from the bands; `general` comments the whole."""

    domains: tuple[PlainDomain, ...]
    others: tuple[PlainItem, ...]
    rules: tuple[str, ...]
    general: tuple[CommentLine, ...]

    @property
    def indicators(self) -> list[tuple[str, str]]:
        """Code and name of each, as a form offers them."""
        held = [item for domain in self.domains for item in domain.items] + list(self.others)
        return [(item.code, f"{item.code} {item.name}") for item in held]


def plain_card(version: CardVersion, comments: Iterable[CommentLine] = ()) -> PlainCard:
    said = list(comments)
    items = list(items_of(version))
    return PlainCard(
        domains=tuple(
            PlainDomain(
                name=domain.name,
                section=domain.section,
                counts=f"{_percent(domain.weight)} of the whole score",
                items=tuple(_item(i, said) for i in items if i.domain_id == domain.pk),
            )
            for domain in version.domains.all()
        ),
        others=tuple(_item(item, said) for item in items if item.domain is None),
        rules=tuple(_rules(version)),
        general=about(said, ""),
    )


def _item(item: CardItem, said: list[CommentLine]) -> PlainItem:
    definition = item.definition
    parts = [part for part in (definition.numerator, definition.denominator) if part]
    return PlainItem(
        code=definition.code,
        name=definition.name,
        description=definition.description,
        measured=", out of: ".join(parts),
        legend=legends.legend(definition),
        counts=_counts(item),
        comments=about(said, definition.code),
    )


def _counts(item: CardItem) -> str:
    if item.domain is None:
        return item.get_role_display().capitalize() + "."
    if not item.weight:
        return f"Shown and banded in {item.domain}; it does not count yet."
    return f"Counts {_percent(item.weight)} of {item.domain}."


def _rules(version: CardVersion) -> Iterable[str]:
    for rule in version.eligibilities.prefetch_related("items__definition__indicator"):
        codes = ", ".join(item.definition.code for item in rule.items.all())
        level = rule.get_at_least_display()
        yield f"{rule.name}: at least {level} in {codes}. It leads to: {rule.leads_to}"


def _percent(weight: object) -> str:
    return f"{float(str(weight)):g}%"
