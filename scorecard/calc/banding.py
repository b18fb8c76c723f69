"""The band by any rule: red, amber or green, or the reason for none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc.arrays import floats, steady
from scorecard.calc.rule_checks import validate_rule
from scorecard.calc.types import (
    COMPARISONS,
    Band,
    Codes,
    Comparison,
    Floats,
    FunnelRule,
    IntervalRule,
    NoBand,
    PaymentThresholds,
    Polarity,
    QuantileRule,
    Rule,
    TargetRange,
    TargetTolerance,
    Thresholds,
    YesNo,
)

__all__ = ["Banding", "Evidence", "as_thresholds", "band", "decide", "states", "validate_rule"]


@dataclass(frozen=True, slots=True)
class Banding:
    """Bands and the reasons for none, of one shape: exactly one of the two is set everywhere."""

    bands: Codes
    states: Codes


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the comparison rules judge by, one entry per value.

    `at_95` and `at_998` are Comparison codes of the value against its benchmark at 95% and 99.8%
    (an interval against a point, or two samples); NONE where nothing could be compared.
    `quantiles` are numbers from 1 (best) for the k of the rule; NaN where there is none.
    """

    at_95: ArrayLike = Comparison.NONE
    at_998: ArrayLike = Comparison.NONE
    quantiles: ArrayLike = np.nan


NO_EVIDENCE = Evidence()


def band(
    values: ArrayLike, rule: Rule, polarity: Polarity, evidence: Evidence = NO_EVIDENCE
) -> Codes:
    """Band each value by the rule, as Band codes; NONE where the value is missing.

    Values are compared unrounded, save that `arrays.steady` first takes the noise of binary
    fractions out (12 significant digits): 0.1 + 0.2 reaches a level of 0.3, 79.96 misses 80.
    Every rule but the target range needs a polarity; without one nothing is banded. A yes or no
    that is neither 1 nor 0 has no band, nor has a comparison without evidence.
    """
    numbers = steady(values)
    if isinstance(rule, TargetRange):
        return _band_range(numbers, rule)
    if polarity is Polarity.NONE:
        return np.zeros(numbers.shape, dtype=np.int8)
    if isinstance(rule, QuantileRule | IntervalRule | FunnelRule):
        found = np.broadcast_to(_band_comparison(rule, evidence), numbers.shape)
        return np.where(np.isnan(numbers), np.int8(Band.NONE), found)
    if isinstance(rule, YesNo):
        numbers = np.where((numbers == 0) | (numbers == 1), numbers, np.nan)
    return _band_levels(numbers, as_thresholds(rule, polarity), polarity)


def as_thresholds(
    rule: Thresholds | TargetTolerance | PaymentThresholds | YesNo, polarity: Polarity
) -> Thresholds:
    """The two levels that band alike, for a polarity of high or low."""
    high = polarity is Polarity.HIGH
    match rule:
        case Thresholds():
            return rule
        case TargetTolerance(target, tolerance):
            return Thresholds(target, target - tolerance if high else target + tolerance)
        case PaymentThresholds(lower, upper):
            return Thresholds(upper, lower) if high else Thresholds(lower, upper)
        case YesNo():
            return Thresholds(1, 1) if high else Thresholds(0, 0)


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
    numbers, people = floats(values, denominator)
    least = steady(minimum_denominator)
    reasons, wanted = np.broadcast_arrays(np.asarray(incoming, dtype=np.int8), banded)
    conditions = [
        reasons != NoBand.BANDED,
        people == 0,
        np.isnan(numbers),
        steady(people) < least,
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
    evidence: Evidence = NO_EVIDENCE,
) -> Banding:
    """Band what may be banded and give the reason for the rest; no rule means not banded.

    A value that the rule cannot judge (a yes or no of 0.5, levels without a polarity) is not
    banded either; one that lacks the evidence of a comparison has no comparison.
    """
    reasons = states(values, denominator, minimum_denominator, incoming, banded=rule is not None)
    return judged(values, rule, polarity, reasons, evidence)


def judged(
    values: ArrayLike,
    rule: Rule | None,
    polarity: Polarity,
    reasons: Codes,
    evidence: Evidence = NO_EVIDENCE,
) -> Banding:
    """The second half of `decide`: `reasons` are the `states`, found with or without a rule."""
    (numbers, _) = floats(values, np.zeros(reasons.shape))
    if rule is None:
        bands = np.zeros(numbers.shape, np.int8)
    else:
        bands = band(numbers, rule, polarity, evidence)
    bands = np.where(reasons == NoBand.BANDED, bands, np.int8(Band.NONE))
    unjudged = (reasons == NoBand.BANDED) & (bands == Band.NONE)
    return Banding(bands, np.where(unjudged, np.int8(_unjudged(rule, polarity)), reasons))


def _unjudged(rule: Rule | None, polarity: Polarity) -> NoBand:
    compares = isinstance(rule, COMPARISONS) and polarity is not Polarity.NONE
    return NoBand.NO_COMPARISON if compares else NoBand.NOT_BANDED


def _band_comparison(rule: QuantileRule | IntervalRule | FunnelRule, evidence: Evidence) -> Codes:
    if isinstance(rule, QuantileRule):
        return _band_quantiles(evidence.quantiles, rule)
    near = np.asarray(evidence.at_95, dtype=np.int8)
    far = np.asarray(evidence.at_998, dtype=np.int8)
    if isinstance(rule, IntervalRule):
        return _by_comparison(near if rule.confidence == 95 else far)
    bands = np.where(near == Comparison.WORSE, Band.AMBER, Band.GREEN)
    bands = np.where(far == Comparison.WORSE, Band.RED, bands)
    unknown = (near == Comparison.NONE) | (far == Comparison.NONE)
    return np.where(unknown, Band.NONE, bands).astype(np.int8)


def _by_comparison(codes: Codes) -> Codes:
    bands = np.full(codes.shape, Band.NONE, dtype=np.int8)
    bands[codes == Comparison.BETTER] = Band.GREEN
    bands[codes == Comparison.SIMILAR] = Band.AMBER
    bands[codes == Comparison.WORSE] = Band.RED
    return bands


def _band_quantiles(quantiles: ArrayLike, rule: QuantileRule) -> Codes:
    (numbers,) = floats(quantiles)
    bands = np.full(numbers.shape, Band.AMBER, dtype=np.int8)
    bands[numbers <= rule.green_to] = Band.GREEN
    bands[numbers >= rule.red_from] = Band.RED
    bands[np.isnan(numbers)] = Band.NONE
    return bands


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
