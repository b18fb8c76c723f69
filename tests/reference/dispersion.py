"""Over-dispersion as the paper writes it: practice by practice, no arrays."""

from math import asin, floor, sqrt

Pairs = list[tuple[float, float]]


def placed(share: float, kind: str) -> float:
    return asin(sqrt(share)) if kind == "proportion" else sqrt(share)


def quantile(numbers: list[float], q: float) -> float:
    """Between the two ordered numbers beside position (k - 1) q, in a straight line."""
    ordered, place = sorted(numbers), (len(numbers) - 1) * q
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def estimate(pairs: Pairs, kind: str) -> tuple[float, float]:
    """(phi, tau squared)."""
    centre = placed(sum(r for r, _ in pairs) / sum(n for _, n in pairs), kind)
    z = [(placed(r / n, kind) - centre) / (1 / (2 * sqrt(n))) for r, n in pairs]
    low, high = quantile(z, 0.1), quantile(z, 0.9)
    phi = sum(min(max(one, low), high) ** 2 for one in z) / len(z)
    weights = [1 / (1 / (2 * sqrt(n))) ** 2 for _, n in pairs]
    spread = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    tau_squared = (len(z) * phi - (len(z) - 1)) / spread
    return max(1.0, phi), max(0.0, tau_squared)
