"""Student's t from its finite series for whole degrees of freedom, by bisection."""

from functools import cache
from math import atan, cos, pi, sin, sqrt

from tests.reference.intervals import bisect


def inside(t: float, freedom: int) -> float:
    """P(-t < T < t), term by term (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    odd = freedom % 2 == 1
    term = total = 0.0
    for power in range(1 if odd else 0, freedom - 1, 2):
        term = (cos(angle) if odd else 1.0) if not term else term * cos(angle) ** 2 * _step(power)
        total += term
    if odd:
        return 2 / pi * (angle + sin(angle) * total)
    return sin(angle) * total


def _step(power: int) -> float:
    """What the coefficient of this power is of the one before: 2/3, 4/5 .. or 1/2, 3/4 .."""
    return (power - 1) / power


@cache
def deviate(freedom: int, confidence: float) -> float:
    return bisect(lambda t: inside(t, freedom) - confidence, 0, 1000)
