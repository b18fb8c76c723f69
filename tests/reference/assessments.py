"""The numbers of a yearly assessment, practice by practice and in exact fractions."""

from fractions import Fraction

Pair = tuple[int, int]


def spread_of_proportions(pairs: list[Pair]) -> tuple[Fraction, Fraction]:
    """(between, within) as in the paper of DerSimonian and Laird, with Q added up one by one."""
    events, people = sum(r for r, _ in pairs), sum(n for _, n in pairs)
    pooled = Fraction(events, people)
    within = pooled * (1 - pooled)
    if within == 0:
        return Fraction(0), within
    q = total = squares = Fraction(0)
    for r, n in pairs:
        weight = n / within
        q += weight * (Fraction(r, n) - pooled) ** 2
        total += weight
        squares += weight**2
    between = (q - (len(pairs) - 1)) / (total - squares / total)
    return max(Fraction(0), between), within


def reliability(between: Fraction, within: Fraction, n: int) -> Fraction | None:
    chance = within / n
    return None if between + chance == 0 else between / (between + chance)
