"""Standardised values and their weighted mean for one practice at a time, as on paper."""

from statistics import mean, stdev

LIMIT = 3.0
SIGNS = {"high": 1, "low": -1}


def standardise(column: list[float | None], polarity: str, peers: list[bool]) -> list[float | None]:
    known = [v for v, one in zip(column, peers, strict=True) if one and v is not None]
    if len(known) < 2 or polarity not in SIGNS:
        return [None] * len(column)
    return [
        None if value is None else SIGNS[polarity] * _z(value, mean(known), stdev(known))
        for value in column
    ]


def _z(value: float, middle: float, spread: float) -> float:
    if spread == 0:
        return (value > middle) * LIMIT - (value < middle) * LIMIT
    return max(-LIMIT, min(LIMIT, (value - middle) / spread))


def composite(
    own: list[float | None], domain_of: list[int], weights: list[int], domain_weights: list[int]
) -> float | None:
    """One practice's weighted mean, domain by domain, over what is present."""
    domains: list[tuple[float, int]] = []
    for domain, domain_weight in enumerate(domain_weights):
        there = [
            (z, w)
            for z, w, place in zip(own, weights, domain_of, strict=True)
            if place == domain and z is not None and w > 0
        ]
        if there and domain_weight > 0:
            total = sum(w for _, w in there)
            domains.append((sum(z * w for z, w in there) / total, domain_weight))
    whole = sum(w for _, w in domains)
    return sum(z * w for z, w in domains) / whole if whole else None
