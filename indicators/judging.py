"""From the figures of one definition to its results: value, interval, band, comparison, rank.

Pure: arrays of one entry per practice in and out, by `scorecard.calc`. The agreed band and the
comparison with the benchmark are two answers and stay apart, also where a comparison was agreed
to be the band.
"""

from dataclasses import dataclass, replace

import numpy as np

from indicators import comparing, pooling, rules
from indicators.definitions import DefinitionData
from indicators.inputs import ALONE, Around, Benchmark, Figures
from scorecard.calc import banding, ranks
from scorecard.calc.banding import Banding
from scorecard.calc.types import Codes, Floats, NoBand, Polarity, Rule

__all__ = ["Around", "Benchmark", "Figures", "Judgement", "judge"]


UNRANKED = (NoBand.TOO_FEW, NoBand.NO_DATA, NoBand.IMPOSSIBLE)


@dataclass(frozen=True)
class Judgement:
    """One entry per practice; `ranks` and `percentiles` are NaN where there is none.

    `scatter` is phi or tau squared of all, by which intervals were widened (`pooling.scatter_of`).
    """

    value: Floats
    lower: Floats
    upper: Floats
    bands: Codes
    states: Codes
    comparisons: Codes
    ranks: Floats
    percentiles: Floats
    ranked_of: int
    benchmark: Benchmark
    scatter: float = np.nan


def judge(data: DefinitionData, figures: Figures, area: str, around: Around = ALONE) -> Judgement:
    """Judge every practice by `data`; `area` names the area in the benchmark's words.

    Raises BadRule where levels that stand in for those of the rule do not fit it.
    """
    data = _alone_where_shared(data)
    values = comparing.values_of(data, figures)
    figures = _without_the_impossible(data, figures, values)
    scatter = pooling.scatter_of(data, figures, values)
    figures = pooling.with_scatter(data, figures, values, scatter)
    around = _with_a_possible_past(data, around)
    lower, upper = comparing.interval_of(data, figures, values)
    benchmark = comparing.benchmark_of(data, figures, values, area, around)
    rule = rules.read(rules.with_levels(data.rule, around.levels))
    reasons = _states(data, figures, values, rule)
    eligible = figures.peers & ~np.isin(reasons, UNRANKED)
    eligible &= data.level == "practice" and data.kind != "yes_no"
    eligible &= not comparing.is_standardised(data)
    evidence = comparing.evidence_of(data, rule, figures, values, benchmark, around, eligible)
    decided = banding.judged(values, rule, Polarity(data.polarity), reasons, evidence)
    decided = _with_own_levels(data, figures, values, around, decided)
    ranked, percentiles = ranks.standing(values, Polarity(data.polarity), eligible)
    return Judgement(
        value=values,
        lower=lower,
        upper=upper,
        bands=decided.bands,
        states=decided.states,
        comparisons=comparing.comparison_of(
            data, figures, values, benchmark, around, limits=(lower, upper)
        ),
        ranks=ranked,
        percentiles=percentiles,
        ranked_of=int((eligible & ~np.isnan(values)).sum()),
        benchmark=benchmark,
        scatter=scatter,
    )


def _alone_where_shared(data: DefinitionData) -> DefinitionData:
    """A figure that practices share is not compared with, or ranked among, its own copies."""
    if data.level == "practice" or data.comparator in ("england", "region", "fixed"):
        return data
    return replace(data, comparator="none")


def _without_the_impossible(data: DefinitionData, figures: Figures, values: Floats) -> Figures:
    """What no count can give is shown, and neither banded, ranked nor part of a benchmark."""
    wrong = comparing.impossible(data, figures, values)
    states = np.where(wrong, np.int8(NoBand.IMPOSSIBLE), figures.states)
    return replace(figures, states=states)


def _with_a_possible_past(data: DefinitionData, around: Around) -> Around:
    """What no count could give then is no past to be compared with either."""
    if around.before is None:
        return around
    values = comparing.values_of(data, around.before)
    return replace(around, before=_without_the_impossible(data, around.before, values))


def _people(figures: Figures) -> Floats:
    return np.where(figures.states == NoBand.BANDED, figures.denominator, np.nan)


def _states(data: DefinitionData, figures: Figures, values: Floats, rule: Rule | None) -> Codes:
    people, least = _people(figures), data.minimum_denominator
    return banding.states(values, people, least, figures.states, banded=rule is not None)


def _with_own_levels(
    data: DefinitionData, figures: Figures, values: Floats, around: Around, decided: Banding
) -> Banding:
    """Those with levels of their own are banded by these instead."""
    if not around.own_levels:
        return decided
    common = rules.with_levels(data.rule, around.levels)
    polarity, people = Polarity(data.polarity), _people(figures)
    least = data.minimum_denominator
    bands, states = decided.bands.copy(), decided.states.copy()
    for at, levels in around.own_levels.items():
        own = rules.check(rules.with_levels(common, levels), data.polarity)
        one = banding.decide(values[at], own, polarity, people[at], least, figures.states[at])
        bands[at], states[at] = one.bands, one.states
    return Banding(bands, states)
