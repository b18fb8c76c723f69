"""The order of domains and indicators, and where each indicator belongs. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

OFF = "off"
BESIDE = ("context", "fact", "collected")


@dataclass(frozen=True)
class DomainRow:
    """A domain as it was typed; `position` is where it stood before."""

    pk: int
    name: str
    section: str
    order: int
    position: int = 0


@dataclass(frozen=True)
class ItemRow:
    """An indicator as it was typed: `place` is the id of a domain, one of BESIDE, or OFF."""

    pk: int
    place: int | str
    order: int
    if_missing: str = ""
    position: int = 0


Row = TypeVar("Row", DomainRow, ItemRow)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By the number typed; equal numbers keep the order they had."""
    return sorted(rows, key=lambda row: (row.order, row.position))


def together(rows: Sequence[DomainRow]) -> list[DomainRow]:
    """Domains of one section next to one another, where its first one stands."""
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(row.section or f"\0{row.pk}", place)
    return sorted(rows, key=lambda row: first[row.section or f"\0{row.pk}"])


def doubled(names: Iterable[str]) -> list[str]:
    """Names that stand more than once, whatever their case; each as it stands first."""
    spelt: dict[str, list[str]] = {}
    for name in names:
        spelt.setdefault(name.casefold(), []).append(name)
    return [found[0] for found in spelt.values() if len(found) > 1]
