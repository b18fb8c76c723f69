"""What is added up when figures are put together, and how far practices scatter. Pure."""

import math
from dataclasses import replace
from typing import cast

import numpy as np

from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from scorecard.calc import dispersion, rates
from scorecard.calc.types import Flags, Floats, NoBand, Sampling


def who_counts(figures: Figures, values: Floats) -> Flags:
    """Whose values make a benchmark."""
    return np.asarray(figures.peers & (figures.states == NoBand.BANDED) & ~np.isnan(values))


def counts_of(
    data: DefinitionData, figures: Figures, values: Floats
) -> tuple[Floats, Floats, float]:
    """What is added up when figures are pooled: counts, and for a mean its sum.

    Numbers of events add up to their mean: each practice is one.
    """
    if data.kind == "count":
        return values, np.where(np.isnan(values), np.nan, 1.0), 1.0
    if data.kind == "mean" or data.sampling == "mean":
        return values * figures.denominator, figures.denominator, 1.0
    return figures.numerator, figures.denominator, data.multiplier


def has_counts(above: Floats, below: Floats, counted: Flags) -> bool:
    """Whether at least half of those with a value bring the counts behind it."""
    pool = counted & rates.has_value(above, below)
    return bool(pool.sum() * 2 >= counted.sum())


def with_counts(above: Floats, below: Floats, counted: Flags) -> str:
    """Words for a group in which some have a value and not the counts behind it."""
    return "" if rates.has_value(above, below)[counted].all() else " with known counts"


def scatter_of(data: DefinitionData, figures: Figures, values: Floats) -> float:
    """Phi or tau squared, as the definition says; NaN where it says nothing or nothing is told.

    Estimated over the practices whose values make a benchmark, about their own pooled value.
    """
    if not data.over_dispersed:
        return math.nan
    counted = who_counts(figures, values)
    above, below, _ = counts_of(data, figures, values)
    found = dispersion.estimate(Sampling(data.sampling), above[counted], below[counted])
    return found.phi if data.over_dispersed == "multiplicative" else found.tau_squared


def with_scatter(
    data: DefinitionData, figures: Figures, values: Floats, scatter: float | None = None
) -> Figures:
    """The figures with the inflation of their variance, where the definition says there is some;
    by their own `scatter_of`, unless it is given."""
    if not data.over_dispersed:
        return figures
    found = scatter_of(data, figures, values) if scatter is None else scatter
    _, below, _ = counts_of(data, figures, values)
    model = cast(dispersion.Model, data.over_dispersed)
    return replace(figures, inflation=dispersion.inflation_by(found, model, below))


def telling(figures: Figures, above: Floats, below: Floats) -> tuple[Floats, Floats]:
    """Counts as intervals take them: effective ones where practices scatter more than chance."""
    if figures.inflation is None:
        return above, below
    scatter = figures.inflation
    return dispersion.effective(above, scatter), dispersion.effective(below, scatter)
