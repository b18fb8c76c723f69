"""How certain a band is: the probability that the true value lies in each.

Only for agreed levels, which stand still; where the band is a comparison the levels themselves
depend on the others' figures. And only for proportions and rates with their counts.
"""

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import posterior
from scorecard.calc.arrays import steady
from scorecard.calc.banding import as_thresholds
from scorecard.calc.posterior import Posterior
from scorecard.calc.types import (
    COMPARISONS,
    Band,
    Flags,
    Floats,
    Polarity,
    Rule,
    Sampling,
    TargetRange,
    YesNo,
)

BANDS = (Band.RED, Band.AMBER, Band.GREEN)
# A band that is wrong more often than once in five is not told as if it were settled. At half,
# only bands that are likelier wrong than right would be named; at 5%, most of those of small
# practices would be, and the words would say no more than how large a practice is.
SETTLED_FROM = 0.8

Limits = tuple[float, float]


def of_bands(
    numerator: ArrayLike,
    denominator: ArrayLike,
    rule: Rule | None,
    polarity: Polarity,
    sampling: Sampling,
    multiplier: float = 1.0,
) -> Floats:
    """The probabilities of red, amber and green, an entry per value x 3; a row adds up to 1.

    Levels are in the unit of the value, counts x multiplier. NaN where nothing is known of the
    value (see `posterior.of_counts`), for comparisons, yes or no and no rule, for levels without
    a polarity, and where a band is one single value, as green from 100% is: no true value is
    ever exactly that, so the model would call everybody certainly wrong.
    """
    known = posterior.of_counts(numerator, denominator, sampling)
    best = multiplier if sampling is Sampling.PROPORTION else np.inf
    limits = limits_of(rule, polarity, best)
    if limits is None:
        return np.full((*known.events.shape, len(BANDS)), np.nan)
    inside_amber, inside_green = (_inside(known, pair, multiplier) for pair in limits)
    amber = np.maximum(inside_amber - inside_green, 0)
    return np.stack([1 - amber - inside_green, amber, inside_green], axis=-1)


def limits_of(
    rule: Rule | None, polarity: Polarity, best: float = np.inf
) -> tuple[Limits, Limits] | None:
    """Between which values is a practice amber or better, and between which is it green?

    In the unit of the value, infinite where there is no limit. None where the rule has no agreed
    levels, and where either band is a single value of the scale from 0 to `best`.
    """
    if rule is None or isinstance(rule, (*COMPARISONS, YesNo)):
        return None
    if isinstance(rule, TargetRange):
        pairs = (rule.amber_low, rule.amber_high), (rule.green_low, rule.green_high)
    elif polarity is Polarity.NONE:
        return None
    else:
        levels = as_thresholds(rule, polarity)
        high = polarity is Polarity.HIGH
        amber, green = (
            (level, np.inf) if high else (-np.inf, level) for level in (levels.red, levels.green)
        )
        pairs = amber, green
    return None if any(_is_point(pair, best) for pair in pairs) else pairs


def too_close(bands: ArrayLike, probabilities: ArrayLike) -> Flags:
    """Whether another band than the one it has is likelier than one in five.

    `probabilities` are those of `of_bands`. False without a band or without probabilities.
    """
    codes = np.asarray(bands, dtype=np.int8)
    at = np.maximum(codes - 1, 0).astype(np.intp)[..., None]
    held = np.take_along_axis(np.asarray(probabilities, dtype=np.float64), at, axis=-1)[..., 0]
    return np.asarray((codes != Band.NONE) & (held < SETTLED_FROM))


def _is_point(limits: Limits, best: float) -> bool:
    low, high = max(limits[0], 0.0), min(limits[1], best)
    return bool(np.isfinite(high) and steady(low) == steady(high))


def _inside(known: Posterior, limits: Limits, multiplier: float) -> Floats:
    low, high = limits
    all_of_it = np.where(known.known, 1.0, np.nan)
    under = known.below(high / multiplier) if np.isfinite(high) else all_of_it
    return under - known.below(low / multiplier) if np.isfinite(low) else under
