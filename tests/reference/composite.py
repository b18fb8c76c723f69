"""The composite for one practice, as one would work it out on paper, in exact fractions."""

from dataclasses import dataclass
from fractions import Fraction

POINTS = {"red": 0, "amber": 1, "green": 2}


@dataclass
class Score:
    domains: list[Fraction | None]
    coverages: list[Fraction | None]
    overall: Fraction | None
    coverage: Fraction | None
    reds: int


def score(
    bands: list[str | None],
    domain_of: list[int],
    weights: list[int],
    domain_weights: list[int],
    minimum: Fraction,
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
        earned = sum(weights[i] * POINTS[str(bands[i])] for i in present)
        domains.append(Fraction(100 * earned, 2 * there))
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
    reds = sum(
        band == "red" and weights[i] > 0 and domain_weights[domain_of[i]] > 0
        for i, band in enumerate(bands)
    )
    return Score(domains, coverages, overall, coverage, reds)
