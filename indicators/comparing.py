"""With what a practice is compared, and how it stands: by the comparator of the definition. Pure.

A group never holds the practice itself. Where sources publish values without their counts, the
group's value is the median; a group needs at least two others with a value, since the value of
one other would be that practice's own figure.
"""

import numpy as np
from numpy.typing import NDArray

from indicators import pooling
from indicators.definitions import KINDS_WITH_PARTS, DefinitionData
from indicators.inputs import NO_BENCHMARK, Around, Benchmark, Figures
from indicators.likeness import SIMILAR
from scorecard.calc import comparators, funnel, intervals, own_past, peers, quantiles, rates
from scorecard.calc.arrays import group_codes, group_totals, steady
from scorecard.calc.banding import Evidence
from scorecard.calc.types import (
    Codes,
    Flags,
    Floats,
    FunnelRule,
    IntervalRule,
    NoBand,
    Polarity,
    QuantileRule,
    Rule,
    Sampling,
)

# Comparators whose value each practice has its own of.
OF_EACH = ("network", "group", "similar", "own_past")
FEWEST_OTHERS = 2
NEAR, FAR = 0.95, 0.998
NETWORK_NAME = "the other practices of its network"
SIMILAR_NAME = f"the {SIMILAR} most similar practices"
FIXED_NAME = "the number agreed for comparison"
EXPECTED_NAME = "what is expected of its own patients"
# Where all practices of England are held and nobody loaded its value: it is what they add up to.
ENGLAND_HERE = "England, from the figures held here"


def group_name(group_set: str) -> str:
    """The words for the others of a practice's group in a set of groups."""
    return f"the other practices of its group in “{group_set}”"


def is_standardised(data: DefinitionData) -> bool:
    """Whether it is observed / expected: a ratio of events that is compared with its multiplier.

    Two such ratios rest on two different populations, so neither is better than the other and
    they are not ranked (`scorecard.calc.standardise`).
    """
    events = data.kind == "ratio" and data.sampling == "poisson"
    return events and data.comparator == "fixed" and data.comparator_value == data.multiplier


def values_of(data: DefinitionData, figures: Figures) -> Floats:
    """Numerator and denominator where both are known, else the value the source published."""
    computed = rates.value(figures.numerator, figures.denominator, data.multiplier)
    if data.kind in ("mean", "score", "count", "yes_no"):
        found = np.where(np.isnan(figures.value), computed, figures.value)
    else:
        has_parts = ~np.isnan(figures.numerator) & ~np.isnan(figures.denominator)
        found = np.where(has_parts, computed, figures.value)
    # A number too large for a float is no value: nobody could be shown it.
    return np.where((figures.states == NoBand.BANDED) & np.isfinite(found), found, np.nan)


def impossible(data: DefinitionData, figures: Figures, values: Floats) -> Flags:
    """Whether each figure is one that no count can give.

    A share of more than everybody or of less than nobody; a denominator, or a number of events,
    below zero; a quotient too large for a number. What is paid may be below zero. A published
    share may stand in per cent whatever the multiplier of its counts.
    """
    has_parts = ~np.isnan(figures.numerator) & ~np.isnan(figures.denominator)
    wrong = np.zeros(values.shape, dtype=bool)
    if data.kind in (*KINDS_WITH_PARTS, "mean"):
        wrong |= figures.denominator < 0
    if data.kind in KINDS_WITH_PARTS:
        wrong |= has_parts & (figures.denominator > 0) & np.isnan(values)
    if data.kind == "proportion" or data.sampling == "poisson":
        wrong |= values < 0
    if data.kind == "proportion":
        published = max(data.multiplier, 100.0 if data.unit == "%" else 0.0)
        everybody = np.where(has_parts, data.multiplier, published)
        wrong |= steady(values) > steady(everybody)
    return np.asarray(wrong & (figures.states == NoBand.BANDED))


