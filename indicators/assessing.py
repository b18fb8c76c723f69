"""From a year's figures of one indicator to what can be computed about it. Pure.

Arrays hold one entry per practice that counts: open and typical, in the last banded period of
the year. NaN is missing.
"""

import datetime as dt
import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from indicators.definitions import DefinitionData
from scorecard.calc import assessment
from scorecard.calc.assessment import Distribution, Link, Proposal, Sizes, Slope
from scorecard.calc.reliability import Spread, needed, reliability, spread
from scorecard.calc.types import Flags, Floats, Polarity, Sampling

DAYS_IN_A_YEAR = 365.25
# The fields that make a figure what it is: other wording or other levels leave it comparable.
MEASURES = (
    "kind",
    "numerator",
    "denominator",
    "multiplier",
    "unit",
    "polarity",
    "adjustments",
    "period_type",
    "denominator_list",
)


@dataclass(frozen=True)
class PeriodValues:
    """Median and quartiles of one banded period, in the unit of the value.

    Of a yes or no all three are the share of yes, in per cent.
    """

    code: str
    ends_on: dt.date
    practices: int
    median: float
    lower_quartile: float
    upper_quartile: float


@dataclass(frozen=True)
class Column:
    """The last period. `enough` is False where too few were counted to band the practice; their
    numbers are kept, since the question is how small they are. `points` are those of the bands.
    """

    numerators: Floats
    denominators: Floats
    values: Floats
    deviations: Floats
    points: Floats
    enough: Flags

    @property
    def counted(self) -> Floats:
        """The values that say something of a practice."""
        return np.where(self.enough, self.values, np.nan)


@dataclass(frozen=True)
class Evidence:
    """What is held of one indicator.

    `others` are the standings of the other indicators of its domain (practices x indicators),
    `series` the periods in which the same was measured, oldest first.
    """

    data: DefinitionData
    column: Column
    others: Floats
    series: tuple[PeriodValues, ...]


@dataclass(frozen=True)
class Assessed:
    """`best` is (best value, length of the scale). Reliability: shares, None where unknown."""

    sizes: Sizes
    distribution: Distribution
    slope: Slope
    best: tuple[float, float] | None
    spread: Spread
    at_median: float | None
    at_tenth: float | None
    needed: float | None
    link: Link
    proposals: tuple[Proposal, ...]
    series: tuple[PeriodValues, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for keeping beside the signature; what is unknown is null."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def assess(evidence: Evidence) -> Assessed:
    data, column = evidence.data, evidence.column
    polarity = Polarity(data.polarity)
    numbers = assessment.sizes(column.denominators, data.minimum_denominator)
    best = assessment.best_possible(data.kind, polarity, data.multiplier)
    describe = assessment.answers if data.kind == "yes_no" else assessment.distribution
    found = describe(column.counted, best)
    moving = _slope(evidence.series)
    between = spread(
        Sampling(data.sampling),
        column.numerators,
        column.denominators,
        column.values,
        column.deviations,
    )
    at_median = _reliable(between, numbers.median)
    return Assessed(
        sizes=numbers,
        distribution=found,
        slope=moving,
        best=best,
        spread=between,
        at_median=at_median,
        at_tenth=_reliable(between, numbers.tenth),
        needed=_known(needed(between, assessment.RELIABLE_FROM)),
        link=assessment.item_rest(standing_of(data, column), evidence.others),
        proposals=assessment.proposal(numbers, at_median, found, moving, best),
        series=evidence.series,
    )


def standing_of(data: DefinitionData, column: Column) -> Floats:
    """How each practice stands on the indicator; more is better, whichever way is good."""
    return assessment.standing(column.counted, Polarity(data.polarity), column.points)


def same_measure(one: DefinitionData, other: DefinitionData) -> bool:
    """Whether figures of both can stand in one line of periods."""
    return all(getattr(one, name) == getattr(other, name) for name in MEASURES)


def _slope(series: tuple[PeriodValues, ...]) -> Slope:
    if not series:
        return Slope(0, None)
    first = series[0].ends_on
    years = [(period.ends_on - first).days / DAYS_IN_A_YEAR for period in series]
    return assessment.slope(years, [period.median for period in series])


def _reliable(found: Spread, n: float | None) -> float | None:
    return None if n is None else _known(float(reliability(found, n)))


def _known(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float | np.floating):
        return _known(float(value))
    return str(value) if isinstance(value, Proposal) else value
