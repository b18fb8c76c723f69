"""The figures of one indicator on their way into an edition, as arrays. Pure."""

from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.definitions import KINDS_WITH_PARTS, DefinitionData
from scorecard.calc.arrays import divide
from scorecard.calc.types import Codes, Flags, Floats, NoBand


@dataclass(frozen=True)
class Columns:
    """An entry per practice, in one order for all indicators of an edition; NaN is missing.

    `own_levels` says who is banded by levels of its own. `benchmark` is that of everybody, NaN
    where there is none; `ranked_of` is how many were ranked, `scatter` phi or tau squared (NaN:
    none), `period_levels` what stands in for the levels of the rule.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    lower: Floats
    upper: Floats
    own_benchmark: Floats
    rank: Floats
    percentile: Floats
    band: Codes
    no_band: Codes
    comparison: Codes
    close: Flags
    own_levels: Flags
    benchmark: float = np.nan
    benchmark_name: str = ""
    ranked_of: int | None = None
    scatter: float = np.nan
    period_levels: dict[str, Any] | None = None

    @property
    def is_withheld(self) -> Flags:
        """Whose figure is hidden; of one whose band alone is withheld the value is there."""
        return np.asarray((self.no_band == NoBand.WITHHELD) & np.isnan(self.value))

    def of(self, rows: NDArray[np.intp]) -> "Columns":
        """The same for some of the practices."""
        arrays = (
            one.name for one in fields(self) if isinstance(getattr(self, one.name), np.ndarray)
        )
        return replace(self, **{name: getattr(self, name)[rows] for name in arrays})


@dataclass(frozen=True)
class Counts:
    """What an indicator counts at each practice, told or worked out from what is told.

    `above` is the numerator (of a count the count itself), `below` the denominator.
    """

    above: Floats
    below: Floats


@dataclass(frozen=True)
class Before:
    """What an earlier edition told of an indicator, in the order of the practices of this one.

    `lasting`: it was about the same period, so what has not changed since is known already.
    """

    counts: Counts
    lasting: bool


@dataclass(frozen=True)
class Indicator:
    """A definition with its figures; `code` is by what a stratum names the whole."""

    code: str
    data: DefinitionData
    columns: Columns
    before: tuple[Before, ...] = field(default=())


def counts_of(data: DefinitionData, columns: Columns) -> Counts:
    """What the columns tell of an indicator's counts."""
    return counts_from(data, columns.numerator, columns.denominator, columns.value)


def counts_from(data: DefinitionData, above: Floats, below: Floats, value: Floats) -> Counts:
    """A count that is not told follows from the value and the other, so it counts as told."""
    if data.kind == "count":
        return Counts(np.where(np.isnan(value), above, value), below)
    if data.kind in KINDS_WITH_PARTS and data.multiplier:
        share = value / data.multiplier
        implied = divide(above, share, where=np.asarray(share != 0))
        return Counts(_filled(above, np.rint(share * below)), _filled(below, np.rint(implied)))
    return Counts(above, below)


def _filled(given: Floats, implied: Floats) -> Floats:
    """With what is implied where nothing was given; the very array where that is nowhere."""
    more = np.isnan(given) & ~np.isnan(implied)
    return np.where(more, implied, given) if more.any() else given
