"""What differs between two scorecard versions: added, removed, retired, altered from and to. Pure.

The versions may be of one scorecard or of two. What is on both is found by its code or its name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indicators import definitions, legends
from scorecard.cards import words
from scorecard.cards.content import CardContent, DomainContent, ItemContent, RuleContent

LONGEST_KEY = 130
# The sentence about the levels says these.
_IN_LEVELS = ("rule", "target_profile")


class Kind(StrEnum):
    ADDED = "Added"
    REMOVED = "Removed"
    RETIRED = "Retired, still collected"
    ALTERED = "Altered"


@dataclass(frozen=True)
class FieldChange:
    """One thing that says something else now, in words."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class Change:
    """`key` names what changed, for the reason that is given for it."""

    key: str
    kind: Kind
    subject: str
    fields: tuple[FieldChange, ...] = ()


Row = TypeVar("Row", DomainContent, RuleContent)


def compare(old: CardContent, new: CardContent) -> tuple[Change, ...]:
    """Every change from `old` to `new`: settings, domains, indicators, conditions."""
    return (
        *_settings(old, new),
        *_rows("domain", old.domains, new.domains, _domain_name, _domain_fields),
        *_items(old.items, new.items),
        *_rows("condition", old.rules, new.rules, _rule_name, _rule_fields),
    )


def _settings(old: CardContent, new: CardContent) -> Iterator[Change]:
    for name in new.settings:
        was, now = old.settings.get(name), new.settings[name]
        if was != now:
            field = FieldChange("", words.setting(name, was), words.setting(name, now))
            yield Change(_key("setting", name), Kind.ALTERED, words.SETTINGS[name], (field,))


def _rows(
    what: str,
    old: Sequence[Row],
    new: Sequence[Row],
    named: Callable[[Row], str],
    differ: Callable[[Row, Row], tuple[FieldChange, ...]],
) -> Iterator[Change]:
    before, after = {row.name: row for row in old}, {row.name: row for row in new}
    for name, row in before.items():
        if name not in after:
            yield Change(_key(what, name), Kind.REMOVED, named(row))
    for name, row in after.items():
        if name not in before:
            yield Change(_key(what, name), Kind.ADDED, named(row))
        elif fields := differ(before[name], row):
            yield Change(_key(what, name), Kind.ALTERED, named(row), fields)


def _items(old: Sequence[ItemContent], new: Sequence[ItemContent]) -> Iterator[Change]:
    before, after = {item.code: item for item in old}, {item.code: item for item in new}
    for code, item in before.items():
        if code not in after:
            yield Change(_key("indicator", code), Kind.REMOVED, _item_name(item))
    for code, item in after.items():
        was = before.get(code)
        if was is None:
            yield Change(_key("indicator", code), Kind.ADDED, _item_name(item), _place(item))
        elif fields := tuple(_item_fields(was, item)):
            retired = item.role == "collected" and was.role != "collected"
            kind = Kind.RETIRED if retired else Kind.ALTERED
            yield Change(_key("indicator", code), kind, _item_name(item), fields)


def _place(item: ItemContent) -> tuple[FieldChange, ...]:
    """Where a new indicator stands and how it is banded."""
    fields = [FieldChange("Levels", "", legends.legend(item.data))]
    if item.domain:
        weight = f"{words.amount(item.weight)} in {item.domain}"
        fields.append(FieldChange("Weight", "", weight))
    return tuple(fields)


def _item_fields(old: ItemContent, new: ItemContent) -> Iterator[FieldChange]:
    yield from _differing(
        (
            ("What it is for", words.ROLES[old.role], words.ROLES[new.role]),
            ("Domain", old.domain, new.domain),
            ("Weight in its domain", words.amount(old.weight), words.amount(new.weight)),
            ("When it is not returned", _missing(old), _missing(new)),
            ("May be published", words.shown("", old.public), words.shown("", new.public)),
            ("Levels", _legend(old), _legend(new)),
        )
    )
    for name, (was, now) in definitions.changes(old.data, new.data).items():
        if name not in _IN_LEVELS:
            yield FieldChange(words.FIELDS[name], words.shown(name, was), words.shown(name, now))


def _domain_fields(old: DomainContent, new: DomainContent) -> tuple[FieldChange, ...]:
    pairs = (
        ("Weight", words.amount(old.weight), words.amount(new.weight)),
        ("Section", old.section, new.section),
    )
    return tuple(_differing(pairs))


def _rule_fields(old: RuleContent, new: RuleContent) -> tuple[FieldChange, ...]:
    pairs = (
        ("Kind", old.kind, new.kind),
        ("It leads to", old.leads_to, new.leads_to),
        ("At least", old.at_least, new.at_least),
        ("Indicators", ", ".join(old.indicators), ", ".join(new.indicators)),
    )
    return tuple(_differing(pairs))


def _differing(pairs: Sequence[tuple[str, str, str]]) -> Iterator[FieldChange]:
    for field, was, now in pairs:
        if was != now:
            yield FieldChange(field, was or words.NOTHING, now or words.NOTHING)


def _legend(item: ItemContent) -> str:
    return legends.legend(item.data)


def _missing(item: ItemContent) -> str:
    return words.IF_MISSING[item.if_missing]


def _item_name(item: ItemContent) -> str:
    return f"{item.code} {item.data.name}"


def _domain_name(domain: DomainContent) -> str:
    return f"Domain {domain.name}"


def _rule_name(rule: RuleContent) -> str:
    return f"Condition {rule.name}"


def _key(what: str, name: str) -> str:
    return f"{what} {name}"[:LONGEST_KEY]
