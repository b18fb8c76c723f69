"""Counts that stand in several places, or add up to others: what one of them tells of another.

An indicator of patients with diabetes and one of their blood pressure share a count; those treated
and those not treated add up to all. A count that is hidden in one place and told in another, or
that is the difference of two that are told, is not hidden. Nobody writes these links down, so they
are found in the numbers: what is equal, or adds up, at every practice where it is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.calc.types import Flags, Floats

LEAST = 5  # practices at which a link must hold: at fewer it may be chance
# At how many practices links are looked for first, before they are tried at all: so many at least,
# and at most so many where some counts are known at few practices only.
PROBES, MOST_PROBES = 6, 40
Triples = NDArray[np.intp]


@dataclass(frozen=True)
class Sum:
    """The count `whole` is that of `parts` together; numbers of counts."""

    whole: int
    parts: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Links:
    """`same` gives each column the number of its count; `sums` are of counts.

    `values` are counts x practices, NaN where no column knows it.
    """

    same: NDArray[np.intp]
    values: Floats
    sums: tuple[Sum, ...]

    def known(self, told: Flags) -> Flags:
        """Counts x practices that follow from `told`, columns x practices that anybody can read."""
        found = np.zeros(self.values.shape, dtype=bool)
        for count, flags in zip(self.same.tolist(), told, strict=True):
            found[count] |= flags
        found &= ~np.isnan(self.values)
        while self._add_sums(found):
            pass
        return found

    def _add_sums(self, known: Flags) -> bool:
        """Where all counts of a sum but one are known, the last is; whether any was added."""
        before = known.sum()
        for one in self.sums:
            members = list(one.members)
            missing = ~known[members]
            last = (missing.sum(axis=0) == 1) & ~np.isnan(self.values[members]).any(axis=0)
            known[members] |= missing & last
        return bool(known.sum() > before)


def find(columns: Floats, stated: Sequence[tuple[int, Sequence[int]]] = ()) -> Links:
    """Links between `columns` x practices, NaN where a count is missing.

    `stated` are sums of columns (whole, parts) that definitions name; they are links where they
    hold wherever all are known, at however few practices.
    """
    same = _same(columns)
    values = _together(columns, same)
    sums = {Sum(int(c), (int(a), int(b))) for a, b, c in _adding_up(values)}
    for whole, parts in stated:
        one = Sum(int(same[whole]), tuple(int(same[part]) for part in parts))
        if len(set(one.members)) == len(one.members) and _holds(values, one):
            sums.add(one)
    return Links(same, values, tuple(sorted(sums, key=lambda one: one.members)))


def _same(columns: Floats) -> NDArray[np.intp]:
    """By column the number of its count: columns that are equal wherever both are known."""
    named = np.arange(len(columns))
    empty = np.zeros(columns.shape[1])
    for a, _, c in _candidates(np.vstack([columns, empty]), with_nothing=True).tolist():
        if a < c and _agree(columns[a], columns[c]):
            named[named == named[c]] = named[a]
    _, first, number = np.unique(named, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[number])


def _adding_up(values: Floats) -> Triples:
    """Rows (a, b, c) with a + b = c."""
    found = _candidates(values, with_nothing=False)
    good = [
        row for row in found.tolist() if _agree(values[row[0]] + values[row[1]], values[row[2]])
    ]
    return np.array(good, np.intp).reshape(-1, 3)


def _agree(one: Floats, other: Floats) -> bool:
    both = ~np.isnan(one) & ~np.isnan(other)
    return bool(both.sum() >= LEAST and (one[both] == other[both]).all())


def _holds(values: Floats, one: Sum) -> bool:
    added, whole = values[list(one.parts)].sum(axis=0), values[one.whole]
    both = ~np.isnan(added) & ~np.isnan(whole)
    return bool(both.any() and (added[both] == whole[both]).all())


def _together(columns: Floats, same: NDArray[np.intp]) -> Floats:
    """Each count from whichever of its columns knows it."""
    found = np.full((same.max(initial=-1) + 1, columns.shape[1]), np.nan)
    for count, column in zip(same.tolist(), columns, strict=True):
        np.fmax(found[count], column, out=found[count])
    return found


def _candidates(values: Floats, *, with_nothing: bool) -> Triples:
    """Rows (a, b, c) that add up at some practices where much is known; few more than the true.

    `with_nothing`: b is the last row, so that a and c are equal.
    """
    probes = _probes(values)
    # A count that is 0 everywhere links nothing.
    some: Flags = np.asarray(np.nan_to_num(values).any(axis=1))
    found: set[tuple[int, int, int]] = set()
    for first in probes:
        rows = _at_one(values[:, first], some, with_nothing)
        for other in probes[:PROBES]:
            a, b, c = (values[rows[:, at], other] for at in range(3))
            rows = rows[np.isnan(a + b + c) | (a + b == c)]
        rows[:, :2].sort(axis=1)
        found.update(map(tuple, rows.tolist()))
    return np.array(sorted(found), np.intp).reshape(-1, 3)


def _probes(values: Floats) -> list[int]:
    """Practices with large counts, where few add up by chance; every count is known at some."""
    order = np.argsort(-np.nan_to_num(values).sum(axis=0), kind="stable").tolist()
    known = ~np.isnan(values)
    chosen: list[int] = order if len(order) <= MOST_PROBES else order[:PROBES]
    for row in known:
        if len(chosen) >= MOST_PROBES:
            break
        more = [at for at in order if row[at]][:1] if not row[chosen].any() else []
        chosen += more
    return chosen


def _at_one(here: Floats, some: Flags, with_nothing: bool) -> Triples:
    """Rows (a, b, c) that add up at one practice."""
    at = np.flatnonzero(~np.isnan(here) & some)
    at = at[np.argsort(here[at], kind="stable")]
    if with_nothing:
        a, b = at, np.full(len(at), len(here) - 1)
    else:
        first, second = np.triu_indices(len(at), 1)
        a, b = at[first], at[second]
    sums = here[a] + here[b]
    start, stop = (np.searchsorted(here[at], sums, side) for side in ("left", "right"))
    number = stop - start
    rows = np.repeat(np.arange(len(a)), number)
    offset = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    c = at[start[rows] + offset]
    kept = (c != a[rows]) & (c != b[rows])
    return np.asarray(np.column_stack([a[rows], b[rows], c])[kept])
