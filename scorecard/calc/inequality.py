"""How a value changes from the least deprived patients to the most deprived ones.

Every practice is placed by its ridit: the share of all patients who live in less deprived places
than its own, and half of those as deprived (Bross, How to use ridit analysis, Biometrics 14, 1958).
It runs from 0 (least deprived) to 1 (most deprived), and its mean over the patients is a half. The
slope of the value on it, every practice weighing as many patients as it has, is the slope index of
inequality: the difference between the most and the least deprived that a straight line through all
of them gives (Mackenbach and Kunst, Social Science and Medicine 44:757, 1997). It uses all
practices, where the gap between the outer fifths uses two in five.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc.arrays import floats, steady
from scorecard.calc.types import Floats

LEAST_PRACTICES = 3


@dataclass(frozen=True, slots=True)
class Slope:
    """`slope` is the most deprived less the least, in the unit of the value; `least` and `most`
    are the line's ends. The limits are of 95%. NaN where nothing can be said."""

    practices: int
    slope: float
    lower: float
    upper: float
    least: float
    most: float

    @property
    def is_more_than_chance(self) -> bool:
        return bool(self.lower > 0 or self.upper < 0)


def ridits(deprivation: ArrayLike, people: ArrayLike) -> Floats:
    """(people less deprived + half of those equally deprived) / all people, one per practice.

    A larger `deprivation` is more deprived; scores or numbers of fifths alike. Equal ones share
    their ridit. NaN where the deprivation or the people are not known or nobody is there.
    """
    score, number = floats(deprivation, people)
    kept = ~np.isnan(score) & (number > 0)
    found = np.full(score.shape, np.nan)
    if kept.any():
        _, places = np.unique(steady(score[kept]), return_inverse=True)
        held = np.bincount(places, weights=number[kept])
        found[kept] = ((held.cumsum() - held / 2) / held.sum())[places]
    return found


def slope(
    values: ArrayLike, deprivation: ArrayLike, people: ArrayLike, confidence: float = 0.95
) -> Slope:
    """The weighted least-squares line of the value on the ridit, and its slope with limits.

    b = sum n (r - 1/2)(y - Y) / sum n (r - 1/2)^2 with Y the mean over patients. Practices scatter
    more than their patients' luck explains, and not all alike, so the variance is the one that
    holds whatever the scatter (White 1980, HC1): sum (n (r - 1/2) e)^2 / (sum n (r - 1/2)^2)^2 x
    k / (k - 2), with Student's t of k - 2. Who lacks any of the three takes no part, and is not in
    the ridits either. NaN with fewer than three practices or where all are equally deprived.
    """
    value, score, number = floats(values, deprivation, people)
    kept = ~np.isnan(value) & ~np.isnan(score) & (number > 0)
    y, n = value[kept], number[kept]
    away = ridits(score[kept], n) - 0.5
    scale = float((n * away**2).sum())
    if y.size < LEAST_PRACTICES or not steady(scale) > 0:
        return Slope(y.size, *[np.nan] * 5)
    middle = float((n * y).sum() / n.sum())
    found = float((n * away * (y - middle)).sum() / scale)
    left = y - middle - found * away
    error = np.sqrt(((n * away * left) ** 2).sum()) / scale * np.sqrt(y.size / (y.size - 2))
    half = float(-special.stdtrit(y.size - 2, (1 - confidence) / 2) * error)
    return Slope(y.size, found, found - half, found + half, middle - found / 2, middle + found / 2)
