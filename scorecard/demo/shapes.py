"""How each indicator behaves in the demo: its level, and what moves it. Pure.

Effects are on the log-odds of a share and on the logarithm of everything else, per standard
deviation of deprivation and character, per doubling of the list, per year of trend.
"""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """What is drawn: numbers of people, counts of events, an amount, a sample mean, yes or no."""

    SHARE = "share"
    EVENTS = "events"
    AMOUNT = "amount"
    MEAN = "mean"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Shape:
    """`level` is typical: a share, or events or amount per patient, or a mean.

    `base` is how large the denominator is per registered patient; `own` is how much practices
    differ for reasons of their own, `noise` how much a practice wavers between quarters.
    """

    way: Way
    level: float
    base: float = 1.0
    weighted: bool = False
    deprivation: float = 0.0
    size: float = 0.0
    character: float = 0.0
    trend: float = 0.0
    own: float = 0.1
    noise: float = 0.03
    spread: float = 0.0
    decimals: int = 0


def _share(level: float, base: float, *, deprivation: float = 0.0, **effects: float) -> Shape:
    return Shape(Way.SHARE, level, base, deprivation=deprivation, **effects)  # type: ignore[arg-type]


def _per_weighted(way: Way, level: float, **effects: float) -> Shape:
    return Shape(way, level, weighted=True, **effects)  # type: ignore[arg-type]


SHAPES: dict[str, Shape] = {
    "CAP01": _per_weighted(Way.EVENTS, 1.27, deprivation=-0.04, size=-0.02, character=0.05),
    "CAP02": _per_weighted(
        Way.AMOUNT, 0.00049, deprivation=-0.09, size=-0.05, character=0.07, own=0.12, decimals=2
    ),
    "CAP03": _per_weighted(
        Way.AMOUNT, 0.00053, deprivation=-0.03, size=0.04, character=0.06, own=0.15, decimals=2
    ),
    "CAP04": Shape(
        Way.MEAN, 9.9, base=0.012, deprivation=-0.03, character=0.03, own=0.06, spread=3.8
    ),
    "CAP05": _share(0.052, 0.7, deprivation=0.22, character=-0.12, trend=-0.05, own=0.2),
    "CAP06": _share(0.958, 0.02, character=0.3, own=0.4, noise=0.2),
    "ACC01": _share(0.67, 0.013, deprivation=-0.28, size=-0.15, character=0.3, trend=0.03),
    "ACC02": _share(0.83, 0.012, deprivation=-0.15, size=-0.1, character=0.35, trend=0.05, own=0.3),
    "ACC03": _share(0.77, 0.9, deprivation=-0.1, size=-0.2, character=0.35, trend=0.12, own=0.35),
    "ACC04": Shape(
        Way.EVENTS, 0.039, deprivation=0.15, character=-0.05, own=0.12, noise=0.06, trend=0.01
    ),
    "ACC05": Shape(Way.AMOUNT, 0.029, size=-0.05, character=0.1, own=0.25, noise=0.02),
    "ACC06": _share(0.43, 0.8, deprivation=-0.2, trend=0.2, own=0.22),
    "QUA01": _share(0.705, 0.14, deprivation=-0.09, character=0.16, trend=0.04, own=0.14),
    "QUA02": _share(0.595, 0.06, deprivation=-0.09, character=0.14, trend=0.02, own=0.12),
    "QUA03": _share(0.7, 0.24, deprivation=-0.2, character=0.13, trend=-0.02, own=0.12),
    "QUA04": _share(0.925, 0.011, deprivation=-0.3, character=0.2, own=0.2),
    "QUA05": Shape(Way.EVENTS, 0.00055, deprivation=0.05, character=-0.3, own=0.25, noise=0.1),
    "QUA06": Shape(Way.YES_NO, 0.87, character=0.5, trend=0.4, own=1.4, noise=0.1),
    "VFM01": _per_weighted(
        Way.AMOUNT, 39.2, deprivation=0.03, character=-0.04, trend=0.03, own=0.09, decimals=2
    ),
    "VFM02": Shape(Way.EVENTS, 0.0033, deprivation=0.2, character=-0.08, own=0.1, trend=-0.02),
    "VFM03": _share(0.966, 3.5, character=0.05, own=0.16),
    "VFM04": _per_weighted(Way.EVENTS, 0.055, deprivation=0.02, own=0.18, noise=0.05),
    "VFM05": _per_weighted(Way.AMOUNT, 34.8, size=-0.03, own=0.06, trend=0.015, decimals=2),
    "VFM06": _share(0.715, 0.25, character=0.05, trend=-0.02, own=0.2),
    "CON02": _share(0.085, 1.0, deprivation=-0.45, own=0.15, noise=0.01),
    "CON03": _share(0.1, 0.92, deprivation=0.5, own=0.4, noise=0.01, trend=0.03),
    "CON04": _share(0.12, 1.0, deprivation=-0.9, own=0.7, noise=0.0),
}

# A practice for homeless people is unlike the others in these, on the scale of the effects.
HOMELESS: dict[str, float] = {
    "ACC04": 0.8,
    "VFM02": 0.7,
    "VFM05": 0.9,
    "CAP05": 0.9,
    "QUA01": -0.5,
    "QUA03": -0.8,
    "CON02": -2.5,
}
HOMELESS_WITHOUT = ("QUA04",)  # nobody under two is registered there
