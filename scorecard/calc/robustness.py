"""How far bands and ranks hang on the weights: the same bands under many random weightings.

Every weight, of indicators and of domains, is multiplied by a factor of its own that is drawn
evenly from 1 - spread to 1 + spread. Both stages of the score re-normalise, so the changed weights
need not add up to anything. A weight of zero stays zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.calc import ranks, weighting
from scorecard.calc.arrays import divide, steady
from scorecard.calc.scheme import Scheme
from scorecard.calc.types import Band, Codes, Flags, Floats, Polarity

WEIGHTINGS = 1000
SPREAD = 0.25
SEED = 20_260_401
MIDDLE = 0.95
# Practices x weightings that are worked out at a time; some ten arrays of 2 MB live together.
_CELLS = 2**18
# Half of the twelve digits that `arrays.steady` keeps of a share.
_NOISE = 5e-13


@dataclass(frozen=True, slots=True)
class Robustness:
    """One entry per practice; `bands`, `scores` and `ranks` are those of the agreed weights.

    `kept` is the share of weightings in which a practice keeps its band, NaN where it has none
    to keep. A low rank is a good one. Ranges are over the weightings in which a practice has a
    score, NaN where it never has; `middle_*` leaves out the 2.5% of weightings at either end.
    """

    weightings: int
    bands: Codes
    scores: Floats
    ranks: Floats
    kept: Floats
    score_low: Floats
    score_high: Floats
    rank_low: Floats
    rank_high: Floats
    middle_low: Floats
    middle_high: Floats


@dataclass(frozen=True, slots=True)
class Drawn:
    """Weightings x indicators, and weightings x domains."""

    weights: Floats
    domain_weights: Floats


def draw(
    scheme: Scheme, weightings: int = WEIGHTINGS, spread: float = SPREAD, seed: int = SEED
) -> Drawn:
    """Random weightings about those of the scheme; the same seed gives the same ones."""
    if weightings < 1 or not 0 <= spread < 1:
        message = f"Needs at least 1 weighting and a spread below 1, not {weightings} and {spread}."
        raise ValueError(message)
    size = scheme.weights.size
    factors = np.random.default_rng(seed).uniform(
        1 - spread, 1 + spread, (weightings, size + scheme.domain_weights.size)
    )
    return Drawn(factors[:, :size] * scheme.weights, factors[:, size:] * scheme.domain_weights)


def under(
    bands: ArrayLike, scheme: Scheme, drawn: Drawn, applicable: ArrayLike = True
) -> Robustness:
    """Score practices x indicators of Band codes under every weighting in `drawn`.

    Reds do not depend on weights above zero, so where the scheme bands by reds alone only a
    practice that loses its score for want of coverage can lose its band.
    """
    now = scheme.score(bands, applicable)
    agreed = scheme.overall(now.overall_scores, now.reds)
    grid = _Grid.of(bands, scheme, applicable)
    number = drawn.weights.shape[0]
    practices = agreed.size
    kept = np.zeros(practices)
    low, high = np.full(practices, np.nan), np.full(practices, np.nan)
    placed = np.zeros((number, practices), np.int32)
    for part in _parts(number, practices):
        scores = steady(_scores(grid, scheme, drawn, part))
        kept += (scheme.overall(scores, now.reds) == agreed).sum(axis=0)
        low = np.fmin(low, np.fmin.reduce(scores, axis=0))
        high = np.fmax(high, np.fmax.reduce(scores, axis=0))
        placed[part] = _ranks(scores)
    first, last, middle_first, middle_last = _ranges(placed)
    return Robustness(
        weightings=number,
        bands=agreed,
        scores=now.overall_scores,
        ranks=ranks.rank(now.overall_scores, Polarity.HIGH),
        kept=np.where(agreed == Band.NONE, np.nan, kept / number),
        score_low=low,
        score_high=high,
        rank_low=first,
        rank_high=last,
        middle_low=middle_first,
        middle_high=middle_last,
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Indicators x practices: points earned, whether there is a band, whether one is due."""

    worth: Floats
    present: Floats
    due: Floats

    @classmethod
    def of(cls, bands: ArrayLike, scheme: Scheme, applicable: ArrayLike) -> "_Grid":
        codes = np.asarray(bands, dtype=np.int8).T
        due = np.broadcast_to(np.asarray(applicable, dtype=bool).T, codes.shape)
        worth = weighting.worth_of(scheme.points)[codes]
        present = due & ~np.isnan(worth)
        parts = np.where(present, worth, 0.0), present.astype(float), due.astype(float)
        return cls(*map(np.ascontiguousarray, parts))


