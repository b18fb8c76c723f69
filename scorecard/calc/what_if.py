"""Before and after: which practices and domains move, and how far."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.calc import ranks
from scorecard.calc.arrays import floats, steady
from scorecard.calc.types import Band, Codes, Flags, Floats, Polarity


@dataclass(frozen=True, slots=True)
class Moves:
    """An entry per practice; `order` are the positions of those that move, the furthest first.

    Who changes band stands before who only changes score, and who only changes rank comes last.
    `change` is in points of the score, NaN where there is none before or after; a rank of 1 is
    best, NaN without a score.
    """

    change: Floats
    rank_before: Floats
    rank_after: Floats
    changes_band: Flags
    moves: Flags
    order: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class DomainMove:
    """Mean scores over the practices that have one; how many practices go up and down."""

    before: float
    after: float
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class BandCounts:
    green: int
    amber: int
    red: int
    none: int


def moves(
    before: ArrayLike, after: ArrayLike, bands_before: ArrayLike, bands_after: ArrayLike
) -> Moves:
    """Compare the overall scores and bands of the same practices before and after."""
    one, two = (steady(scores) for scores in (before, after))
    rank_one, rank_two = (ranks.rank(scores, Polarity.HIGH) for scores in (one, two))
    changes_band = np.asarray(bands_before) != np.asarray(bands_after)
    change = steady(two - one)
    moved = changes_band | _differ(one, two) | _differ(rank_one, rank_two)
    gone = np.isnan(one) != np.isnan(two)
    size = np.where(gone, np.inf, np.abs(np.nan_to_num(change)))
    order = np.lexsort((-size, ~changes_band))
    return Moves(change, rank_one, rank_two, changes_band, moved, order[moved[order]])


def domain_move(before: ArrayLike, after: ArrayLike) -> DomainMove:
    """How a domain's scores move; a practice without one before or after goes neither way."""
    one, two = (steady(scores) for scores in floats(before, after))
    up, down = (int(np.count_nonzero(flags)) for flags in (two > one, two < one))
    return DomainMove(_mean(one), _mean(two), up, down)


def count_bands(bands: Codes) -> BandCounts:
    counted = np.bincount(bands, minlength=len(Band)).tolist()
    return BandCounts(
        green=counted[Band.GREEN],
        amber=counted[Band.AMBER],
        red=counted[Band.RED],
        none=counted[Band.NONE],
    )


def _differ(one: Floats, two: Floats) -> Flags:
    """Whether two numbers differ; two that are missing do not."""
    return np.asarray((one != two) & ~(np.isnan(one) & np.isnan(two)))


def _mean(scores: Floats) -> float:
    known = scores[~np.isnan(scores)]
    return float(known.mean()) if known.size else float("nan")
