"""Who is told what: a table of audience by detail, with exceptions for single indicators. Pure.

It is a table and not a ladder: a board may be told of practices by name where other practices are
told of nobody, or the other way about. What a practice is told of itself is always everything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Any


class Audience(StrEnum):
    """Who reads; the value is how forms and files name it."""

    OWN = "own"
    PRACTICES = "practices"
    BOARD = "board"
    PUBLIC = "public"


AUDIENCES: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.OWN: "the practice itself",
        Audience.PRACTICES: "the other practices",
        Audience.BOARD: "the board",
        Audience.PUBLIC: "the public",
    }
)
# Those whose detail is the commissioner's choice.
CHOSEN = (Audience.PRACTICES, Audience.BOARD, Audience.PUBLIC)


class Detail(IntEnum):
    """How much an audience is told of an indicator; more is higher."""

    NOTHING = 0
    AGGREGATE = 1
    ANONYMISED = 2
    NAMED = 3


DETAILS: Mapping[Detail, str] = MappingProxyType(
    {
        Detail.NOTHING: "nothing",
        Detail.AGGREGATE: "the area as a whole",
        Detail.ANONYMISED: "every practice, without names",
        Detail.NAMED: "every practice by name",
    }
)

Row = Mapping[Audience, Detail]


@dataclass(frozen=True)
class Levels:
    """`table` has a detail for each of `CHOSEN`; `exceptions` are by the indicator's code, and of
    an audience that is not named there the table holds."""

    table: Row
    exceptions: Mapping[str, Row] = field(default_factory=dict)

    def detail(self, audience: Audience, code: str = "") -> Detail:
        """What `audience` is told of an indicator; without a code, of scores and of the whole."""
        if audience is Audience.OWN:
            return Detail.NAMED
        return self.exceptions.get(code, {}).get(audience, self.table[audience])

    def tells(self, audience: Audience) -> bool:
        """Whether an audience is told anything at all."""
        rows = (self.table, *self.exceptions.values())
        return any(row.get(audience, Detail.NOTHING) > Detail.NOTHING for row in rows)

    def share(self, audience: Audience, codes: Iterable[str]) -> tuple[int, int]:
        """Of how many indicators figures of single practices are told by name, and of how many."""
        told = [self.detail(audience, code) is Detail.NAMED for code in codes]
        return sum(told), len(told)

    def problems(self, codes: Iterable[str]) -> list[str]:
        """What is wrong with it on a scorecard with the indicators `codes`; empty where nothing."""
        known = set(codes)
        missing = [AUDIENCES[one] for one in CHOSEN if one not in self.table]
        strange = sorted(set(self.exceptions) - known)
        return [
            *(f"Say what {name} is told." for name in missing),
            *(f"There is no indicator {code} on this scorecard." for code in strange),
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "table": _plain(self.table),
            "exceptions": {code: _plain(row) for code, row in sorted(self.exceptions.items())},
        }


def read(plain: Mapping[str, Any]) -> Levels:
    """Levels from what `as_json` wrote. Raises ValueError for an audience or detail unknown."""
    rows = {code: _row(row) for code, row in plain.get("exceptions", {}).items()}
    return Levels(_row(plain["table"]), rows)


def _plain(row: Row) -> dict[str, int]:
    return {str(audience): int(detail) for audience, detail in row.items()}


def _row(plain: Mapping[str, int]) -> Row:
    return {Audience(audience): Detail(detail) for audience, detail in plain.items()}


def _preset(practices: Detail, board: Detail, public: Detail) -> Levels:
    chosen = (practices, board, public)
    return Levels(dict(zip(CHOSEN, chosen, strict=True)))


# Nothing beyond the practices, and the area as a whole to the board.
FIRST_YEAR = _preset(Detail.ANONYMISED, Detail.AGGREGATE, Detail.NOTHING)
# Practices learn from one another by name; the public reads the area as a whole.
AMONG_PRACTICES = _preset(Detail.NAMED, Detail.NAMED, Detail.AGGREGATE)
# As NHS Westminster: named to the public, but for indicators that are chosen to be withheld.
OPEN = _preset(Detail.NAMED, Detail.NAMED, Detail.NAMED)
PRESETS: Mapping[str, tuple[str, Levels]] = MappingProxyType(
    {
        "first-year": ("First year: practices without names, the board the whole", FIRST_YEAR),
        "among-practices": ("Among practices: by name to practices and board", AMONG_PRACTICES),
        "open": ("Open: by name to everybody, chosen indicators withheld", OPEN),
    }
)