def _parts(number: int, practices: int) -> Iterator[slice]:
    step = max(1, _CELLS // max(practices, 1))
    return (slice(start, start + step) for start in range(0, number, step))


def _scores(grid: _Grid, scheme: Scheme, drawn: Drawn, part: slice) -> Floats:
    """Weightings x practices: the two stages of `weighting.score` as matrix products."""
    weights, domain_weights = drawn.weights[part], drawn.domain_weights[part]
    shape = weights.shape[0], grid.worth.shape[1]
    earned, scored, behind, wanted = (np.zeros(shape) for _ in range(4))
    for domain in range(domain_weights.shape[1]):
        inside = np.flatnonzero(scheme.domain_of == domain)
        shares, own = weights[:, inside], domain_weights[:, domain, None]
        there, due = shares @ grid.present[inside], shares @ grid.due[inside]
        coverage = divide(there, due, where=due > 0)
        enough = _covered(coverage, scheme.minimum_coverage)
        points = divide(shares @ grid.worth[inside], there, where=enough)
        earned += np.where(enough, own * points, 0.0)
        scored += np.where(enough, own, 0.0)
        behind += np.where(enough, own * coverage, 0.0)
        wanted += np.where(due > 0, own, 0.0)
    coverage = divide(behind, wanted, where=wanted > 0)
    enough = (scored > 0) & _covered(coverage, scheme.minimum_coverage)
    return divide(earned, scored, where=enough)


def _covered(coverage: Floats, minimum: float) -> Flags:
    """As in `weighting`, with one comparison in place of two roundings."""
    return np.asarray((coverage > 0) & (coverage >= minimum - _NOISE))


def _ranks(scores: Floats) -> NDArray[np.int32]:
    """Within each row 1 + the number that are higher; 0 without a score."""
    costs = np.where(np.isnan(scores), np.inf, -scores)
    order = np.argsort(costs, axis=1, kind="stable")
    ordered = np.take_along_axis(costs, order, axis=1)
    new = np.ones(ordered.shape, dtype=bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    places = np.arange(1, ordered.shape[1] + 1, dtype=np.int32)
    first = np.maximum.accumulate(np.where(new, places, 0), axis=1)
    answer = np.zeros(scores.shape, np.int32)
    np.put_along_axis(answer, order, np.where(np.isinf(ordered), 0, first), axis=1)
    return answer


def _ranges(placed: NDArray[np.int32]) -> tuple[Floats, Floats, Floats, Floats]:
    """First, last and middle ranks of each practice (a column); 0 is no rank."""
    number, practices = placed.shape
    answers = np.full((4, practices), np.nan)
    for part in _parts(practices, number):
        ordered = np.sort(placed[:, part].T, axis=1)
        none = (ordered == 0).sum(axis=1)
        known = number - none
        spare = np.floor(known * (1 - MIDDLE) / 2 + _NOISE).astype(np.intp)
        places = (none, number - 1 + 0 * none, none + spare, number - 1 - spare)
        for row, at in enumerate(places):
            at = np.minimum(at, number - 1)[:, None]
            picked = np.take_along_axis(ordered, at, axis=1)[:, 0]
            answers[row, part] = np.where(known > 0, picked, np.nan)
    return answers[0], answers[1], answers[2], answers[3]
