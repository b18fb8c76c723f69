"""How every function here reads its input: float64, one shape, only finite numbers or NaN."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from scorecard.calc.types import Flags, Floats

SIGNIFICANT_DIGITS = 12
_POWERS_OF_TEN = np.array([float(10**power) for power in range(SIGNIFICANT_DIGITS + 1)])


def floats(*inputs: ArrayLike) -> tuple[Floats, ...]:
    """Broadcast to one shape as float64 copies; an infinite number is as missing as NaN."""
    shaped = np.broadcast_arrays(*(np.asarray(values, dtype=np.float64) for values in inputs))
    return tuple(np.where(np.isfinite(values), values, np.nan) for values in shaped)


def divide(above: Floats, below: Floats, where: Flags) -> Floats:
    """Divide where told and give NaN elsewhere, without a warning for the rest."""
    return np.asarray(np.divide(above, below, out=np.full(np.shape(above), np.nan), where=where))


def steady(values: ArrayLike) -> Floats:
    """Take the noise of binary fractions out before two numbers are compared.

    Keeps 12 significant digits and at most 12 decimal places, so that 0.1 + 0.2 equals 0.3 and
    0.3 - 0.2 - 0.1 equals 0. It never changes the order of two numbers. It is not rounding for
    people: that is `rounding.show`.
    """
    (numbers,) = floats(values)
    size = np.where((numbers == 0) | np.isnan(numbers), 1.0, np.abs(numbers))
    places = np.minimum(SIGNIFICANT_DIGITS, SIGNIFICANT_DIGITS - 1 - np.floor(np.log10(size)))
    if places.min(initial=0) >= 0:  # no number has more than 12 digits before its point
        scale = _POWERS_OF_TEN[places.astype(np.intp)]
        return np.asarray(np.rint(numbers * scale) / scale)
    fine = np.rint(numbers * 10.0 ** np.maximum(places, 0)) / 10.0 ** np.maximum(places, 0)
    coarse = np.rint(numbers / 10.0 ** np.maximum(-places, 0)) * 10.0 ** np.maximum(-places, 0)
    return np.asarray(np.where(places >= 0, fine, coarse))


@cache
def z_for(confidence: float) -> float:
    """The two-sided normal deviate: 1.96 for 0.95, 3.09 for 0.998."""
    return float(special.ndtri(0.5 + checked_confidence(confidence) / 2))


def checked_confidence(confidence: float) -> float:
    """Return the confidence, or raise ValueError when it does not lie between 0 and 1."""
    if not 0 < confidence < 1:
        message = f"Confidence is {confidence}; write it as a share between 0 and 1, such as 0.95."
        raise ValueError(message)
    return confidence


def group_codes(groups: ArrayLike) -> NDArray[np.intp]:
    """Number the groups from 0; -1 for who is in none ("", None, NaN or below zero)."""
    labels: NDArray[Any] = np.asarray(groups)
    if labels.dtype == object:
        labels = np.array(["" if label is None else str(label) for label in labels])
    outside = labels == "" if labels.dtype.kind in "US" else ~(labels.astype(np.float64) >= 0)
    _, codes = np.unique(labels, return_inverse=True)
    return np.where(outside, -1, codes.reshape(labels.shape))


def group_totals(values: Floats, codes: NDArray[np.intp]) -> Floats:
    """Add up the values of each group and give every member its group's total."""
    inside = codes >= 0
    sums = np.bincount(codes[inside], weights=values[inside], minlength=codes.max(initial=0) + 1)
    return np.where(inside, sums[codes], np.nan)
