"""What must be hidden beside small counts, since these would follow from it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.calc import linked_counts
from scorecard.calc.linked_counts import Links
from scorecard.calc.types import Flags, Floats
from scorecard.publication.columns import Counts, Indicator

_NEVER = 99  # in place of how many times: each pass hides something, so it ends by itself


@dataclass(frozen=True)
class Linked:
    """An indicator with its counts, and where each is too small to tell.

    `public`: where its figures are known already, so that hiding them would hide nothing.
    """

    one: Indicator
    counts: Counts
    above: Flags
    below: Flags
    rest: Flags
    public: Flags

    @property
    def hidden(self) -> Flags:
        return np.asarray(self.above | self.below | self.rest)


def hide_what_tells(linked: Sequence[Linked], patients: Floats) -> list[Flags]:
    """By indicator which figures are hidden: the small ones, and what would tell their counts.

    Of several that tell a count together, that which counts fewest goes.
    """
    hiding = _Hiding(linked, patients)
    for _ in range(_NEVER):
        if not hiding.hide_more():
            break
    return hiding.hidden


class _Hiding:
    """Columns are 2 n of n indicators, numerator and denominator, and the list in the end; `given`
    says where they have a count."""

    def __init__(self, linked: Sequence[Linked], patients: Floats) -> None:
        self.linked = linked
        self.hidden = [one.hidden for one in linked]
        rows = [count for one in linked for count in (one.counts.above, one.counts.below)]
        columns = np.array([*rows, patients], dtype=float)
        self.links: Links = linked_counts.find(columns, list(_stated(linked)))
        self.given: Flags = ~np.isnan(columns)
        self.tellers: dict[int, list[int]] = {}
        for column, count in enumerate(self.links.same[:-1].tolist()):
            self.tellers.setdefault(count, []).append(column // 2)

    def hide_more(self) -> bool:
        """Hide what tells small counts now; whether anything could be hidden."""
        known = self._known([~flags for flags in self.hidden])
        fixed = self._known([one.public for one in self.linked])
        before = [flags.copy() for flags in self.hidden]
        for at, one in enumerate(self.linked):
            above, below = (int(self.links.same[2 * at + part]) for part in (0, 1))
            self._hide(above, one.above & known[above], at, known, fixed)
            self._hide(below, one.below & known[below], at, known, fixed)
            both = one.rest & known[above] & known[below]
            self._hide(above, both & ~fixed[above], at, known, fixed)
            self._hide(below, both & fixed[above], at, known, fixed)
        return any((a != b).any() for a, b in zip(before, self.hidden, strict=True))

    def _known(self, told: Sequence[Flags]) -> Flags:
        """Counts x practices that can be read or worked out; the list always can."""
        rows = [flags for flags in told for _ in (0, 1)]
        everybody = np.ones(self.given.shape[1], dtype=bool)
        return self.links.known(np.array([*rows, everybody]) & self.given)

    def _hide(self, count: int, where: Flags, at: int, known: Flags, fixed: Flags) -> None:
        """Hide whoever tells this count where asked, and one other count of each of its sums."""
        if not where.any():
            return
        self._hide_tellers(count, where, at)
        for one in self.links.sums:
            if count in one.members:
                others = np.array([other for other in one.members if other != count])
                told = where & known[others].all(axis=0)
                for place, other in enumerate(others.tolist()):
                    mine = told & (self._chosen(others, known, fixed) == place)
                    self._hide_tellers(other, mine, at)

    def _chosen(self, others: NDArray[np.intp], known: Flags, fixed: Flags) -> NDArray[np.intp]:
        """By practice which of the others goes: the smallest that can be hidden; -1 for none."""
        free = known[others] & ~fixed[others]
        sizes = np.where(free, self.links.values[others], np.inf)
        return np.where(free.any(axis=0), sizes.argmin(axis=0), -1)

    def _hide_tellers(self, count: int, where: Flags, but: int) -> None:
        for teller in self.tellers.get(count, ()):
            if teller != but:
                self.hidden[teller] = self.hidden[teller] | (where & ~self.linked[teller].public)


def _stated(linked: Sequence[Linked]) -> Iterator[tuple[int, list[int]]]:
    """Strata name the indicator of which they are parts: their counts add up to its counts."""
    codes = {one.one.code: at for at, one in enumerate(linked)}
    for code, whole in codes.items():
        parts = [at for at, one in enumerate(linked) if one.one.data.stratum_of == code]
        if code and len(parts) > 1:
            for side in (0, 1):
                yield 2 * whole + side, [2 * part + side for part in parts]
