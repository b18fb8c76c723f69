"""Figures that may be told as plain rows, for files of a million of them. Pure.

They say what `Told.of_indicator` says, in the same order; a test holds them together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from scorecard.publication.levels import Detail
from scorecard.ui.standing import StandingKind

# The columns of a row, and those that are told where practices are not named.
ROW = (
    *("numerator", "denominator", "value", "lower", "upper", "own_benchmark"),
    *("band", "no_band", "comparison", "close", "modelled", "standing", "text"),
)
_NAMELESS = frozenset({"value", "band", "no_band", "comparison", "close"})
_INSTEAD = {"modelled": False, "standing": str(StandingKind.NONE), "text": ""}
_VALUE = 1 + ROW.index("value")

Practice = TypeVar("Practice")


def rows_told(
    rows: Iterable[Sequence[Any]],
    detail: Detail,
    by_name: Mapping[int, Practice],
    fewest: int = 0,
) -> Iterator[tuple[Practice | None, Sequence[Any]]]:
    """`rows` begin with the id of their practice; `by_name` holds those named, in order.

    Without names there is nothing where fewer than `fewest` have a value.
    """
    if detail is Detail.ANONYMISED:
        found = sorted(rows, key=_by_value)
        if sum(row[_VALUE] is not None for row in found) >= fewest:
            yield from ((None, _nameless(row)) for row in found)
    if detail is Detail.NAMED:
        place = {practice: number for number, practice in enumerate(by_name)}
        for row in sorted((one for one in rows if one[0] in place), key=lambda one: place[one[0]]):
            yield by_name[row[0]], row[1:]


def _nameless(row: Sequence[Any]) -> list[Any]:
    """Counts, intervals and levels of its own would tell whose it is."""
    pairs = zip(ROW, row[1:], strict=True)
    return [given if name in _NAMELESS else _INSTEAD.get(name) for name, given in pairs]


def _by_value(row: Sequence[Any]) -> tuple[bool, float]:
    return (row[_VALUE] is None, row[_VALUE] or 0.0)
