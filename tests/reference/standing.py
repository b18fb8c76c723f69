"""How practices stand to one another: what each is compared with, and on which side it lies."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import sqrt
from statistics import NormalDist, median

from indicators.definitions import DefinitionData
from tests.reference import intervals, student
from tests.reference.held import Exact, Held, exact
from tests.reference.practices import quantiles


@dataclass
class Standing:
    """How practices stand to one another; `counted` are those whose values make a benchmark."""

    data: DefinitionData
    rows: list[Held]
    values: list[Exact]
    counted: list[int]

    def counts(self, at: int) -> tuple[Exact, Exact]:
        """What is added up: events and people, the sum of a mean and its people, a number and 1."""
        row, value = self.rows[at], self.values[at]
        if self.data.kind == "count":
            return value, Fraction(1)
        if self.data.kind == "mean" or self.data.sampling == "mean":
            known = value is not None and row.denominator is not None
            return (value * row.denominator if known else None), row.denominator
        above = (
            None if row.numerator is None else row.numerator * Fraction(repr(self.data.multiplier))
        )
        return above, row.denominator

    def together(self, who: list[int]) -> Exact:
        """The value of some practices together: counts where half have any, else the middle."""
        if not who:
            return None
        if not self._by_counts():
            return median([self.values[at] for at in who])
        pairs = [self.counts(at) for at in who if self._adds_up(at)]
        if not pairs:
            return None
        return sum(a for a, _ in pairs) / sum(b for _, b in pairs)

    def of_all(self, outside: Exact, held_here: bool) -> Exact:
        data = self.data
        if data.comparator in ("area", "england"):
            return self.together(self.counted) if held_here else outside
        return exact(data.comparator_value) if data.comparator == "fixed" else None

    def of_each(self) -> list[Exact]:
        """The others of a network, or the similar ones; at least two must have a value."""
        found = []
        for at in range(len(self.rows)):
            others = [one for one in self._group(at) if one != at and one in self.counted]
            if self._by_counts():
                others = [one for one in others if self._adds_up(one)]
            found.append(self.together(others) if len(others) >= 2 else None)
        return found

    def limits(self, at: int, confidence: float) -> tuple[float, float] | None:
        data, row, value = self.data, self.rows[at], self.values[at]
        if value is None:
            return None
        if data.sampling == "mean":
            return _mean(value, row.spread, row.denominator, confidence)
        above, below, scale = row.numerator, row.denominator, Fraction(repr(data.multiplier))
        if data.kind == "count":
            above, below, scale = value, Fraction(1), Fraction(1)
        if above is None or below is None or below <= 0 or above < 0 or data.sampling == "none":
            return None
        if data.sampling == "proportion":
            if above > below:
                return None
            low, high = _wilson(int(above), int(below), confidence)
            return low * float(scale), high * float(scale)
        low, high = _events(int(above), confidence)
        return low * float(scale / below), high * float(scale / below)

    def side(self, at: int, mark: Exact, confidence: float) -> str | None:
        limits = self.limits(at, confidence)
        alone = self.data.comparator == "area" and len(self.counted) < 2
        if limits is None or mark is None or alone:
            return None
        low, high = limits
        if _beyond(low, float(mark)):
            return {"high": "better", "low": "worse", "none": "higher"}[self.data.polarity]
        if _beyond(float(mark), high):
            return {"high": "worse", "low": "better", "none": "lower"}[self.data.polarity]
        return "similar"

    def part_of(self, at: int, shown: list[Exact]) -> int | None:
        """Its part of so many equal ones in its group, itself included."""
        k = int(self.data.rule["k"])
        if self.data.comparator == "area":
            group = list(range(len(self.rows)))
        else:
            group = [at, *(one for one in self._group(at) if one != at)]
        if at not in group or (self.data.comparator != "area" and not self._placed(at)):
            return None
        values = [shown[one] for one in group]
        found = quantiles(values, [0] * len(group), k, self.data.polarity == "high")
        return found[group.index(at)]

    def _placed(self, at: int) -> bool:
        comparator = self.data.comparator
        return comparator == "similar" or (
            comparator == "network" and self.rows[at].network is not None
        )

    def _group(self, at: int) -> list[int]:
        row = self.rows[at]
        if self.data.comparator == "similar":
            return list(row.similar)
        if self.data.comparator != "network" or row.network is None:
            return []
        return [one for one, other in enumerate(self.rows) if other.network == row.network]

    def _adds_up(self, at: int) -> bool:
        above, below = self.counts(at)
        return above is not None and below is not None and below > 0

    def _by_counts(self) -> bool:
        return 2 * sum(self._adds_up(at) for at in self.counted) >= len(self.counted)


@cache
def _wilson(events: int, people: int, confidence: float) -> tuple[float, float]:
    return intervals.wilson(events, people, confidence)


@cache
def _events(events: int, confidence: float) -> tuple[float, float]:
    """Exact below ten events, then as Byar approximates it (Breslow and Day 1987)."""
    if events < 10:
        return intervals.poisson_exact(events, confidence)
    z, more = NormalDist().inv_cdf(0.5 + confidence / 2), events + 1
    low = events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def _mean(
    value: Fraction, spread: Exact, people: Exact, confidence: float
) -> tuple[float, float] | None:
    if spread is None or spread < 0 or people is None or people < 2:
        return None
    half = student.deviate(int(people) - 1, confidence) * float(spread) / sqrt(people)
    return float(value) - half, float(value) + half


def _beyond(one: float, two: float) -> bool:
    """Whether one number is above another by more than the noise of binary fractions."""
    return one - two > max(1e-11 * max(abs(one), abs(two)), 1e-12)
