"""From the figures of one definition to its results: value, interval, band, comparison, rank.

Pure: arrays of one entry per practice in and out, by `scorecard.calc`. The agreed band and the
comparison with the benchmark are two answers and stay apart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators import rules
from indicators.definitions import DefinitionData
from scorecard.calc import banding, comparators, intervals, ranks, rates
from scorecard.calc.types import Codes, Flags, Floats, NoBand, Polarity, Sampling


@dataclass(frozen=True)
class Figures:
    """What is held for one definition, an entry per practice; NaN is missing.

    `states` are NoBand codes: BANDED where there is a figure to judge. `peers` are the practices
    that count in ranks and in the area's value: open and not atypical.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    spread: Floats
    states: Codes
    peers: Flags


@dataclass(frozen=True)
class Benchmark:
    """What practices are compared with, in the unit of the value; NaN when there is none."""

    value: float
    name: str


@dataclass(frozen=True)
class Judgement:
    """One entry per practice; `ranks` are NaN where there is none."""

    value: Floats
    lower: Floats
    upper: Floats
    bands: Codes
    states: Codes
    comparisons: Codes
    ranks: Floats
    ranked_of: int
    benchmark: Benchmark


def judge(data: DefinitionData, figures: Figures, area: str) -> Judgement:
    """Judge every practice by `data`; `area` names the area in the benchmark's words."""
    polarity = Polarity(data.polarity)
    values = _values(data, figures)
    usable = figures.states == NoBand.BANDED
    # A number too large for a float is no value: nobody could be shown it.
    values = np.where(usable & np.isfinite(values), values, np.nan)
    lower, upper = _interval(data, figures, values)
    decided = banding.decide(
        values,
        rules.read(data.rule),
        polarity,
        np.where(usable, figures.denominator, np.nan),
        data.minimum_denominator,
        figures.states,
    )
    enough = ~np.isin(decided.states, (NoBand.TOO_FEW, NoBand.NO_DATA))
    shown = values[figures.peers & enough & ~np.isnan(values)]
    placed = ranks.rank(values, polarity, figures.peers & enough)
    benchmark = _benchmark(data, figures, values, area)
    return Judgement(
        value=values,
        lower=lower,
        upper=upper,
        bands=decided.bands,
        states=decided.states,
        comparisons=comparators.compare(lower, upper, benchmark.value, polarity),
        ranks=placed,
        ranked_of=int(shown.size),
        benchmark=benchmark,
    )


def _values(data: DefinitionData, figures: Figures) -> Floats:
    """Numerator and denominator where both are known, else the value the source published."""
    computed = rates.value(figures.numerator, figures.denominator, data.multiplier)
    if data.kind in ("mean", "score", "count", "yes_no"):
        return np.where(np.isnan(figures.value), computed, figures.value)
    has_parts = ~np.isnan(figures.numerator) & ~np.isnan(figures.denominator)
    return np.where(has_parts, computed, figures.value)


def _interval(data: DefinitionData, figures: Figures, values: Floats) -> tuple[Floats, Floats]:
    if data.sampling == "mean":
        return intervals.mean(values, figures.spread, figures.denominator)
    lower, upper = intervals.for_sampling(
        Sampling(data.sampling), figures.numerator, figures.denominator, data.multiplier
    )
    known = ~np.isnan(values)
    return np.where(known, lower, np.nan), np.where(known, upper, np.nan)


def _benchmark(data: DefinitionData, figures: Figures, values: Floats, area: str) -> Benchmark:
    """The area's pooled value; the median where sources publish values without their counts."""
    counted = figures.peers & ~np.isnan(values)
    if not counted.any() or data.kind in ("yes_no", "fact"):
        return Benchmark(np.nan, "")
    numerator, multiplier = figures.numerator, data.multiplier
    if data.kind == "mean":
        numerator, multiplier = values * figures.denominator, 1.0
    pool: NDArray[np.bool_] = counted & ~np.isnan(numerator) & (figures.denominator > 0)
    if pool.sum() * 2 >= counted.sum():
        pooled = rates.pooled(numerator[pool], figures.denominator[pool], multiplier)
        who = "all practices together" if figures.peers.all() else "all typical practices together"
        return Benchmark(float(pooled), f"{area}, {who}")
    return Benchmark(float(np.median(values[counted])), f"{area}, the middle practice (median)")
