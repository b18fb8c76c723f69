"""Distances between practices from their definition, pair by pair."""

from math import isnan
from statistics import pstdev


def spread(numbers: list[float]) -> float:
    known = [number for number in numbers if not isnan(number)]
    return pstdev(known) if len(set(known)) > 1 else 0.0


def distances(features: list[list[float]], eligible: list[bool]) -> list[dict[int, float]]:
    """For each practice: every eligible other it can be compared with, and how far it is."""
    spreads = [
        spread([row[at] for row, member in zip(features, eligible, strict=True) if member])
        for at in range(len(features[0]))
    ]
    return [
        {
            other: far
            for other, row in enumerate(features)
            if other != practice and eligible[other]
            if (far := distance(own, row, spreads)) is not None
        }
        for practice, own in enumerate(features)
    ]


def distance(one: list[float], two: list[float], spreads: list[float]) -> float | None:
    squares = [
        ((a - b) / scale) ** 2 if scale else 0.0
        for a, b, scale in zip(one, two, spreads, strict=True)
        if not isnan(a) and not isnan(b)
    ]
    return sum(squares) / len(squares) if squares else None