def interval_of(
    data: DefinitionData, figures: Figures, values: Floats, confidence: float = NEAR
) -> tuple[Floats, Floats]:
    if data.sampling == "mean":
        return intervals.mean(values, figures.spread, figures.denominator, confidence)
    above, below, multiplier = figures.numerator, figures.denominator, data.multiplier
    if data.kind == "count":
        above, below, multiplier = pooling.counts_of(data, figures, values)
    above, below = pooling.telling(figures, above, below)
    sampling, known = Sampling(data.sampling), ~np.isnan(values)
    above = np.where(known, above, np.nan)
    lower, upper = intervals.for_sampling(sampling, above, below, multiplier, confidence)
    return np.where(known, lower, np.nan), np.where(known, upper, np.nan)


def benchmark_of(
    data: DefinitionData, figures: Figures, values: Floats, area: str, around: Around
) -> Benchmark:
    """What each practice is compared with; `area` names the area in its words."""
    if data.kind in ("yes_no", "fact"):
        return NO_BENCHMARK
    match data.comparator:
        case "area" if not around.outside.name:
            return pooled(data, figures, values, area)
        case "england" if around.outside.name == ENGLAND_HERE:
            return pooled(data, figures, values, "England")
        case "england" | "region" | "area":
            return around.outside
        case "fixed" if data.comparator_value is not None:
            name = EXPECTED_NAME if is_standardised(data) else FIXED_NAME
            return Benchmark(data.comparator_value, name)
        case "network" | "group" | "similar":
            return _others(data, figures, values, around)
        case "own_past":
            before = around.before
            own = np.full(values.shape, np.nan) if before is None else values_of(data, before)
            return Benchmark(np.nan, f"its own figure for {around.before_name or 'earlier'}", own)
    return NO_BENCHMARK


def comparison_of(
    data: DefinitionData,
    figures: Figures,
    values: Floats,
    benchmark: Benchmark,
    around: Around,
    confidence: float = NEAR,
    limits: tuple[Floats, Floats] | None = None,
) -> Codes:
    """On which side of its benchmark each practice lies by more than chance.

    `limits` are those of `interval_of` at this confidence, where they are known.
    """
    polarity = Polarity(data.polarity)
    if data.comparator == "own_past":
        if around.before is None or data.kind in ("yes_no", "fact"):
            return np.zeros(values.shape, dtype=np.int8)
        then = pooling.with_scatter(data, around.before, values_of(data, around.before))
        now, before = sample_of(data, figures), sample_of(data, then)
        sampling = Sampling(data.sampling)
        return own_past.compare_with_past(sampling, now, before, polarity, confidence)
    if _is_the_area(data, figures, values):
        return np.zeros(values.shape, dtype=np.int8)
    marks = benchmark.value if benchmark.own is None else benchmark.own
    low, high = limits or interval_of(data, figures, values, confidence)
    return comparators.compare(low, high, marks, polarity)


def evidence_of(
    data: DefinitionData,
    rule: Rule | None,
    figures: Figures,
    values: Floats,
    benchmark: Benchmark,
    around: Around,
    eligible: Flags,
) -> Evidence:
    """What a comparison rule judges by; nothing is worked out that the rule does not need."""
    if isinstance(rule, QuantileRule):
        return Evidence(quantiles=_quantiles(data, rule, values, around, eligible))
    if not isinstance(rule, IntervalRule | FunnelRule):
        return Evidence()
    if isinstance(rule, FunnelRule) and data.comparator != "own_past":
        return Evidence(*_by_funnel(data, figures, values, benchmark))
    near, far = (
        comparison_of(data, figures, values, benchmark, around, confidence)
        for confidence in (NEAR, FAR)
    )
    return Evidence(near, far)


def _by_funnel(
    data: DefinitionData, figures: Figures, values: Floats, benchmark: Benchmark
) -> tuple[Codes, Codes]:
    """Who lies beyond the 95% and the 99.8% limits about the benchmark; for what has parts."""
    nobody = np.isnan(values) | _is_the_area(data, figures, values)
    return funnel.significance(
        Sampling(data.sampling),
        np.where(nobody, np.nan, figures.numerator),
        figures.denominator,
        benchmark.value if benchmark.own is None else benchmark.own,
        Polarity(data.polarity),
        data.multiplier,
        1.0 if figures.inflation is None else figures.inflation,
    )


