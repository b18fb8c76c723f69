"""Sections: domains under a common heading, with their number of reds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from scorecard.cards.models import CardItem, Score
from scorecard.charts.words import counted


class Placed(Protocol):
    """An indicator's place on a card: a `CardItem`, or as much of it as was read."""

    @property
    def pk(self) -> int: ...
    @property
    def domain_id(self) -> int | None: ...
    @property
    def weight(self) -> Decimal: ...
    @property
    def if_missing(self) -> str: ...


@dataclass(frozen=True)
class Heading:
    """The heading of a section, where its first domain stands."""

    name: str
    reds: str


def headings(scores: Sequence[Score]) -> dict[int, Heading]:
    """The heading above a domain, by its id; `scores` are those of domains, in their order."""
    found: dict[int, Heading] = {}
    seen: set[str] = set()
    for score in scores:
        domain = score.domain
        if domain is None or not domain.section or domain.section in seen:
            continue
        seen.add(domain.section)
        found[domain.pk] = Heading(domain.section, reds_words(scores, domain.section))
    return found


def reds_words(scores: Iterable[Score], section: str) -> str:
    """How many reds a section has: "2 reds"; those that count for nothing are said apart."""
    inside = [(one.reds, one.domain) for one in scores if one.domain]
    here = [(reds, domain) for reds, domain in inside if domain.section == section]
    counts = sum(reds for reds, domain in here if domain.weight)
    apart = sum(reds for reds, domain in here if not domain.weight)
    weightless = not any(domain.weight for _, domain in here)
    if weightless:
        return f"{counted(apart, 'red', 'reds')}, without weight in the whole"
    more = f", and {apart} without weight in the whole" if apart else ""
    return f"{counted(counts, 'red', 'reds')}{more}"


def counts_silent(item: Placed) -> bool:
    """Whether it counts as red when it was due and is not returned."""
    return item.if_missing == CardItem.IfMissing.RED and item.weight > 0


def silent_words(items: Iterable[Placed]) -> str:
    """How many of `items`, which were due and not returned, count as red for it."""
    number = sum(counts_silent(item) for item in items)
    if not number:
        return ""
    were, counts = ("was", "counts") if number == 1 else ("were", "count")
    who = counted(number, "indicator", "indicators")
    return f"{who} {were} due and not returned, and {counts} as red."
