"""What is wrong with a banding rule, in plain English, before it bands anybody."""

from dataclasses import astuple

import numpy as np

from scorecard.calc.types import (
    COMPARISONS,
    FunnelRule,
    IntervalRule,
    PaymentThresholds,
    Polarity,
    QuantileRule,
    Rule,
    TargetRange,
    TargetTolerance,
    Thresholds,
    YesNo,
)

MOST_QUANTILES = 100
CONFIDENCES = (95.0, 99.8)  # per cent


def validate_rule(rule: Rule, polarity: Polarity) -> list[str]:
    """Say in plain English what is wrong with a rule; an empty list means that it can band.

    Equal levels are legal where a target is met or missed: there is then no amber.
    """
    numbers = [float(number) for number in astuple(rule)]
    if not np.all(np.isfinite(numbers)):
        return ["Every level must be a number; one is missing or infinite."]
    if isinstance(rule, TargetRange):
        return _range_problems(rule)
    if polarity is Polarity.NONE:
        return [_no_direction(rule)]
    return _level_problems(rule, polarity)


def _no_direction(rule: Rule) -> str:
    if isinstance(rule, COMPARISONS):
        return (
            "A comparison turns into red, amber and green only where one direction is better:"
            " say whether high or low is good."
        )
    return "Red, amber and green need a direction: say whether high or low is good."


def _level_problems(rule: Rule, polarity: Polarity) -> list[str]:
    match rule:
        case Thresholds():
            return _order_problems(rule, polarity)
        case TargetTolerance():
            return _tolerance_problems(rule)
        case PaymentThresholds():
            return _payment_problems(rule)
        case QuantileRule():
            return _quantile_problems(rule)
        case IntervalRule():
            return _confidence_problems(rule)
        case YesNo() | FunnelRule() | TargetRange():
            return []


def _order_problems(rule: Thresholds, polarity: Polarity) -> list[str]:
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


def _tolerance_problems(rule: TargetTolerance) -> list[str]:
    if rule.tolerance < 0:
        return [f"The tolerance must be 0 or more; it is {rule.tolerance:g}."]
    return []


def _payment_problems(rule: PaymentThresholds) -> list[str]:
    if rule.lower < rule.upper:
        return []
    return [
        "The lower threshold must be below the upper one;"
        f" lower is {rule.lower:g} and upper is {rule.upper:g}."
    ]


def _quantile_problems(rule: QuantileRule) -> list[str]:
    if any(float(part) != round(part) for part in astuple(rule)):
        return ["The number of parts and the parts that are green and red must be whole numbers."]
    if not 2 <= rule.k <= MOST_QUANTILES:
        return [
            f"The group is divided into 2 to {MOST_QUANTILES} equal parts, not into {rule.k:g}."
        ]
    problems = [
        f"{name} must be one of the parts 1 to {rule.k:g}; it is {part:g}."
        for name, part in (("Green up to", rule.green_to), ("Red from", rule.red_from))
        if not 1 <= part <= rule.k
    ]
    if not problems and rule.red_from <= rule.green_to:
        problems.append(
            "Red must begin after green ends, since part 1 is the best;"
            f" green goes up to {rule.green_to:g} and red begins at {rule.red_from:g}."
        )
    return problems


def _confidence_problems(rule: IntervalRule) -> list[str]:
    if rule.confidence in CONFIDENCES:
        return []
    return [f"The confidence must be 95 or 99.8 per cent; it is {rule.confidence:g}."]
