"""Intervals from their definitions, by bisection: no closed formula shared with the fast code."""

from collections.abc import Callable
from math import exp, sqrt
from statistics import NormalDist


def bisect(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero."""
    for _ in range(200):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def wilson(events: int, people: int, confidence: float) -> tuple[float, float]:
    """The true shares whose z test just fails to reject the one that was seen."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    seen = events / people

    def distance(true: float) -> float:
        return z * sqrt(true * (1 - true) / people)

    lower = 0.0 if events == 0 else bisect(lambda true: true + distance(true) - seen, 0, seen)
    upper = 1.0 if events == people else bisect(lambda true: true - distance(true) - seen, seen, 1)
    return lower, upper


def poisson_at_most(events: int, mean: float) -> float:
    term = total = exp(-mean)
    for number in range(1, events + 1):
        term *= mean / number
        total += term
    return total


def poisson_exact(events: int, confidence: float) -> tuple[float, float]:
    """The means under which so many, or so few, events have half of alpha as their chance."""
    tail = (1 - confidence) / 2
    lower = (
        0.0
        if events == 0
        else bisect(lambda mean: 1 - poisson_at_most(events - 1, mean) - tail, 0, events)
    )
    upper = bisect(lambda mean: tail - poisson_at_most(events, mean), events, 3 * events + 50)
    return lower, upper
