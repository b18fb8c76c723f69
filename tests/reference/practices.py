"""Comparators, ranks, quantiles and trend, practice by practice. None means missing."""

from fractions import Fraction
from math import ceil, floor

Number = float | int | None


def pooled(pairs: list[tuple[Number, Number]]) -> float | None:
    kept = [(a, b) for a, b in pairs if a is not None and b is not None and b > 0]
    if not kept:
        return None
    return sum(a for a, _ in kept) / sum(b for _, b in kept)


def leave_one_out(pairs: list[tuple[Number, Number]], groups: list[int]) -> list[float | None]:
    return [
        None
        if group < 0
        else pooled(
            [
                pairs[other]
                for other in range(len(pairs))
                if other != practice and groups[other] == group
            ]
        )
        for practice, group in enumerate(groups)
    ]


def rank(values: list[Number], high_is_good: bool, groups: list[int]) -> list[int | None]:
    def better(one: float, two: float) -> bool:
        return one > two if high_is_good else one < two

    ranks: list[int | None] = []
    for value, group in zip(values, groups, strict=True):
        if value is None or group < 0:
            ranks.append(None)
            continue
        peers = [
            other
            for other, peer in zip(values, groups, strict=True)
            if other is not None and peer == group
        ]
        ranks.append(1 + sum(better(peer, value) for peer in peers))
    return ranks


def quantiles(
    values: list[Number], groups: list[int], k: int, high_is_good: bool
) -> list[int | None]:
    """The published formula as it is printed, in exact fractions."""
    answer: list[int | None] = []
    for place, group in zip(rank(values, high_is_good, groups), groups, strict=True):
        n = sum(
            1
            for value, peer in zip(values, groups, strict=True)
            if value is not None and peer == group
        )
        if place is None or n < k:
            answer.append(None)
        else:
            answer.append(floor((k + 1) - ceil(((n + 1) - place) / Fraction(n, k))))
    return answer


def chi_square_trend(events: list[int], people: list[int]) -> float:
    """N r squared, where r correlates the period of every single patient with the outcome.

    Armitage (1955) notes that his statistic is this; so each patient is written out here.
    """
    pairs = [
        (period, outcome)
        for period, (some, all_) in enumerate(zip(events, people, strict=True))
        for outcome in [1] * some + [0] * (all_ - some)
    ]
    n = len(pairs)
    mean_x = sum(x for x, _ in pairs) / n
    mean_y = sum(y for _, y in pairs) / n
    xy = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    return 0.0 if yy == 0 else n * xy**2 / (xx * yy)
