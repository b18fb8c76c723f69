"""What may be told to the public: one policy for small numbers, applied once. Pure.

A release is frozen from what `disclose` returns, so every channel that reads a release has the
same numbers. Counts that a national source has already made public are not hidden again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from scorecard.calc.suppression import SmallNumbers
from scorecard.calc.types import Comparison, NoBand

COUNTED = ("proportion", "rate", "ratio", "mean", "count", "score")


@dataclass(frozen=True)
class Policy:
    """Hide counts from 1 to the threshold, and a proportion's complement likewise."""

    small: SmallNumbers
    words: str

    def disclose(self, data: DefinitionData, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """One indicator's outcomes as they may be published.

        All of an outcome is withheld where it counts few. Then the area's value goes too, from
        every practice: with it and the figures that are told, the withheld one could be found.
        """
        if data.supplied_by == "national" or data.kind not in COUNTED:
            return list(outcomes)
        hidden = [self._is_small(data, outcome) for outcome in outcomes]
        told = [
            _withheld(outcome) if small else outcome
            for small, outcome in zip(hidden, outcomes, strict=True)
        ]
        return [_alone(outcome) for outcome in told] if any(hidden) else told

    def _is_small(self, data: DefinitionData, outcome: Outcome) -> bool:
        counts = [outcome.numerator, outcome.denominator]
        if data.kind == "count":
            counts.append(outcome.value)
        if data.kind == "proportion" and None not in counts:
            counts.append((outcome.denominator or 0.0) - (outcome.numerator or 0.0))
        known = np.array([count for count in counts if count is not None], dtype=float)
        return bool(self.small.apply(known, np.nan).suppressed.any())


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


def _alone(outcome: Outcome) -> Outcome:
    return replace(
        outcome, benchmark=None, benchmark_name="", comparison=int(Comparison.NONE), rank=None
    )
