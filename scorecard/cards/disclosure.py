"""What may be told to the public: one policy for small numbers, applied once. Pure.

A release is frozen from what `disclose` returns, so every channel that reads a release has the
same numbers. Counts that a national source has already made public are not hidden again.
"""

from dataclasses import dataclass, replace

import numpy as np

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from scorecard.calc.suppression import SmallNumbers
from scorecard.calc.types import Comparison, NoBand


@dataclass(frozen=True)
class Policy:
    """Hide counts from 1 to the threshold, and a proportion's complement likewise."""

    small: SmallNumbers
    words: str

    def disclose(self, data: DefinitionData, outcome: Outcome) -> Outcome:
        """`outcome` as it may be published; all of it is withheld where a count is small."""
        if data.supplied_by == "national" or data.kind not in ("proportion", "rate", "count"):
            return outcome
        hidden = self._is_small(outcome.numerator, outcome.denominator)
        if data.kind == "proportion" and None not in (outcome.numerator, outcome.denominator):
            rest = (outcome.denominator or 0.0) - (outcome.numerator or 0.0)
            hidden = hidden or self._is_small(rest, outcome.denominator)
        return _withheld(outcome) if hidden else outcome

    def _is_small(self, numerator: float | None, denominator: float | None) -> bool:
        told = self.small.apply(_number(numerator), _number(denominator))
        return bool(np.any(told.suppressed))


PUBLIC = Policy(
    SmallNumbers(threshold=5, rounding_base=1, zero_shown=True),
    "Figures that count 1 to 5 patients, or leave out 1 to 5, are withheld so that nobody can be"
    " recognised.",
)


def _withheld(outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        band=0,
        no_band=int(NoBand.WITHHELD),
        comparison=int(Comparison.NONE),
        numerator=None,
        denominator=None,
        value=None,
        lower=None,
        upper=None,
        rank=None,
        ranked_of=None,
    )


def _number(value: float | None) -> float:
    return np.nan if value is None else value
