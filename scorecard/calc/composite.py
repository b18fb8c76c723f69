"""The composite of standardised values: an alternative to band points, as a second opinion.

Each value becomes its distance from the mean of the peers in their standard deviations, turned so
that more is better and cut off at 3 either way; then the agreed weights combine it in the same two
stages as band points. Standardising by mean and standard deviation, and cutting off extreme values
before they are added, follow the handbook on composite indicators of the OECD and the Joint
Research Centre (2008, steps 5 and 6). A band loses what lies within it; a standardised value keeps
it, and depends on who the peers are: it says how a practice stands, not whether that is enough.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import weighting
from scorecard.calc.arrays import divide, floats, steady
from scorecard.calc.types import Floats, Polarity

LIMIT = 3.0
_SIGN = {Polarity.HIGH: 1.0, Polarity.LOW: -1.0, Polarity.NONE: np.nan}


def standardised(
    values: ArrayLike, polarities: Sequence[Polarity], peers: ArrayLike = True
) -> Floats:
    """Practices x indicators of values as standardised ones: 0 is the peers' mean, more is better.

    `polarities` has one entry per indicator, `peers` one per practice: the others have a value
    and shape no mean. z = (value - mean) / SD, with the SD of n - 1, times -1 where low is good,
    cut off at 3 and -3. Where all peers have the same value z is 0 for it and the limit beside it.
    NaN for the missing, where there is no judgement and where fewer than two peers have a value.
    """
    (numbers,) = floats(values)
    among = np.broadcast_to(np.asarray(peers, dtype=bool), numbers.shape[:1])[:, None]
    known = among & ~np.isnan(numbers)
    count = known.sum(axis=0).astype(np.float64)
    mean = divide(np.where(known, numbers, 0.0).sum(axis=0), count, where=count >= 2)
    # `steady` takes out what is left of adding up equal values.
    gaps = steady(numbers) - steady(mean)
    squares = np.where(known, gaps, 0.0) ** 2
    spread = np.sqrt(divide(squares.sum(axis=0), count - 1, where=count >= 2))
    signs = np.array([_SIGN[one] for one in polarities], dtype=np.float64)
    scale = np.broadcast_to(spread, gaps.shape)
    far = divide(gaps, scale, where=scale > 0)
    far = np.where(scale == 0, np.sign(gaps) * LIMIT, far)
    return np.asarray(np.clip(far, -LIMIT, LIMIT) * signs)


def score(
    values: ArrayLike,
    domain_of: ArrayLike,
    weights: ArrayLike,
    domain_weights: ArrayLike,
    minimum_coverage: float = 0.0,
    applicable: ArrayLike = True,
) -> weighting.Stages:
    """Weigh practices x indicators of standardised values in two stages, as `weighting.score`.

    Scores are weighted means of standardised values, between -3 and 3; coverage as for bands.
    """
    return weighting.two_stages(
        values, domain_of, weights, domain_weights, minimum_coverage, applicable
    )
