"""Which counts are small, and rounding the others. Who applies it is `scorecard.publication`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import floats
from scorecard.calc.types import Flags, Floats


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What may be told: counts after rounding, NaN where `suppressed` (or missing before)."""

    numerator: Floats
    denominator: Floats
    suppressed: Flags


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Hide counts from 1 to `threshold`, and 0 too unless `zero_shown`; round the others.

    `rounding_base` 5 rounds to the nearest 5, halves up; 1 leaves the counts as they are. Rates
    are worked out from what `apply` returns, so that nobody can work the counts out from them.
    """

    threshold: int
    rounding_base: int
    zero_shown: bool

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.rounding_base < 1:
            message = (
                "The threshold must be 0 or more and the rounding base 1 or more;"
                f" they are {self.threshold} and {self.rounding_base}."
            )
            raise ValueError(message)

    def apply(self, numerator: ArrayLike, denominator: ArrayLike) -> Disclosed:
        """Hide both counts of a pair when either is small; round both otherwise.

        A missing count hides nothing: it stays missing and is not called suppressed.
        """
        above, below = floats(numerator, denominator)
        hidden = self.small(above) | self.small(below)
        top, bottom = (np.where(hidden, np.nan, self.rounded(part)) for part in (above, below))
        return Disclosed(top, bottom, hidden)

    def small(self, counts: Floats) -> Flags:
        """Which are too small to tell; a missing one is not."""
        size = np.abs(counts)
        small = (size > 0) & (size <= self.threshold)
        return np.asarray(small if self.zero_shown else small | (size == 0))

    def differs_by_few(self, one: Floats, other: Floats) -> Flags:
        """Where two counts of the same thing differ, and by so few that these could be known."""
        apart = np.abs(one - other)
        return np.asarray((apart > 0) & (apart <= self.threshold))

    def rounded(self, counts: Floats) -> Floats:
        """To the nearest multiple of the base, halves up."""
        if self.rounding_base == 1:
            return counts
        return np.asarray(np.floor(counts / self.rounding_base + 0.5) * self.rounding_base)


# Hospital Episode Statistics analysis guide, NHS England: 1 to 7 suppressed, 0 shown, the rest
# rounded to the nearest 5, rates from rounded counts.
NHS_HOSPITAL = SmallNumbers(threshold=7, rounding_base=5, zero_shown=True)
# For counts that their source has already made public.
NOTHING_HIDDEN = SmallNumbers(threshold=0, rounding_base=1, zero_shown=True)
