"""The agreed band: red, amber or green by locally agreed levels, or the reason for none."""

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import floats, steady
from scorecard.calc.types import (
    Band,
    Codes,
    Floats,
    NoBand,
    Polarity,
    Rule,
    TargetRange,
    Thresholds,
    YesNo,
)


@dataclass(frozen=True, slots=True)
class Banding:
    """Bands and the reasons for none, of one shape: exactly one of the two is set everywhere."""

    bands: Codes
    states: Codes


def band(values: ArrayLike, rule: Rule, polarity: Polarity) -> Codes:
    """Band each value by the rule, as Band codes; NONE where the value is missing.

    Values are compared unrounded, save that `arrays.steady` first takes the noise of binary
    fractions out (12 significant digits): 0.1 + 0.2 reaches a level of 0.3, 79.96 misses 80.
    Levels and a yes or no need a polarity; without one nothing is banded. A yes or no that is
    neither 1 nor 0 has no band.
    """
    numbers = steady(values)
    if isinstance(rule, TargetRange):
        return _band_range(numbers, rule)
    if polarity is Polarity.NONE:
        return np.zeros(numbers.shape, dtype=np.int8)
    if isinstance(rule, YesNo):
        numbers = np.where((numbers == 0) | (numbers == 1), numbers, np.nan)
        rule = Thresholds(1, 1) if polarity is Polarity.HIGH else Thresholds(0, 0)
    return _band_levels(numbers, rule, polarity)


def states(
    values: ArrayLike,
    denominator: ArrayLike = np.nan,
    minimum_denominator: ArrayLike = 0.0,
    incoming: ArrayLike = NoBand.BANDED,
    banded: ArrayLike = True,
) -> Codes:
    """Decide why each value has no band, as NoBand codes; BANDED where it may have one.

    In this order: a reason that came with the data stays; 0 people is too few, with or without
    a value; no value is no data; a denominator below the minimum is too few; what the scorecard
    does not band (`banded` false) is not banded. A denominator that is not known cannot be below
    the minimum.
    """
    numbers, people, least = floats(values, denominator, minimum_denominator)
    reasons, wanted = np.broadcast_arrays(np.asarray(incoming, dtype=np.int8), banded)
    conditions = [
        reasons != NoBand.BANDED,
        people == 0,
        np.isnan(numbers),
        steady(people) < steady(least),
        ~np.asarray(wanted, dtype=bool),
    ]
    codes = (NoBand.TOO_FEW, NoBand.NO_DATA, NoBand.TOO_FEW, NoBand.NOT_BANDED)
    choices = [reasons, *(np.asarray(code, dtype=np.int8) for code in codes)]
    return np.select(conditions, choices, NoBand.BANDED).astype(np.int8)


def decide(
    values: ArrayLike,
    rule: Rule | None,
    polarity: Polarity,
    denominator: ArrayLike = np.nan,
    minimum_denominator: ArrayLike = 0.0,
    incoming: ArrayLike = NoBand.BANDED,
) -> Banding:
    """Band what may be banded and give the reason for the rest; no rule means not banded.

    A value that the rule cannot judge (a yes or no of 0.5, levels without a polarity) is not
    banded either.
    """
    reasons = states(values, denominator, minimum_denominator, incoming, banded=rule is not None)
    (numbers, _) = floats(values, np.zeros(reasons.shape))
    bands = np.zeros(numbers.shape, np.int8) if rule is None else band(numbers, rule, polarity)
    bands = np.where(reasons == NoBand.BANDED, bands, np.int8(Band.NONE))
    unjudged = (reasons == NoBand.BANDED) & (bands == Band.NONE)
    return Banding(bands, np.where(unjudged, np.int8(NoBand.NOT_BANDED), reasons))


def validate_rule(rule: Rule, polarity: Polarity) -> list[str]:
    """Say in plain English what is wrong with a rule; an empty list means that it can band.

    Equal levels are legal: there is then no amber, the target is met or missed.
    """
    numbers = [float(number) for number in astuple(rule)]
    if not np.all(np.isfinite(numbers)):
        return ["Every level must be a number; one is missing or infinite."]
    if isinstance(rule, TargetRange):
        return _range_problems(rule)
    if polarity is Polarity.NONE:
        return ["Red, amber and green need a direction: say whether high or low is good."]
    return _level_problems(rule, polarity) if isinstance(rule, Thresholds) else []


def _band_levels(numbers: Floats, rule: Thresholds, polarity: Polarity) -> Codes:
    sign = 1 if polarity is Polarity.HIGH else -1
    bands = np.full(numbers.shape, Band.AMBER, dtype=np.int8)
    bands[sign * numbers >= sign * steady(rule.green)] = Band.GREEN
    bands[sign * numbers < sign * steady(rule.red)] = Band.RED
    bands[np.isnan(numbers)] = Band.NONE
    return bands


def _band_range(numbers: Floats, rule: TargetRange) -> Codes:
    bands = np.full(numbers.shape, Band.RED, dtype=np.int8)
    for level, low, high in (
        (Band.AMBER, rule.amber_low, rule.amber_high),
        (Band.GREEN, rule.green_low, rule.green_high),
    ):
        bands[(numbers >= steady(low)) & (numbers <= steady(high))] = level
    bands[np.isnan(numbers)] = Band.NONE
    return bands


def _level_problems(rule: Thresholds, polarity: Polarity) -> list[str]:
    levels = f"green is {rule.green:g} and red is {rule.red:g}"
    if polarity is Polarity.HIGH and rule.green < rule.red:
        return [f"High is good, so green must not be below red; {levels}."]
    if polarity is Polarity.LOW and rule.green > rule.red:
        return [f"Low is good, so green must not be above red; {levels}."]
    return []


def _range_problems(rule: TargetRange) -> list[str]:
    problems = []
    if rule.green_low > rule.green_high:
        problems.append(
            f"The green range runs backwards, from {rule.green_low:g} to {rule.green_high:g}."
        )
    if rule.amber_low > rule.green_low or rule.amber_high < rule.green_high:
        problems.append(
            f"The amber range, {rule.amber_low:g} to {rule.amber_high:g}, must hold the green"
            f" range, {rule.green_low:g} to {rule.green_high:g}."
        )
    return problems
