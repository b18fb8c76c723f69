"""The one place where values are rounded for people; everything else compares them unrounded."""

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.types import Floats

# Two fewer than a float always keeps: takes the noise of binary fractions out before the rounding
# and still holds pence up to 999,999,999,999.99.
_SIGNIFICANT_DIGITS = 14


def show(value: float | Decimal, decimals: int = 0) -> str:
    """Write a value as people read it: halves up, a comma between thousands, `decimals` places.

    Halves go away from zero: 2.5 is 3, -2.5 is -3, and nothing is ever "-0". A float that stands
    for 28.5 with binary noise is 29; a Decimal is taken as it is. ValueError for NaN or infinity:
    the caller knows in which words a value is missing.
    """
    if not math.isfinite(value):
        message = f"There is no number to show, but {value}; say in words why it is missing."
        raise ValueError(message)
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    step = Decimal(1).scaleb(-decimals)
    with localcontext(prec=400):  # a float has at most 309 digits before the point
        rounded = exact.quantize(step, rounding=ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,f}"


def show_apart(value: float, level: float, decimals: int = 0, at_most: int = 6) -> tuple[str, str]:
    """Show a value and a level with as many places as it takes to tell them apart.

    79.96 against a level of 80 reads "79.96" and "80.00", not twice "80.0". Equal ones, and
    those that are still alike at `at_most` places, keep `decimals`.
    """
    for places in range(decimals, max(at_most, decimals) + 1):
        pair = show(value, places), show(level, places)
        if pair[0] != pair[1]:
            return pair
    return show(value, decimals), show(level, decimals)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{show(number)}{ending}"


def for_drawing(value: float) -> float:
    """Six significant digits: finer than any screen, and a fraction of the bytes."""
    return float(f"{value:.6g}")


def round_many(values: ArrayLike, decimals: int) -> Floats:
    """The numbers that `show` writes, as numbers: halves up, away from zero; NaN stays.

    For charts of thousands of points, whose hover then agrees with the table to the last digit.
    """
    numbers = np.asarray(values, dtype=np.float64)
    size = np.abs(numbers)
    known = np.isfinite(numbers) & (size > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.where(known, np.floor(np.log10(np.where(known, size, 1.0))), 0.0)
    places = _SIGNIFICANT_DIGITS - 1 - digits
    scale = 10.0**decimals
    # Noise in the last digits of a float would turn a half down.
    noise = np.where(places > decimals, 10.0 ** (decimals - np.minimum(places, 300)), 0.0)
    rounded = np.sign(numbers) * np.floor(size * scale + 0.5 + noise / 2) / scale
    return np.asarray(np.where(known, rounded, numbers) + 0.0)
