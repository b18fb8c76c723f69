"""Which facts and indicators of a scorecard are services, and what each says of every practice."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.calc.types import Codes
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.run_arrays import RunArrays
from scorecard.dashboards.offering import Says, parts_of, read_answer, tells_plainly
from scorecard.dashboards.pooled import ADDED, Column
from scorecard.dashboards.selectors.services import Answer

MOST_PARTS = 12  # entries of a list shown as services of their own
MOST_ANSWERS = 8
_WORDS = re.compile(
    r"\b(services?|uptake|screening|immunis\w*|immuniz\w*|vaccin\w*|health checks?|enhanced)\b",
    re.IGNORECASE,
)
NO_ANSWERS: Sequence[Answer] = ()


@dataclass(frozen=True)
class Choice:
    """What a reader may choose as a service; `said` where an answer tells of it."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Offer:
    """Something a practice has or has not; `key` names it in the address. `read`: how the words
    of practices were read, as (answer, "offered"/"not offered"/"not known", practices)."""

    key: str
    code: str
    name: str
    says: Codes
    read: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Uptake:
    """A rate of a service, to be pooled."""

    key: str
    item: CardItem
    column: Column


def possible(items: Sequence[CardItem]) -> list[CardItem]:
    """What can be a service: facts, answers of yes or no, and rates of single practices."""
    return [
        item
        for item in items
        if item.definition.kind in ("fact", "yes_no")
        or (item.definition.level == "practice" and item.definition.kind in ("proportion", "rate"))
    ]


def is_service(item: CardItem, answers: Sequence[Answer]) -> bool:
    """Whether it is taken for a service where the reader has not chosen.

    Yes or no; a list; a fact that some answer with yes, no or none; and what is called a service,
    uptake, screening, immunisation, vaccination or health check, by its own name or its domain's.
    """
    definition = item.definition
    if definition.kind == "yes_no" or definition.fact_type == "list":
        return True
    if definition.kind == "fact":
        return any(tells_plainly(one.text) for one in answers)
    domain = item.domain.name if item.domain else ""
    return bool(_WORDS.search(definition.name) or _WORDS.search(domain))


def offers_of(
    item: CardItem, size: int, answers: Sequence[Answer], arrays: RunArrays
) -> list[Offer]:
    """What one fact or yes-or-no says; a list has an offer for each of its entries."""
    definition = item.definition
    if definition.kind == "yes_no":
        return [_yes_no(item, size, arrays)]
    if definition.fact_type == "list":
        return _entries(item, size, answers)
    says = np.zeros(size, dtype=np.int8)
    for one in answers:
        says[one.at] = read_answer(one.text)
    read = tuple(
        (one.text, WORDS[read_answer(one.text)], one.at.size) for one in answers[:MOST_ANSWERS]
    )
    return [Offer(definition.code, definition.code, definition.name, says, read)]


WORDS: Mapping[Says, str] = {
    Says.YES: "offered",
    Says.NO: "not offered",
    Says.UNKNOWN: "not known",
}


def _yes_no(item: CardItem, size: int, arrays: RunArrays) -> Offer:
    definition = item.definition
    says = np.zeros(size, dtype=np.int8)
    if definition.pk in arrays.definitions:
        value = arrays.value[:, arrays.definitions.index(definition.pk)]
        says[value == 1] = Says.YES
        says[value == 0] = Says.NO
    return Offer(definition.code, definition.code, definition.name, says, ())


def _entries(item: CardItem, size: int, answers: Sequence[Answer]) -> list[Offer]:
    """Who gives a list without an entry does not offer it; who gives none is not known."""
    definition = item.definition
    told = np.zeros(size, dtype=np.int8)
    counts: Counter[str] = Counter()
    for one in answers:
        told[one.at] = Says.NO
        for part in parts_of(one.text):
            counts[part] += one.at.size
    found = []
    for number, (part, _) in enumerate(_widest(counts), start=1):
        says = told.copy()
        for one in answers:
            if part in parts_of(one.text):
                says[one.at] = Says.YES
        key, name = f"{definition.code}-{number}", f"{definition.name}: {part}"
        found.append(Offer(key, definition.code, name, says, ()))
    return found


def _widest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_PARTS]


def uptake_of(item: CardItem, arrays: RunArrays) -> Uptake | None:
    """Every practice takes part, also those unlike the others: their patients are people too."""
    if item.definition_id not in arrays.definitions:
        return None
    at = arrays.definitions.index(item.definition_id)
    states = arrays.states[:, at]
    column = Column(
        states,
        arrays.value[:, at],
        arrays.numerator[:, at],
        arrays.denominator[:, at],
        np.isin(states, ADDED),
    )
    return Uptake(item.definition.code, item, column)
