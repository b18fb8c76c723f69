"""From numerator and denominator to a value, and from many practices to one pooled value."""

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import divide, floats
from scorecard.calc.types import Flags, Floats


def value(numerator: ArrayLike, denominator: ArrayLike, multiplier: ArrayLike = 1.0) -> Floats:
    """numerator / denominator x multiplier, in units of the multiplier (100 gives per cent).

    0/0 has no value, nor has x/0: both give NaN, as does a denominator below zero. The numerator
    may be negative (a payment taken back) and larger than the denominator (a rate per patient).
    A quotient too large for a float is infinite.
    """
    above, below, scale = floats(numerator, denominator, multiplier)
    with np.errstate(over="ignore"):
        return divide(above, below, where=has_value(above, below)) * scale


def pooled(
    numerator: ArrayLike,
    denominator: ArrayLike,
    multiplier: float = 1.0,
    axis: int | None = None,
) -> Floats:
    """Add the counts, then divide: never the average of percentages.

    Only pairs with a value of their own take part, so a missing numerator takes its denominator
    out too. NaN when no pair is left. `axis` as in numpy; None pools everything.
    """
    above, below = floats(numerator, denominator)
    kept = has_value(above, below)
    return value(above.sum(axis, where=kept), below.sum(axis, where=kept), multiplier)


def has_value(numerator: Floats, denominator: Floats) -> Flags:
    """Whether each pair makes a ratio: both present and a denominator above zero."""
    return np.asarray(~np.isnan(numerator) & (denominator > 0))
