"""Between which ranks a practice's true place lies, allowing for chance: 95% of it.

Ranks of shares that rest on few patients move a long way by chance alone (Goldstein and
Spiegelhalter 1996, Journal of the Royal Statistical Society A 159:385). True values are drawn
from what the counts leave possible, and every drawing is ranked.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc import posterior
from scorecard.calc.arrays import floats
from scorecard.calc.posterior import Posterior
from scorecard.calc.types import Flags, Floats, Polarity, Sampling

DRAWS = 1000
MIDDLE = 0.95
# The largest commissioner of today has some 400 practices.
MOST_DRAWN = 500
_DEVIATE = float(special.ndtri(0.5 + MIDDLE / 2))
# Each practice stands for its possible values by ten of them, each with the share of probability
# that lies about it; finer towards the ends, which are where ranges end. Places of counting.
_EDGES = np.array([0, 0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99, 1])
_SHARES, _MIDDLES = np.diff(_EDGES), (_EDGES[1:] + _EDGES[:-1]) / 2
_GRID = 512


@dataclass(frozen=True, slots=True)
class RankRanges:
    """The best and the worst rank of the middle 95%, an entry per practice; NaN for none."""

    best: Floats
    worst: Floats


def rank_ranges(
    numerator: ArrayLike,
    denominator: ArrayLike,
    polarity: Polarity,
    sampling: Sampling,
    eligible: ArrayLike,
    seed: int,
    values: ArrayLike = np.nan,
) -> RankRanges:
    """The ranges within the eligible set, 1 the best: those whom `ranks.rank` would rank.

    `values`, in the unit of numerator / denominator, stand for those whose source gave no
    counts: they take their place as they are, and have no range. Nobody has one without a
    judgement. Up to 500 eligible, 1,000 drawings by `seed`; the same seed gives the same ranges.
    More than 500 are worked out without drawing (see `computed`).
    """
    known = posterior.of_counts(numerator, denominator, sampling)
    (fixed,) = floats(values)
    fixed = np.where(known.known, np.nan, np.broadcast_to(fixed, known.events.shape))
    wanted = np.broadcast_to(np.asarray(eligible, dtype=bool), known.events.shape)
    taking_part = wanted & (known.known | ~np.isnan(fixed))
    best, worst = (np.full(known.events.shape, np.nan) for _ in range(2))
    if polarity is not Polarity.NONE and taking_part.any():
        inside, values = _only(known, taking_part), fixed[taking_part]
        high = polarity is Polarity.HIGH
        if values.size <= MOST_DRAWN:
            found = simulated(inside, values, high, seed)
        else:
            found = computed(inside, values, high)
        for column, answer in zip((best, worst), found, strict=True):
            column[taking_part] = np.where(inside.known, answer, np.nan)
    return RankRanges(best, worst)


def seed_of(words: str) -> int:
    """A seed from words that say what is drawn: the first 8 bytes of their SHA-256."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")


def simulated(
    known: Posterior, fixed: Floats, high: bool, seed: int, draws: int = DRAWS
) -> tuple[Floats, Floats]:
    """Best and worst rank by drawing; at most 2.5% of the drawings lie beyond either end."""
    drawn = known.draw(np.random.default_rng(seed), draws)
    drawn = np.where(np.isnan(fixed), drawn, fixed)
    order = np.argsort(-drawn if high else drawn, axis=1)
    placed = np.empty(drawn.shape, np.int32)
    np.put_along_axis(placed, order, np.arange(1, fixed.size + 1, dtype=np.int32)[None], axis=1)
    spare = int(draws * (1 - MIDDLE) / 2 + 1e-9)
    ends = np.partition(placed.T, (spare, draws - 1 - spare), axis=1)
    return ends[:, spare].astype(np.float64), ends[:, draws - 1 - spare].astype(np.float64)


def computed(known: Posterior, fixed: Floats, high: bool) -> tuple[Floats, Floats]:
    """Best and worst rank without drawing, for sets so large that a rank is a sum of many.

    Were its true value x, a practice's rank would be 1 + the number of others beyond x: a sum of
    independent yes and no, with mean sum p and variance sum p (1 - p), p being the probability
    that the other lies beyond. Each practice stands there by ten of its possible values, counted
    at 512 places. The range at the 2.5% and the 97.5% point of its own value, and that of
    the others at its median, add up as squares.
    """
    sign = 1.0 if high else -1.0
    points = np.stack([_at(known, fixed, deviate, sign) for deviate in special.ndtri(_MIDDLES)])
    beyond, variance, grid = _counted(np.sort(points, axis=1))
    bad, middle, good = (_at(known, fixed, deviate, sign) for deviate in (-_DEVIATE, 0.0, _DEVIATE))
    # The sums hold the practice itself, so its own probability is taken out of each.
    tail = (1 - MIDDLE) / 2
    first = 1 + np.interp(good, grid, beyond) - tail
    centre = 1 + np.interp(middle, grid, beyond) - 0.5
    last = 1 + np.interp(bad, grid, beyond) - (1 - tail)
    noise = _DEVIATE**2 * np.interp(middle, grid, variance)
    best = centre - np.sqrt((centre - first) ** 2 + noise)
    worst = centre + np.sqrt((last - centre) ** 2 + noise)
    best, worst = (np.clip(np.rint(ranks), 1, fixed.size) for ranks in (best, worst))
    return best, worst


def _at(known: Posterior, fixed: Floats, deviate: float, sign: float) -> Floats:
    """Values at a deviate towards the better, turned so that more is better."""
    return sign * np.where(np.isnan(fixed), known.quantile(sign * deviate), fixed)


def _counted(ordered: Floats) -> tuple[Floats, Floats, Floats]:
    """Sums of p and of p (1 - p) over the practices, at the places of a grid.

    `ordered` are the ten (the better the later) x their values in order. Whoever lies at a place
    lies beyond it by half. A practice's p is the sum of the shares that lie beyond, and its square
    grows with each share by the difference of two squares.
    """
    together = np.sort(ordered, axis=None)
    grid = together[np.linspace(0, together.size - 1, _GRID).astype(np.intp)]
    beyond = np.stack([_beyond(one, grid) for one in ordered])
    from_the_best = np.append(np.cumsum(_SHARES[::-1])[::-1], 0.0)
    sums = _SHARES @ beyond
    squares = -np.diff(from_the_best**2) @ beyond
    return sums, np.maximum(sums - squares, 0), grid


def _beyond(values: Floats, grid: Floats) -> Floats:
    first, after = np.searchsorted(values, grid, "left"), np.searchsorted(values, grid, "right")
    return values.size - (first + after) / 2


def _only(known: Posterior, kept: Flags) -> Posterior:
    return Posterior(known.sampling, known.events[kept], known.rest[kept], known.people[kept])
