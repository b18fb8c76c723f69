"""The catalogue page, and one ready-made scorecard as it is before it is copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators import rules
from indicators.catalogue import Catalogue, CatalogueEligibility, CatalogueItem, load, names
from scorecard.cards.models.cards import PURPOSES, OverallBy


@dataclass(frozen=True)
class StarterLine:
    """`key` is the file without its ending; `others` counts context, facts and what is only
    collected."""

    key: str
    name: str
    purpose: str
    purposes: tuple[str, ...]
    source: str
    illustrative: str
    weighted: int
    others: int
    domains: int


@dataclass(frozen=True)
class StarterItem:
    code: str
    name: str
    description: str
    legend: str
    role: str
    weight: Decimal
    points: float
    public: bool
    compulsory: bool


@dataclass(frozen=True)
class StarterDomain:
    name: str
    section: str
    weight: Decimal
    items: tuple[StarterItem, ...]


@dataclass(frozen=True)
class StarterView:
    """`clashes` are codes that mean something else at this commissioner: (code, here, there)."""

    line: StarterLine
    overall: str
    domains: tuple[StarterDomain, ...]
    others: tuple[StarterItem, ...]
    eligibilities: tuple[CatalogueEligibility, ...]
    clashes: tuple[tuple[str, str, str], ...]


def starter_lines() -> list[StarterLine]:
    """Every ready-made scorecard, by its name."""
    # Those of the demo are for its invented areas.
    lines = [_line(key, load(key)) for key in names() if not key.startswith("demo")]
    return sorted(lines, key=lambda line: line.name.lower())


def starter_view(key: str, own: Mapping[str, str]) -> StarterView:
    """`own` are the names of the commissioner's indicators by code in capitals."""
    card = load(key)
    return StarterView(
        line=_line(key, card),
        overall=_overall(card),
        domains=tuple(
            StarterDomain(
                domain.name,
                domain.section,
                domain.weight,
                tuple(
                    _item(item)
                    for item in card.items
                    if item.role == "weighted" and item.domain == domain.name
                ),
            )
            for domain in card.domains
        ),
        others=tuple(_item(item) for item in card.items if item.role != "weighted"),
        eligibilities=card.eligibilities,
        clashes=tuple(clashes(card, own)),
    )


def clashes(card: Catalogue, own: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(code, name here, name in the file) where the same code goes by another name."""
    return [
        (item.code, here, item.data.name)
        for item in card.items
        if (here := own.get(item.code.upper(), item.data.name)) != item.data.name
    ]


def _line(key: str, card: Catalogue) -> StarterLine:
    weighted = sum(item.role == "weighted" for item in card.items)
    words = dict(PURPOSES)
    return StarterLine(
        key=key,
        name=card.name,
        purpose=card.purpose,
        purposes=tuple(words[purpose] for purpose in card.purposes),
        source=card.source,
        illustrative=card.illustrative,
        weighted=weighted,
        others=len(card.items) - weighted,
        domains=len(card.domains),
    )


def _item(item: CatalogueItem) -> StarterItem:
    data = item.data
    return StarterItem(
        code=item.code,
        name=data.name,
        description=data.description,
        legend=rules.legend(data.rule, data.polarity, data.unit),
        role=item.role,
        weight=item.weight,
        points=data.points,
        public=item.public,
        compulsory=bool(item.if_missing),
    )


def _overall(card: Catalogue) -> str:
    """How the band of a whole practice comes about, in one sentence."""
    score = f"green from {card.green_from:g} of 100, red below {card.red_below:g}"
    reds = f"amber from {card.reds_amber_from} reds, red from {card.reds_red_from}"
    if card.overall_by == OverallBy.SCORE:
        return f"A whole practice is banded by its score: {score}."
    if card.overall_by == OverallBy.REDS:
        return f"A whole practice is banded by its number of reds: {reds}."
    return (
        "A whole practice is banded by the worse of its score and its number of reds: "
        f"{score}; {reds}."
    )
