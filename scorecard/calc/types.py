"""The words of the arithmetic: codes for arrays, and the agreed rules that band a value."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]


class Band(IntEnum):
    """The agreed level a value reached; a larger band is a better one."""

    NONE = 0
    RED = 1
    AMBER = 2
    GREEN = 3


class NoBand(IntEnum):
    """Why a value has no band. BANDED (zero) means that it has one.

    SUPPRESSED by its source; WITHHELD by us, only in what is published. IMPOSSIBLE is a value
    that no count can give.
    """

    BANDED = 0
    NO_DATA = 1
    NOT_RETURNED = 2
    NOT_APPLICABLE = 3
    TOO_FEW = 4
    SUPPRESSED = 5
    NO_COMPARISON = 6
    NOT_BANDED = 7
    WITHHELD = 8
    IMPOSSIBLE = 9


class Comparison(IntEnum):
    """Where an interval lies against a benchmark; kept apart from the band on purpose."""

    NONE = 0
    BETTER = 1
    SIMILAR = 2
    WORSE = 3
    HIGHER = 4
    LOWER = 5


class Trend(IntEnum):
    """The direction of the last five points, where it is more than noise.

    BETTER and WORSE say the same where a polarity tells which way is good.
    """

    NOT_COMPUTED = 0
    NO_CHANGE = 1
    INCREASING = 2
    DECREASING = 3
    BETTER = 4
    WORSE = 5


class Polarity(StrEnum):
    """Which way is good; `none` is context that nobody judges."""

    HIGH = "high"
    LOW = "low"
    NONE = "none"


class Sampling(StrEnum):
    """How a value varies by chance; `none` (spending, whole-time equivalents) has no interval."""

    PROPORTION = "proportion"
    POISSON = "poisson"
    MEAN = "mean"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Two agreed levels, in the unit of the value.

    High is good: green from `green` upwards, red below `red`, amber between.
    Low is good: green up to and including `green`, red above `red`, amber between.
    """

    green: float
    red: float


@dataclass(frozen=True, slots=True)
class TargetRange:
    """Green inside the green limits, amber inside the amber limits, red outside; limits belong.

    Too much and too little are both wrong, so the polarity plays no part.
    """

    green_low: float
    green_high: float
    amber_low: float
    amber_high: float


@dataclass(frozen=True, slots=True)
class YesNo:
    """1 is yes and 0 is no: green and red where high is good, red and green where low is good."""


@dataclass(frozen=True, slots=True)
class TargetTolerance:
    """A target, and how far short of it is still amber; both in the unit of the value.

    Green at the target or better, amber up to and including `tolerance` short of it, red beyond.
    """

    target: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class PaymentThresholds:
    """The levels between which a payment grows, in the unit of the value.

    High is good: nothing is earned at or below `lower` and all from `upper`; red below `lower`,
    green from `upper`. Low is good: all is earned up to `lower`, nothing from `upper`; green up
    to `lower`, red above `upper`. Amber between.
    """

    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class QuantileRule:
    """`k` equal parts of a group, 1 is best: green up to `green_to`, red from `red_from`."""

    k: int
    green_to: int
    red_from: int


@dataclass(frozen=True, slots=True)
class IntervalRule:
    """Green where the interval is wholly better than the benchmark, red where worse.

    Amber is similar. `confidence` is in per cent, 95 or 99.8.
    """

    confidence: float


@dataclass(frozen=True, slots=True)
class FunnelRule:
    """Red beyond the 99.8% limits about the mean on the bad side, amber beyond the 95% limits.

    Green inside the 95% limits and on the good side.
    """


Rule = (
    Thresholds
    | TargetRange
    | YesNo
    | TargetTolerance
    | PaymentThresholds
    | QuantileRule
    | IntervalRule
    | FunnelRule
)

# Agreed levels are known before the year; a comparison also depends on the others' figures.
AGREED = (Thresholds, TargetRange, YesNo, TargetTolerance, PaymentThresholds)
COMPARISONS = (QuantileRule, IntervalRule, FunnelRule)
