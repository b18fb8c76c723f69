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

OUTSIDE = ("england", "region", "fixed")
COUNTED = ("proportion", "rate", "ratio", "mean", "count", "score")


@dataclass(frozen=True)
class Policy:
    """Hide counts from 1 to the threshold, and a proportion's complement likewise."""

    small: SmallNumbers
    words: str

    def disclose(self, data: DefinitionData, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """One indicator's outcomes as they may be published.

        All of an outcome is withheld where it counts few. Then the value of the group goes too,
        from every practice: with it and the figures that are told, the withheld one could be
        found; in a network of three the others' value all but tells it. England's, the region's
        and a fixed number tell nothing and stay. A practice's own past may itself count few, so
        its value is never told, only whether the figure is better or worse than it was. Where
        practices are divided into equal parts, the part that is missing among those told would be
        that of the withheld figure; so nobody's band is told then.
        """
        if data.supplied_by == "national" or data.kind not in COUNTED:
            return list(outcomes)
        hidden = [self._is_small(data, outcome) for outcome in outcomes]
        told = [
            _withheld(outcome) if small else outcome
            for small, outcome in zip(hidden, outcomes, strict=True)
        ]
        if data.comparator == "own_past":
            told = [replace(outcome, benchmark=None) for outcome in told]
        if not any(hidden):
            return told
        if data.comparator in OUTSIDE:
            return [_unranked(outcome) for outcome in told]
        if data.rule.get("rule") == "quantile":
            told = [_unbanded(outcome) for outcome in told]
        return [_alone(outcome) for outcome in told]

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
        percentile=None,
    )


def _unbanded(outcome: Outcome) -> Outcome:
    return replace(outcome, band=0, no_band=int(NoBand.WITHHELD)) if outcome.band else outcome


def _unranked(outcome: Outcome) -> Outcome:
    return replace(outcome, rank=None, percentile=None)


def _alone(outcome: Outcome) -> Outcome:
    return replace(
        _unranked(outcome), benchmark=None, benchmark_name="", comparison=int(Comparison.NONE)
    )
