"""What is told of one indicator once it is known whose figures are hidden. Pure."""

from dataclasses import replace
from typing import Any

import numpy as np

from indicators import rules
from indicators.definitions import KINDS_WITH_PARTS, DefinitionData
from indicators.explaining import levels_near
from scorecard.calc import comparators, intervals, rates
from scorecard.calc.suppression import SmallNumbers
from scorecard.calc.types import (
    COMPARISONS,
    Band,
    Comparison,
    Flags,
    Floats,
    NoBand,
    Polarity,
    Sampling,
)
from scorecard.publication.columns import Columns, counts_of

NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "rank", "percentile")
AS_PUBLISHED = ", as published"  # how the names of loaded values end (indicators.selectors)


def withhold(
    small: SmallNumbers, data: DefinitionData, columns: Columns, hidden: Flags, *, secondary: bool
) -> Columns:
    """The columns as they may be told where the figures of `hidden` are not.

    All of a hidden figure is withheld: value, interval, band, comparison and rank bound the count.
    A practice's own past may itself count few, so its value is never told, only whether the
    figure is better or worse than it was.
    """
    told = rounded(small, data, columns) if small.rounding_base > 1 else columns
    told = _without(told, hidden)
    if data.comparator == "own_past":
        told = replace(told, own_benchmark=_missing(told))
    return _without_what_tells(data, told) if secondary and hidden.any() else told


def is_outside(data: DefinitionData, columns: Columns) -> bool:
    """Whether the benchmark says nothing of these practices: a number agreed or published.

    England may be what the figures held here add up to; then it is not outside. A practice's own
    past is nobody else's figure.
    """
    if data.comparator in ("england", "region"):
        return np.isnan(columns.benchmark) or columns.benchmark_name.endswith(AS_PUBLISHED)
    return data.comparator in ("fixed", "none", "own_past")


def _without(columns: Columns, hidden: Flags) -> Columns:
    numbers: dict[str, Any] = {
        name: np.where(hidden, np.nan, getattr(columns, name)) for name in NUMBERS
    }
    return replace(
        columns,
        **numbers,
        band=np.where(hidden, np.int8(Band.NONE), columns.band),
        no_band=np.where(hidden, np.int8(NoBand.WITHHELD), columns.no_band),
        comparison=np.where(hidden, np.int8(Comparison.NONE), columns.comparison),
        close=columns.close & ~hidden,
    )


def _without_what_tells(data: DefinitionData, columns: Columns) -> Columns:
    """What everybody's figures make together is withheld from all, where one of them is hidden.

    With the value of the area, or of the others of a network, and the figures that are told, the
    hidden one is found by taking away. A gap in the ranks and percentiles has the hidden value on
    either side. Equal parts of a group lack one where it is. Limits and intervals that scatter
    widens rest on how far the hidden figure lies from the others.
    """
    told = _unranked(columns)
    rule, inside = data.rule.get("rule"), not is_outside(data, columns)
    scattered = bool(data.over_dispersed)
    if scattered:
        gone = _missing(told)
        told = replace(told, lower=gone, upper=gone, scatter=np.nan, close=told.close & False)
    if inside or scattered:
        told = replace(told, comparison=np.zeros_like(told.comparison))
    if inside:
        told = _alone(told)
    judged = rule in ("interval", "funnel") and (scattered or inside)
    return _unbanded(told, told.band > 0) if rule == "quantile" or judged else told


def rounded(small: SmallNumbers, data: DefinitionData, columns: Columns) -> Columns:
    """The columns with counts rounded, and all that is worked out from counts worked out again.

    A band is that of the true figure, and told only where every figure with these rounded counts
    has it: near a level it would tell on which side of the level the count lies. Ranks, bands by
    comparison and values of groups rest on the true counts of others, so they are not told.
    """
    counts = counts_of(data, columns)
    above, below = small.rounded(counts.above), small.rounded(counts.below)
    told = _unranked(replace(columns, numerator=above, denominator=below))
    told = replace(told, close=told.close & False, scatter=np.nan)
    if data.kind in KINDS_WITH_PARTS:
        told = replace(told, value=rates.value(above, below, data.multiplier))
    elif data.kind == "count":
        told = replace(told, numerator=columns.numerator * np.nan, value=above)
    told = _judged_again(data, told)
    unsafe = ~_same_band(small, data, columns, above, below) | np.isnan(told.value)
    return _unbanded(told, (columns.band > 0) & unsafe)


def _judged_again(data: DefinitionData, told: Columns) -> Columns:
    """Interval and comparison as the rounded counts give them."""
    sampling = Sampling(data.sampling)
    if sampling is Sampling.MEAN or data.over_dispersed:
        sampling = Sampling.NONE  # they rest on more than these counts
    above, below = told.numerator, told.denominator
    if data.kind == "count":
        above, below = told.value, np.ones_like(told.value)
    multiplier = 1.0 if data.kind == "count" else data.multiplier
    lower, upper = intervals.for_sampling(sampling, above, below, multiplier)
    told = replace(told, lower=lower, upper=upper)
    if not is_outside(data, told):
        return _alone(replace(told, comparison=np.zeros_like(told.comparison)))
    found = comparators.compare(lower, upper, told.benchmark, Polarity(data.polarity))
    return replace(told, comparison=np.where(told.comparison > 0, found, np.int8(0)))


def _same_band(
    small: SmallNumbers, data: DefinitionData, columns: Columns, above: Floats, below: Floats
) -> Flags:
    """Where all counts that round to these have one band: no level lies among their values."""
    if not data.rule:
        return np.ones(above.shape, dtype=bool)
    rule = rules.read(rules.with_levels(data.rule, columns.period_levels or {}))
    if isinstance(rule, COMPARISONS):
        return np.zeros(above.shape, dtype=bool)
    if data.kind in ("mean", "score"):
        return np.ones(above.shape, dtype=bool)
    half = small.rounding_base / 2
    if data.kind == "count":
        least, most = above - half, above + half
    else:
        least = rates.value(above - half, below + half, data.multiplier)
        most = rates.value(above + half, below - half, data.multiplier)
    same = ~columns.own_levels & ~np.isnan(least) & ~np.isnan(most)
    for level in levels_near(data, columns.period_levels or {}):
        same &= (level < least) | (level > most)
    return np.asarray(same)


def _missing(columns: Columns) -> Floats:
    return np.full(columns.value.shape, np.nan)


def _unranked(columns: Columns) -> Columns:
    gone = _missing(columns)
    return replace(columns, rank=gone, percentile=gone, ranked_of=None)


def _alone(columns: Columns) -> Columns:
    gone = _missing(columns)
    return replace(columns, own_benchmark=gone, benchmark=np.nan, benchmark_name="")


def _unbanded(columns: Columns, where: Flags) -> Columns:
    return replace(
        columns,
        band=np.where(where, np.int8(Band.NONE), columns.band),
        no_band=np.where(where, np.int8(NoBand.WITHHELD), columns.no_band),
        close=columns.close & ~where,
    )
