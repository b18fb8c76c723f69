"""Which practices one practice is compared with as the similar ones, and why: as the run chose.

Somebody who may see every practice reads their names; the practice itself reads how many they are
and the range of each number, where enough of them have one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.explaining import Outcome, value_words
from indicators.likeness import SIMILAR, alike
from indicators.models import Definition
from indicators.reasons import count_words
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import lists_on
from indicators.selectors.surroundings import tells_alike
from practices.models import ListKind, Practice
from scorecard.calc.types import Flags, Floats, NoBand
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.selectors.run_arrays import arrays_of_run, practices_of_run, typical_of
from scorecard.cards.selectors.versions import items_of

NOT_KNOWN = "not known"
FEWEST_FOR_A_RANGE = 5


@dataclass(frozen=True)
class Measure:
    """One number by which practices are alike: the practice's own and the others' range."""

    name: str
    own: str
    others: str


@dataclass(frozen=True)
class Peer:
    """One similar practice, with its numbers in the order of the measures."""

    code: str
    name: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class SimilarPage:
    """`peers` are nearest first, and empty where names may not be told; `count` is their number."""

    practice: Practice
    method: tuple[str, ...]
    measures: tuple[Measure, ...]
    count: int
    peers: tuple[Peer, ...]
    used_by: tuple[Definition, ...]


@dataclass(frozen=True)
class _Numbers:
    """Practices x measures as the run had them; NaN is not known."""

    definitions: tuple[Definition | None, ...]
    values: Floats

    @property
    def names(self) -> list[str]:
        return [one.name if one else "Registered patients" for one in self.definitions]

    def words(self, at: int) -> tuple[str, ...]:
        pairs = zip(self.definitions, self.values[at], strict=True)
        return tuple(_number(one, value) for one, value in pairs)


def similar_page(card_run: CardRun, practice: Practice, named: bool) -> SimilarPage | None:
    """None where the practice is not in the run. `named`: the others may be told by name."""
    practices = practices_of_run(card_run)
    place = {one.pk: at for at, one in enumerate(practices)}
    if practice.pk not in place:
        return None
    items = list(items_of(card_run.version))
    numbers = _numbers(card_run, items, practices)
    typical = typical_of(practices)
    chosen = alike(numbers.values[:, 0], list(numbers.values[:, 1:].T), typical)
    nearest = [int(at) for at in chosen[place[practice.pk]] if at >= 0]
    return SimilarPage(
        practice=practice,
        method=_method(numbers, typical),
        measures=_measures(numbers, place[practice.pk], nearest),
        count=len(nearest),
        peers=tuple(_peer(practices[at], numbers.words(at)) for at in nearest) if named else (),
        used_by=tuple(i.definition for i in items if i.definition.comparator == "similar"),
    )


def _numbers(card_run: CardRun, items: Sequence[CardItem], practices: list[Practice]) -> _Numbers:
    """The list on the period's last day, and each context indicator as the run worked it out."""
    ids = np.array([one.pk for one in practices], dtype=np.int64)
    lists = lists_on(card_run.run.period.ends_on, ListKind.REGISTERED, ids.tolist())
    context = {
        item.definition_id: item.definition
        for item in items
        if item.says_who_is_alike and tells_alike(item.definition)
    }
    held = arrays_of_run(card_run, ids, list(context))
    known = tuple(context[pk] for pk in held.definitions)
    values = np.where(held.states == NoBand.IMPOSSIBLE, np.nan, held.value)
    return _Numbers((None, *known), np.column_stack([lists, values]))


def _method(numbers: _Numbers, typical: Flags) -> tuple[str, ...]:
    names = numbers.names[1:]
    by = f" and by {_listed(names)}" if names else ", since the scorecard has no context indicator"
    atypical = int((~typical).sum())
    nobody = f"{atypical} practice{'s are' if atypical != 1 else ' is'} atypical and so nobody's"
    return (
        f"Similar are the {SIMILAR} practices of the area that are nearest by the number of"
        f" registered patients{by}.",
        "All these numbers count the same. A difference in one counts for more where practices"
        " hardly differ in it, and for less where they differ a lot; of patients it counts how many"
        " times as many. A number that is not known of one of two practices is left out.",
        "A practice without patients, or of which less than half of these numbers is known, is"
        " nobody's similar practice.",
        f"{nobody} similar practice." if atypical else "No practice is left out as atypical.",
    )


def _measures(numbers: _Numbers, own: int, nearest: list[int]) -> tuple[Measure, ...]:
    mine = numbers.words(own)
    return tuple(
        Measure(name, mine[at], _range(numbers.definitions[at], numbers.values[nearest, at]))
        for at, name in enumerate(numbers.names)
    )


def _range(definition: Definition | None, values: Floats) -> str:
    known = values[~np.isnan(values)]
    if known.size < FEWEST_FOR_A_RANGE:
        return f"known of {known.size}: too few to show a range"
    low, high = (_number(definition, float(one)) for one in (known.min(), known.max()))
    missing = values.size - known.size
    return f"{low} to {high}" + (f"; {missing} {NOT_KNOWN}" if missing else "")


def _number(definition: Definition | None, value: float) -> str:
    if np.isnan(value):
        return NOT_KNOWN
    if definition is None:
        return count_words(float(value))
    return value_words(data_of(definition), Outcome(band=0, no_band=0, value=float(value)))


def _peer(practice: Practice, numbers: tuple[str, ...]) -> Peer:
    return Peer(practice.code, practice.name, numbers)


def _listed(names: Sequence[str]) -> str:
    *most, last = (f"“{name}”" for name in names)
    return f"{', '.join(most)} and {last}" if most else last
