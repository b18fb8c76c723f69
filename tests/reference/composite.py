"""The composite for one practice, as one would work it out on paper, in exact fractions."""

from dataclasses import dataclass
from fractions import Fraction

LEVELS = ("red", "amber", "green")


@dataclass
class Score:
    domains: list[Fraction | None]
    coverages: list[Fraction | None]
    overall: Fraction | None
    coverage: Fraction | None
    banded: Fraction | None
    reds: int
    domain_reds: list[int]


def score(
    bands: list[str | None],
    domain_of: list[int],
    weights: list[int],
    domain_weights: list[int],
    minimum: Fraction,
    points: tuple[int, int, int] = (0, 1, 2),
) -> Score:
    domains: list[Fraction | None] = []
    coverages: list[Fraction | None] = []
    for domain in range(len(domain_weights)):
        members = [i for i, own in enumerate(domain_of) if own == domain]
        due = sum(weights[i] for i in members)
        present = [i for i in members if bands[i] is not None]
        there = sum(weights[i] for i in present)
        coverage = Fraction(there, due) if due else None
        coverages.append(coverage)
        if not there or coverage is None or coverage < minimum:
            domains.append(None)
            continue
        earned = sum(weights[i] * points[LEVELS.index(str(bands[i]))] for i in present)
        domains.append(Fraction(100 * earned, points[-1] * there))
    return _overall(bands, domain_of, weights, domain_weights, minimum, domains, coverages)


def _overall(bands, domain_of, weights, domain_weights, minimum, domains, coverages) -> Score:
    due = sum(w for w, c in zip(domain_weights, coverages, strict=True) if c is not None)
    scored = [d for d, value in enumerate(domains) if value is not None]
    behind = sum((domain_weights[d] * coverages[d] for d in scored), Fraction(0))
    coverage = behind / due if due else None
    weight = sum(domain_weights[d] for d in scored)
    overall = None
    if weight and coverage is not None and coverage >= minimum:
        overall = sum((domain_weights[d] * domains[d] for d in scored), Fraction(0)) / weight
    banded = sum(
        (w * (c or 0) for w, c in zip(domain_weights, coverages, strict=True)), Fraction(0)
    )
    domain_reds = [
        sum(
            band == "red" and weights[i] > 0 and domain_of[i] == domain
            for i, band in enumerate(bands)
        )
        for domain in range(len(domain_weights))
    ]
    reds = sum(n for n, weight in zip(domain_reds, domain_weights, strict=True) if weight > 0)
    return Score(
        domains, coverages, overall, coverage, banded / due if due else None, reds, domain_reds
    )
