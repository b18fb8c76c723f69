"""Whether figures lie beyond a limit that has to be acted on at once. Pure.

Beyond means further than the limit on its side, or at it where the limit says so; compared
unrounded, without the noise of binary fractions. By more than chance means that the whole 95%
interval is beyond.
"""

from dataclasses import dataclass

import numpy as np

from indicators import comparing
from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from indicators.urgent_limits import Limit, Side
from scorecard.calc.arrays import steady
from scorecard.calc.types import Flags, Floats


@dataclass(frozen=True)
class Verdict:
    """One entry per figure. `unsure`: the value is beyond, but its denominator or its interval is
    not known and the limit asks for it; never together with `beyond`.
    """

    values: Floats
    lower: Floats
    upper: Floats
    beyond: Flags
    unsure: Flags


def judge(data: DefinitionData, figures: Figures, limit: Limit) -> Verdict:
    """Hold figures against a limit. What is missing or cannot be right is never beyond it, and
    nothing is where nobody was counted."""
    values = comparing.values_of(data, figures)
    values = np.where(comparing.impossible(data, figures, values), np.nan, values)
    lower, upper = comparing.interval_of(data, figures, values)
    people, unknown = figures.denominator, np.zeros(values.shape, np.bool_)
    beyond = _beyond(values, limit) & (people != 0)
    if limit.least:
        unknown |= np.isnan(people)
        beyond &= np.isnan(people) | (steady(people) >= steady(limit.least))
    if limit.by_chance:
        end = lower if limit.side.upwards else upper
        unknown |= np.isnan(end)
        beyond &= np.isnan(end) | _beyond(end, limit)
    return Verdict(values, lower, upper, beyond & ~unknown, beyond & unknown)


def _beyond(values: Floats, limit: Limit) -> Flags:
    """NaN is beyond nothing."""
    numbers, mark = steady(values), steady(limit.value)
    match limit.side:
        case Side.ABOVE:
            return np.asarray(numbers > mark)
        case Side.AT_OR_ABOVE:
            return np.asarray(numbers >= mark)
        case Side.BELOW:
            return np.asarray(numbers < mark)
        case Side.AT_OR_BELOW:
            return np.asarray(numbers <= mark)
