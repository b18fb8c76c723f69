"""One policy for small numbers, as rules keep it: what may be told of the figures of an edition.

It is applied once, when an edition is frozen, so page, file, search and API cannot differ. Which
figures are hidden is decided here; what must then go with them in `withholding`; what follows from
counts that stand in several places in `scorecard.calc.linked_counts`. docs/small-numbers.md gives
the reasons. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from indicators.definitions import DefinitionData
from scorecard.calc.suppression import SmallNumbers
from scorecard.calc.types import Flags, Floats
from scorecard.publication.columns import Before, Columns, Counts, Indicator, counts_of
from scorecard.publication.linking import Linked, hide_what_tells
from scorecard.publication.withholding import withhold

# `list_minimum`: nothing that counts patients is told of a practice with a smaller list; 0 is no
# minimum. `secondary`: also what would let a hidden count be worked out is withheld.
DEFAULT = {
    "threshold": 5,
    "rounding_base": 1,
    "zero_shown": True,
    "list_minimum": 0,
    "secondary": True,
}
COUNTED = ("proportion", "rate", "ratio", "mean", "count", "score")


@dataclass(frozen=True)
class Policy:
    """Hide counts from 1 to the threshold, the rest of a proportion likewise, and what tells them.

    Counts that a national source has made public are not hidden again.
    """

    small: SmallNumbers
    list_minimum: int = 0
    secondary: bool = True
    words: str = field(default="", compare=False)

    def disclose(self, indicators: Sequence[Indicator], patients: Floats) -> list[Columns]:
        """All indicators of an edition as they may be published, in their order.

        `patients` are the registered lists, in the order of the practices; NaN where not known.
        """
        found = self.hidden(indicators, patients)
        return [self.told(one, flags) for one, flags in zip(indicators, found, strict=True)]

    def hidden(self, indicators: Sequence[Indicator], patients: Floats) -> list[Flags]:
        """By indicator whose figures are withheld: it takes all of them to know."""
        return _Hiding(self, indicators, patients).hidden

    def told(self, one: Indicator, hidden: Flags) -> Columns:
        """An indicator as it may be published where the figures of `hidden` are not."""
        if not hideable(one.data):
            return one.columns
        return withhold(self.small, one.data, one.columns, hidden, secondary=self.secondary)


def hideable(data: DefinitionData) -> bool:
    """Whether it counts patients, and the counts are not public already."""
    return data.supplied_by != "national" and data.kind in COUNTED


@dataclass(frozen=True)
class _Hiding:
    policy: Policy
    indicators: Sequence[Indicator]
    patients: Floats

    @cached_property
    def hidden(self) -> list[Flags]:
        """By indicator whose figures are withheld."""
        linked = [self._linked(one) for one in self.indicators]
        if not self.policy.secondary or not any(one.hidden.any() for one in linked):
            return [one.hidden for one in linked]
        return hide_what_tells(linked, self.patients)

    def _linked(self, one: Indicator) -> Linked:
        counts = counts_of(one.data, one.columns)
        if not hideable(one.data):
            nobody = np.zeros(self.patients.shape, dtype=bool)
            return Linked(one, counts, nobody, nobody, nobody, public=~nobody)
        above, below, rest = self._small(one, counts)
        public = np.zeros(self.patients.shape, dtype=bool)
        for before in one.before if self.policy.secondary else ():
            for small, of in zip((above, below, rest), self._differs(one, before), strict=True):
                small |= of
            if before.lasting:
                public |= _equal(before.counts, counts)
        return Linked(one, counts, above, below, rest, public & ~(above | below | rest))

    def _small(self, one: Indicator, counts: Counts) -> tuple[Flags, Flags, Flags]:
        """Where the numerator, the denominator and what they leave are too small to tell."""
        small = self.policy.small.small
        above, below = small(counts.above), small(counts.below)
        has_rest = one.data.kind == "proportion"
        rest = small(counts.below - counts.above) if has_rest else np.zeros_like(above)
        if self.policy.list_minimum:
            known = ~np.isnan(counts.above) | ~np.isnan(counts.below)
            known |= ~np.isnan(one.columns.value)
            above = above | (known & (self.patients < self.policy.list_minimum))
        return above, below, rest

    def _differs(self, one: Indicator, before: Before) -> tuple[Flags, Flags, Flags]:
        """Where a count differs by few from what was told before: by these few patients."""
        now, then, few = counts_of(one.data, one.columns), before.counts, self.policy.small
        above = few.differs_by_few(now.above, then.above)
        below = few.differs_by_few(now.below, then.below)
        rest = np.zeros_like(above)
        if one.data.kind == "proportion":
            rest = few.differs_by_few(now.below - now.above, then.below - then.above)
        return above, below, rest


def _equal(one: Counts, other: Counts) -> Flags:
    """Where two tell the same, a count that neither knows left aside."""
    pairs = ((one.above, other.above), (one.below, other.below))
    same = [(a == b) | (np.isnan(a) & np.isnan(b)) for a, b in pairs]
    known = ~np.isnan(one.above) | ~np.isnan(one.below)
    return np.asarray(same[0] & same[1] & known)


def read(plain: Mapping[str, Any]) -> Policy:
    """The policy that rules name, with its words. Raises ValueError for numbers out of range."""
    given = {**DEFAULT, **plain}
    small = SmallNumbers(
        threshold=given["threshold"],
        rounding_base=given["rounding_base"],
        zero_shown=given["zero_shown"],
    )
    least = given["list_minimum"]
    if least < 0:
        raise ValueError(f"The smallest list must be 0 or more; it is {least}.")
    return Policy(small, least, given["secondary"], _words(small, least))


def _words(small: SmallNumbers, least: int) -> str:
    said = []
    if small.threshold:
        first = "1" if small.zero_shown else "0"
        said.append(
            f"Figures that count {first} to {small.threshold} patients, or leave out {first} to"
            f" {small.threshold}, are withheld so that nobody can be recognised."
        )
    if least:
        said.append(f"So are those of practices with fewer than {least:,} patients.")
    if small.rounding_base > 1:
        said.append(f"Other counts are rounded to the nearest {small.rounding_base}.")
    return " ".join(said)
