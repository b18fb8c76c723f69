"""A scorecard version in plain words: what is measured, how it is banded, how much it counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators import legends
from scorecard.cards.models import PURPOSES, CardItem, CardVersion, Domain, OverallBy
from scorecard.cards.presenters.comments import CommentLine, about
from scorecard.cards.presenters.levels import coverage_rule, domain_rule, overall_rule
from scorecard.cards.selectors.versions import items_of


@dataclass(frozen=True)
class PlainItem:
    """`counts` says how much it counts, `terms` when it has a band and why it is measured,
    `comments` what was said about it."""

    code: str
    name: str
    description: str
    measured: str
    legend: str
    counts: str
    terms: tuple[str, ...]
    comments: tuple[CommentLine, ...]


@dataclass(frozen=True)
class PlainDomain:
    name: str
    section: str
    counts: str
    items: tuple[PlainItem, ...]


@dataclass(frozen=True)
class PlainCard:
    """`judged` says in (name, words) what the whole is for and how it is judged; `rules` are the
    conditions that stand apart from the bands; `general` comments the whole."""

    judged: tuple[tuple[str, str], ...]
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
        judged=tuple(row for row in _judged(version, items) if row[1]),
        domains=tuple(
            PlainDomain(
                name=domain.name,
                section=domain.section,
                counts=_share(version, domain),
                items=tuple(_item(i, said) for i in items if i.domain_id == domain.pk),
            )
            for domain in version.domains.all()
        ),
        others=tuple(_item(item, said) for item in items if item.domain is None),
        rules=tuple(_rules(version)),
        general=about(said, ""),
    )


def _judged(version: CardVersion, items: list[CardItem]) -> Iterable[tuple[str, str]]:
    yield "What it is for", version.scorecard.purpose
    yield "Used for", "; ".join(words for key, words in PURPOSES if key in version.purposes)
    yield "A whole practice", f"{overall_rule(version)}{_of_reds(version)}"
    yield "A domain", f"{domain_rule(version)} {_points(version)}"
    yield "What must be known", coverage_rule(version)
    yield "Compulsory", _compulsory(items)


def _of_reds(version: CardVersion) -> str:
    if version.overall_by == OverallBy.SCORE:
        return ""
    each = " Each indicator with weight that is red counts as one."
    by_reds_only = version.overall_by == OverallBy.REDS
    return f"{each} The score does not band the whole." if by_reds_only else each


def _points(version: CardVersion) -> str:
    points = ", ".join(f"{points:g}" for points in version.band_points)
    return f"Red, amber and green are worth {points} points."


def _compulsory(items: list[CardItem]) -> str:
    held = [item for item in items if item.if_missing]
    if not held:
        return "No indicator is compulsory: what is not returned is left out of the score."
    named = "; ".join(
        f"{one.definition.code} {one.definition.name}: {_missing(one)}" for one in held
    )
    return f"{named}. Any other is left out of the score when it is not returned."


def _missing(item: CardItem) -> str:
    """What becomes of a compulsory indicator that is not returned."""
    return item.get_if_missing_display().partition(": ")[2]


def _share(version: CardVersion, domain: Domain) -> str:
    whole = "the score" if version.overall_by == OverallBy.REDS else "the whole score"
    return f"{_percent(domain.weight)} of {whole}"


def _terms(item: CardItem) -> Iterable[str]:
    definition = item.definition
    if item.if_missing:
        yield f"Compulsory: {_missing(item)}."
    if item.domain and definition.rule and definition.minimum_denominator:
        least = f"{definition.minimum_denominator:,.12g}"
        yield f"Banded only where the denominator is at least {least}."
    if definition.rationale:
        yield f"Why it is measured: {definition.rationale}"
    if definition.evidence:
        yield f"Evidence: {definition.evidence}"


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
        terms=tuple(_terms(item)),
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
