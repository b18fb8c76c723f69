"""Who is told what of a scorecard, in words: the table, the share published, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scorecard.cards.models import CardItem
from scorecard.publication import small_numbers
from scorecard.publication.levels import AUDIENCES, CHOSEN, DETAILS, Audience, Detail, Levels
from scorecard.publication.models import PublicationRules
from scorecard.publication.selectors.editions import levels_of


@dataclass(frozen=True)
class Share:
    """Of how many indicators that count an audience is told each practice by name."""

    audience: str
    told: int
    of: int

    @property
    def words(self) -> str:
        per_cent = f", {round(100 * self.told / self.of)}%," if self.of else ""
        indicators = "indicator" if self.of == 1 else "indicators"
        return f"{self.told} of {self.of} {indicators}{per_cent}"


@dataclass(frozen=True)
class Decided:
    """One entry of the history; `changes` say what differs from the entry before."""

    rules: PublicationRules
    changes: tuple[str, ...]


def shares(levels: Levels, items: Sequence[CardItem]) -> list[Share]:
    """What the scorecard itself keeps from the public is not told to the public."""
    found = []
    for audience in CHOSEN:
        hidden = {
            one.definition.code for one in items if audience is Audience.PUBLIC and not one.public
        }
        codes = [one.definition.code for one in items if one.role == CardItem.Role.WEIGHTED]
        told, of = levels.share(audience, [one for one in codes if one not in hidden])
        found.append(Share(AUDIENCES[audience], told, of + len(hidden & set(codes))))
    return found


def exceptions(levels: Levels) -> list[str]:
    """What holds for single indicators: "VFM04: the public, nothing"."""
    return [
        f"{code}: {AUDIENCES[audience]}, {DETAILS[detail]}"
        for code, row in sorted(levels.exceptions.items())
        for audience, detail in row.items()
    ]


def history(decided: Sequence[PublicationRules]) -> list[Decided]:
    """The newest first."""
    before = [*decided[1:], None][: len(decided)]
    return [
        Decided(one, tuple(changes(old, one)) if old else ())
        for one, old in zip(decided, before, strict=True)
    ]


def changes(old: PublicationRules, new: PublicationRules) -> list[str]:
    """What differs between two rules, each in a sentence."""
    was, now = levels_of(old), levels_of(new)
    codes = sorted({*was.exceptions, *now.exceptions})
    found = [
        _told(audience, "", was.table[audience], now.table[audience])
        for audience in CHOSEN
        if was.table[audience] != now.table[audience]
    ]
    found += [
        _told(audience, f"{code}: ", was.detail(audience, code), now.detail(audience, code))
        for code in codes
        for audience in CHOSEN
        if was.exceptions.get(code, {}).get(audience) != now.exceptions.get(code, {}).get(audience)
    ]
    return found + _small(old.small_numbers, new.small_numbers)


def _told(audience: Audience, code: str, was: Detail, now: Detail) -> str:
    return f"{code}{AUDIENCES[audience]}: {DETAILS[was]}, now {DETAILS[now]}."


_SMALL = {
    "threshold": "Largest count that is withheld",
    "rounding_base": "Counts are rounded to",
    "zero_shown": "A count of 0 is told",
    "list_minimum": "Smallest list that is told of",
    "secondary": "What would let a hidden count be worked out is withheld too",
}


def _small(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    was, now = {**small_numbers.DEFAULT, **old}, {**small_numbers.DEFAULT, **new}
    return [
        f"{words}: {_plain(was[name])}, now {_plain(now[name])}."
        for name, words in _SMALL.items()
        if was[name] != now[name]
    ]


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def rows(levels: Levels, items: Sequence[CardItem]) -> list[tuple[str, list[str]]]:
    """What each audience is told: of the whole first, then of the indicators."""
    whole = ("Where nothing else is said", [DETAILS[levels.detail(one)] for one in CHOSEN])
    return [whole, *(_row(levels, item) for item in items)]


def _row(levels: Levels, item: CardItem) -> tuple[str, list[str]]:
    told = [DETAILS[levels.detail(one, item.definition.code)] for one in CHOSEN]
    if not item.public:
        told[CHOSEN.index(Audience.PUBLIC)] = DETAILS[Detail.NOTHING]
    return f"{item.definition.code} {item.definition.name}", told
