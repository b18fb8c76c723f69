"""Whether a figure changed by more than chance between two periods. Pure.

A band that was gained or lost says little by itself: a small practice gains and loses bands all
the time. So the two figures are compared as two samples (`scorecard.calc.own_past`), at 95%.
Where that cannot be done it is said that it cannot, and why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from indicators.comparing import sample_of
from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from indicators.periods import Days, stand_apart
from scorecard.calc import comparators, own_past
from scorecard.calc.types import Band, Codes, Comparison, Flags, Floats, NoBand, Polarity, Sampling

USUAL, STRICT = 0.95, 0.998
# How much further the strict limits lie from a value than the usual ones.
_FURTHER = 3.0902 / 1.96
# What has to be the same in two definitions for their figures to be of one kind.
_MEASURED = (
    "kind",
    "numerator",
    "denominator",
    "multiplier",
    "polarity",
    "sampling",
    "period_type",
    "denominator_list",
)


class Verdict(IntEnum):
    """What may be said of a band that changed. NOT_ITS_OWN: the figure itself did not move."""

    UNKNOWN = 0
    CHANCE = 1
    BEYOND = 2
    NOT_ITS_OWN = 3


WORDS: Mapping[Verdict, str] = {
    Verdict.BEYOND: "more than noise",
    Verdict.CHANCE: "could be chance",
    Verdict.UNKNOWN: "chance cannot be judged",
    Verdict.NOT_ITS_OWN: "its figure did not move that way",
}
MEANINGS: Mapping[Verdict, str] = {
    Verdict.BEYOND: "The two figures differ by more than chance explains, 19 times out of 20.",
    Verdict.CHANCE: "Chance alone may well move a figure of this size so far.",
    Verdict.UNKNOWN: (
        "The figures have no sampling model or come without their counts, count some patients"
        " twice, or were defined differently in the two periods."
    ),
    Verdict.NOT_ITS_OWN: (
        "The figure is the old one or moved the other way: what changed is the level, the group"
        " or the benchmark that it is held against."
    ),
}


@dataclass(frozen=True)
class Side:
    """Results of one definition in one period, an entry per result; NaN is missing.

    Limits are those of the 95% interval; `figures` are ids, 0 for none.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    spread: Floats
    lower: Floats
    upper: Floats
    figures: np.ndarray


def why_unknown(was: DefinitionData, now: DefinitionData, period_before: Days, period: Days) -> str:
    """Why chance cannot be judged for any practice; empty where it can."""
    if now.sampling == Sampling.NONE:
        return "The figure has no sampling model, so chance cannot be judged."
    if any(getattr(was, name) != getattr(now, name) for name in _MEASURED):
        return "It was measured differently in the two periods, so chance cannot be judged."
    if not stand_apart(now.period_type, [period_before, period]):
        return "The two figures count some patients twice, so chance cannot be judged."
    return ""


def changes(data: DefinitionData, now: Side, before: Side, confidence: float = USUAL) -> Codes:
    """How each figure moved, as Comparison codes: better, similar, worse; higher and lower where
    nobody says which is good; NONE where it cannot be told. Ask `why_unknown` first."""
    if data.over_dispersed == "multiplicative":
        # One person may have several events: the intervals of the results are widened for that.
        limits = own_past.of_two_intervals(
            now.value, _limits(now, confidence), before.value, _limits(before, confidence)
        )
        return comparators.compare(*limits, 0.0, Polarity(data.polarity))
    return own_past.compare_with_past(
        Sampling(data.sampling),
        sample_of(data, _figures(now)),
        sample_of(data, _figures(before)),
        Polarity(data.polarity),
        confidence,
    )


def _limits(side: Side, confidence: float) -> tuple[Floats, Floats]:
    """The interval of the results, or, for the strict limits, one that reaches further."""
    further = 1.0 if confidence == USUAL else _FURTHER
    low, high = side.value - side.lower, side.upper - side.value
    return side.value - further * low, side.value + further * high


Judge = Callable[
    [DefinitionData, DefinitionData, tuple[Days, Days], tuple[Side, Side], Flags], Codes
]


def shifts(
    was: DefinitionData,
    data: DefinitionData,
    periods: tuple[Days, Days],
    sides: tuple[Side, Side],
    gained: Flags,
) -> Codes:
    """How figures moved whose band stayed, as Comparison codes, at 99.8%: there are so many of
    them that at 95% chance alone would name hundreds. `gained` is nobody; a figure that stands for
    both periods did not move."""
    before, now = sides
    if why_unknown(was, data, *periods):
        return np.zeros(now.value.shape, dtype=np.int8)
    moved = changes(data, now, before, STRICT)
    moved[gained | ((before.figures == now.figures) & (now.figures > 0))] = Comparison.SIMILAR
    return moved


def verdicts(
    was: DefinitionData,
    data: DefinitionData,
    periods: tuple[Days, Days],
    sides: tuple[Side, Side],
    gained: Flags,
) -> Codes:
    """Of results whose band changed, what may be said of the change, as Verdict codes.

    `periods` and `sides`: the one before, then the one now. `gained`: to a better band.
    """
    before, now = sides
    same = (before.figures == now.figures) & (now.figures > 0)
    if why_unknown(was, data, *periods):
        return np.where(same, Verdict.NOT_ITS_OWN, Verdict.UNKNOWN).astype(np.int8)
    moved = changes(data, now, before)
    against = np.where(gained, Comparison.WORSE, Comparison.BETTER)
    found = np.full(moved.shape, Verdict.BEYOND, dtype=np.int8)
    found[moved == Comparison.SIMILAR] = Verdict.CHANCE
    found[moved == Comparison.NONE] = Verdict.UNKNOWN
    found[same | (moved == against)] = Verdict.NOT_ITS_OWN
    return found


def gained(before: Codes, now: Codes) -> Flags:
    """Whether each went to a better band; a larger band is a better one."""
    return np.asarray((now > before) & (before > Band.NONE))


def _figures(side: Side) -> Figures:
    everybody = np.ones(side.value.shape, dtype=bool)
    return Figures(
        side.numerator,
        side.denominator,
        side.value,
        side.spread,
        np.full(side.value.shape, NoBand.BANDED, dtype=np.int8),
        everybody,
    )
