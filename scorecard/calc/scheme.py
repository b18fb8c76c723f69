"""A scorecard as arithmetic needs it: how bands become scores and one band for the whole."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.calc import weighting
from scorecard.calc.types import Codes, Floats

OverallBy = Literal["score", "reds", "both"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """`domain_of` gives each indicator the position of its domain in `domain_weights`.

    Levels are in per cent of the possible points, as scores are. With `overall_by` reds or both
    a practice is amber from `reds_amber_from` reds on and red from `reds_red_from`.
    """

    domain_of: NDArray[np.intp]
    weights: Floats
    domain_weights: Floats
    green_from: float
    red_below: float
    points: tuple[float, float, float] = weighting.DEFAULT_POINTS
    minimum_coverage: float = 0.0
    overall_by: OverallBy = "score"
    reds_amber_from: int = 1
    reds_red_from: int = 1

    def score(self, bands: ArrayLike, applicable: ArrayLike = True) -> weighting.Composite:
        """Score practices x indicators of Band codes, as `weighting.score`."""
        return weighting.score(
            bands,
            self.domain_of,
            self.weights,
            self.domain_weights,
            self.points,
            self.minimum_coverage,
            applicable,
        )

    def overall(self, scores: ArrayLike, reds: ArrayLike) -> Codes:
        """Band practices by what the scheme bands them by.

        Without a score there is no band, except that enough reds are red.
        """
        by_score = weighting.overall_band(scores, self.green_from, self.red_below)
        if self.overall_by == "score":
            return by_score
        by_reds = weighting.overall_by_reds(
            reds, self.reds_amber_from, self.reds_red_from, ~np.isnan(scores)
        )
        return by_reds if self.overall_by == "reds" else weighting.both(by_score, by_reds)