def _is_the_area(data: DefinitionData, figures: Figures, values: Floats) -> bool:
    """Whether one practice is the whole area: it would be compared with itself."""
    counted = pooling.who_counts(figures, values).sum()
    return bool(data.comparator == "area" and counted < FEWEST_OTHERS)


def _quantiles(
    data: DefinitionData, rule: QuantileRule, values: Floats, around: Around, eligible: Flags
) -> Floats:
    """Quantile numbers among the comparator's group; NaN where it is no group."""
    high = data.polarity == "high"
    shown = np.where(eligible, values, np.nan)
    if data.comparator == "area":
        return quantiles.assign(shown, np.zeros(shown.shape), rule.k, high)
    labels = _labels(data, around)
    if labels is not None:
        return quantiles.assign(shown, labels, rule.k, high)
    if data.comparator == "similar" and around.similar is not None:
        return quantiles.among_peers(shown, around.similar, rule.k, high)
    return np.full(values.shape, np.nan)


def pooled(data: DefinitionData, figures: Figures, values: Floats, area: str) -> Benchmark:
    """The area's pooled value; the median where sources publish values without their counts."""
    counted = pooling.who_counts(figures, values)
    if not counted.any():
        return NO_BENCHMARK
    above, below, multiplier = pooling.counts_of(data, figures, values)
    if pooling.has_counts(above, below, counted):
        pooled = rates.pooled(above[counted], below[counted], multiplier)
        who = "all practices" if figures.peers.all() else "all typical practices"
        who += pooling.with_counts(above, below, counted)
        together = f"the mean of {who}" if data.kind == "count" else f"{who} together"
        return Benchmark(float(pooled), f"{area}, {together}")
    return Benchmark(float(np.median(values[counted])), f"{area}, the middle practice (median)")


def _others(data: DefinitionData, figures: Figures, values: Floats, around: Around) -> Benchmark:
    """The pooled value of the others of each one's network or group, or of the similar ones."""
    labels = _labels(data, around)
    counted = pooling.who_counts(figures, values)
    above, below, multiplier = pooling.counts_of(data, figures, values)
    has_counts = pooling.has_counts(above, below, counted)
    above = np.where(counted, above, np.nan)
    shown = np.where(counted, values, np.nan)
    has_value = rates.has_value(above, below) if has_counts else counted
    found = np.full(values.shape, np.nan)
    if labels is not None:
        codes = group_codes(labels)
        number = group_totals(has_value.astype(np.float64), codes) - has_value
        if has_counts:
            found = comparators.leave_one_out(above, below, labels, multiplier)
        else:
            found = peers.median_of_groups(shown, peers.others_of(labels, counted))
    elif data.comparator == "similar" and around.similar is not None:
        number = peers.sizes_of_groups(has_value, around.similar)
        if has_counts:
            found = peers.pooled_of_groups(above, below, around.similar, multiplier)
        else:
            found = peers.median_of_groups(shown, around.similar)
    else:
        number = np.zeros(values.shape)
    name = _name_of_others(data)
    middle = ", the middle one (median)"
    name += pooling.with_counts(above, below, counted) if has_counts else middle
    name += ", their mean" if data.kind == "count" else ""
    return Benchmark(np.nan, name, np.where(number >= FEWEST_OTHERS, found, np.nan))


def _labels(data: DefinitionData, around: Around) -> NDArray[np.int64] | None:
    """Which group each practice is in, where the comparator is a group that parts the area."""
    return {"network": around.networks, "group": around.groups}.get(data.comparator)


def _name_of_others(data: DefinitionData) -> str:
    if data.comparator == "group":
        return group_name(data.comparator_group)
    return NETWORK_NAME if data.comparator == "network" else SIMILAR_NAME


def sample_of(data: DefinitionData, figures: Figures) -> own_past.Sample:
    """What a comparison of two periods takes from the figures of one."""
    values = values_of(data, figures)
    above, below = figures.numerator, figures.denominator
    if data.kind == "count":
        above, below, _ = pooling.counts_of(data, figures, values)
    above, below = pooling.telling(figures, above, below)
    columns = (above, below, values, figures.spread)
    return own_past.Sample(*(np.where(np.isnan(values), np.nan, column) for column in columns))
