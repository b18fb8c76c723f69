"""The composite: band points of indicators to domains, domains to one score, by agreed weights.

Two stages. Each is re-normalised over what is present, says how much of the agreed weight that
is (coverage), and gives no score below a minimum coverage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scorecard.calc import banding
from scorecard.calc.arrays import divide, floats, steady
from scorecard.calc.types import Band, Codes, Flags, Floats, NoBand, Polarity, Thresholds

DEFAULT_POINTS = (0.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Stages:
    """Weighted means of whatever was weighed, and coverages as shares, 0..1.

    Arrays named domain_* are practices x domains, the others have one entry per practice.
    """

    domain_scores: Floats
    domain_coverage: Floats
    overall_scores: Floats
    overall_coverage: Floats
    overall_banded: Floats


@dataclass(frozen=True, slots=True)
class Composite:
    """Scores are per cent of the possible points, 0..100; coverages are shares, 0..1.

    Arrays named domain_* are practices x domains, the others have one entry per practice.
    `overall_banded` is the share of due weight that has a band, `overall_coverage` the part of it
    that stands behind the overall score.
    """

    domain_scores: Floats
    domain_coverage: Floats
    domain_reds: NDArray[np.int64]
    overall_scores: Floats
    overall_coverage: Floats
    overall_banded: Floats
    reds: NDArray[np.int64]


def score(
    bands: ArrayLike,
    domain_of: ArrayLike,
    weights: ArrayLike,
    domain_weights: ArrayLike,
    points: Sequence[float] = DEFAULT_POINTS,
    minimum_coverage: float = 0.0,
    applicable: ArrayLike = True,
) -> Composite:
    """Score practices x indicators of Band codes in two stages.

    `domain_of` gives each indicator the position of its domain in `domain_weights`; `points` are
    those of red, amber and green. Weights need not add up to anything; zero is legal and counts
    nowhere, not even among the reds. What is not `applicable` to a practice is not due from it,
    so it lowers no coverage. A domain without due weight is NaN. The overall coverage is the
    share of due weight that stands behind the overall score: a domain that is left out for its
    low coverage adds nothing. To count a missing return as red, band it red before.
    """
    codes = np.asarray(bands, dtype=np.int8)
    found = two_stages(
        worth_of(points)[codes], domain_of, weights, domain_weights, minimum_coverage, applicable
    )
    places, shares = np.asarray(domain_of, dtype=np.intp), _checked(weights, "indicator")
    domain_shares = _checked(domain_weights, "domain")
    counted = [
        ((codes == Band.RED) & (places == place) & (shares > 0)).sum(axis=1)
        for place in range(domain_shares.size)
    ]
    reds = np.array(counted or np.zeros((0, codes.shape[0])), np.int64).T
    return Composite(
        found.domain_scores,
        found.domain_coverage,
        reds,
        found.overall_scores,
        found.overall_coverage,
        found.overall_banded,
        np.where(domain_shares > 0, reds, 0).sum(axis=1),
    )


def two_stages(
    values: ArrayLike,
    domain_of: ArrayLike,
    weights: ArrayLike,
    domain_weights: ArrayLike,
    minimum_coverage: float = 0.0,
    applicable: ArrayLike = True,
) -> Stages:
    """Weigh practices x indicators of any values, as `score` weighs the points of bands."""
    (numbers,) = floats(values)
    places = np.asarray(domain_of, dtype=np.intp)
    shares, domain_shares = _checked(weights, "indicator"), _checked(domain_weights, "domain")
    due = np.broadcast_to(np.asarray(applicable, dtype=bool), numbers.shape)
    counted = [
        _stage(numbers[:, at], shares[at], due[:, at], minimum_coverage)
        for at in (places == place for place in range(domain_shares.size))
    ]
    empty = np.zeros((0, numbers.shape[0]))
    scores = np.array([one for one, _ in counted] or empty).T
    coverage = np.array([two for _, two in counted] or empty).T
    return _combined(scores, coverage, domain_shares, minimum_coverage)


def overall_band(scores: ArrayLike, green: float, red: float) -> Codes:
    """Band a score: green from `green` upwards, red below `red`, both in per cent of points."""
    return banding.band(scores, Thresholds(green, red), Polarity.HIGH)


def overall_by_reds(
    reds: ArrayLike, amber_from: int, red_from: int, known: ArrayLike = True
) -> Codes:
    """Band by the number of reds: amber from `amber_from`, red from `red_from`, green below.

    Where `known` is false neither green nor amber is given: nothing returned has no reds either,
    and is not green. Enough reds are red all the same: more figures take none away.
    ValueError unless 1 <= amber_from <= red_from; equal numbers leave no amber.
    """
    if not 1 <= amber_from <= red_from:
        message = (
            f"Amber must begin at 1 red or more, and red not before amber;"
            f" they begin at {amber_from} and {red_from}."
        )
        raise ValueError(message)
    counts = np.asarray(reds)
    bands = np.where(counts >= amber_from, Band.AMBER, Band.GREEN)
    bands = np.where(np.asarray(known, dtype=bool), bands, Band.NONE)
    return np.where(counts >= red_from, Band.RED, bands).astype(np.int8)


def both(one: ArrayLike, two: ArrayLike) -> Codes:
    """The worse of two bands: red where either is, else NONE where either is."""
    bands = np.asarray(one, dtype=np.int8), np.asarray(two, dtype=np.int8)
    red = (bands[0] == Band.RED) | (bands[1] == Band.RED)
    return np.where(red, np.int8(Band.RED), np.minimum(*bands))


def not_returned_as_red(bands: ArrayLike, states: ArrayLike, counts_as_red: ArrayLike) -> Codes:
    """Band red what was due and not returned, where the indicator `counts_as_red`.

    Practices x indicators of Band and NoBand codes; the flags are one per indicator, or a grid.
    Other reasons for no band stay: no data, too few and not applicable are nobody's silence.
    """
    silent = np.asarray(states, dtype=np.int8) == NoBand.NOT_RETURNED
    red = silent & np.asarray(counts_as_red, dtype=bool)
    return np.where(red, np.int8(Band.RED), np.asarray(bands, dtype=np.int8))


@dataclass(frozen=True, slots=True)
class Movement:
    """Where a score stands inside its level, and how it moved; an entry per score.

    `level` is its band; `place` is the share of the way from the lower to the upper edge of that
    level, 0..1; `change` is in points since before (per cent of the possible points), NaN where
    either is missing; `level_changed` is true only where both have a level.
    """

    level: Codes
    place: Floats
    change: Floats
    level_changed: Flags


def movement(scores: ArrayLike, before: ArrayLike, green: float, red: float) -> Movement:
    """Movement inside a level, for scores of 0..100 banded by `overall_band`.

    A level without width (green from 100) is wholly reached: its place is 1.
    """
    now, then = floats(scores, before)
    level, was = overall_band(now, green, red), overall_band(then, green, red)
    edges = np.array([[np.nan, np.nan], [0, red], [red, green], [green, 100]], dtype=np.float64)
    lower, upper = edges[level, 0], edges[level, 1]
    place = divide(now - lower, upper - lower, where=upper > lower)
    place = np.where(lower >= upper, 1.0, np.clip(place, 0.0, 1.0))
    moved = (level != was) & (level != Band.NONE) & (was != Band.NONE)
    return Movement(level, place, now - then, moved)


def renormalised(weights: ArrayLike, present: ArrayLike) -> Floats:
    """Weights of what is present as shares that add up to 1 along the last axis.

    0 for what is absent; NaN throughout where no weight is present.
    """
    flags = np.asarray(present, dtype=bool)
    kept = np.where(flags, np.asarray(weights, dtype=np.float64), 0.0)
    total = np.broadcast_to(kept.sum(axis=-1, keepdims=True), kept.shape)
    return divide(kept, total, where=total > 0)


def largest_remainder(weights: int | ArrayLike, total: float = 100, decimals: int = 2) -> Floats:
    """Share `total` out by the weights in steps of `decimals`, so that the shares add up to it.

    A whole number n stands for n equal weights. Each share is rounded down and the steps left
    over go to the largest remainders, the first of equals first: 33.34, 33.33, 33.33.
    """
    parts = np.ones(weights) if isinstance(weights, int) else _checked(weights, "indicator")
    steps = round(total * 10**decimals)
    if not parts.sum() > 0:
        message = "There is no weight to share out; give at least one weight above zero."
        raise ValueError(message)
    exact = steady(parts / parts.sum() * steps)
    whole = np.floor(exact)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: round(steps - whole.sum())]] += 1
    return np.asarray(whole / 10**decimals)


def _stage(
    values: Floats, weights: Floats, due: Flags, minimum_coverage: float
) -> tuple[Floats, Floats]:
    """Weighted mean of what is present, and the share of the due weight that it is."""
    present = due & ~np.isnan(values)
    shares = renormalised(weights, present)
    coverage = _share_of(np.where(present, weights, 0.0), np.where(due, weights, 0.0))
    scores = np.where(shares > 0, shares * np.nan_to_num(values), 0 * shares).sum(axis=1)
    # A weighted mean of nothing adds up to 0; the NaN shares keep it missing.
    return np.where(_covered(coverage, minimum_coverage), scores, np.nan), coverage


def _combined(scores: Floats, coverage: Floats, weights: Floats, minimum_coverage: float) -> Stages:
    scored = ~np.isnan(scores)
    shares = renormalised(weights, scored)
    overall = np.where(scored, shares * np.nan_to_num(scores), 0 * shares).sum(axis=1)
    banded = weights * np.nan_to_num(coverage)
    due = np.where(np.isnan(coverage), 0.0, weights)
    share = _share_of(np.where(scored, banded, 0.0), due)
    overall = np.where(_covered(share, minimum_coverage), overall, np.nan)
    return Stages(scores, coverage, overall, share, _share_of(banded, due))


def _share_of(part: Floats, whole: Floats) -> Floats:
    total = whole.sum(axis=1)
    return divide(part.sum(axis=1), total, where=total > 0)


def _covered(coverage: Floats, minimum: float) -> Flags:
    return (coverage > 0) & (steady(coverage) >= steady(minimum))


def worth_of(points: Sequence[float]) -> Floats:
    """Per cent of the possible points for each Band code; NaN for no band."""
    red, amber, green = (float(one) for one in points)
    if not 0 <= red <= amber <= green or not green > 0:
        message = f"Points of red, amber and green must rise from 0 or more; they are {points}."
        raise ValueError(message)
    return np.array([np.nan, red, amber, green]) / green * 100


def _checked(weights: ArrayLike, of: str) -> Floats:
    (numbers,) = floats(weights)
    if np.isnan(numbers).any() or (numbers < 0).any():
        message = f"Every {of} weight must be a number of 0 or more; they are {numbers.tolist()}."
        raise ValueError(message)
    return numbers
