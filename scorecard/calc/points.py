"""Points of a national payment scheme: what a practice earns, and what a point is worth to it.

Sources: the General Medical Services Statement of Financial Entitlements for England, section on
the Quality and Outcomes Framework (achievement points; list size and prevalence adjustment). Money
is a float here and is rounded only where it is paid.
"""

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import rates
from scorecard.calc.arrays import floats
from scorecard.calc.banding import as_thresholds
from scorecard.calc.types import Floats, PaymentThresholds, Polarity, YesNo


def earned(
    values: ArrayLike, rule: PaymentThresholds | YesNo, points: float, polarity: Polarity
) -> Floats:
    """The points of each value by its rule: all or nothing for a yes or no, else a fraction."""
    if isinstance(rule, YesNo):
        return boolean(values, points, polarity)
    return fraction(values, rule.lower, rule.upper, points, polarity)


def boolean(answers: ArrayLike, points: float, polarity: Polarity = Polarity.HIGH) -> Floats:
    """All points for 1 (yes) and none for 0 (no); the other way round where low is good.

    NaN for any other number, for the missing and where there is no judgement.
    """
    (given,) = floats(answers)
    good = as_thresholds(YesNo(), polarity).green
    known = ((given == 0) | (given == 1)) & np.bool_(polarity is not Polarity.NONE)
    return np.where(known, np.where(given == good, float(points), 0.0), np.nan)


def fraction(
    achieved: ArrayLike,
    lower: float,
    upper: float,
    points: float,
    polarity: Polarity = Polarity.HIGH,
) -> Floats:
    """points x (achieved - lower) / (upper - lower), clipped to 0..points.

    `achieved` and the thresholds are in one unit (per cent, as a rule). Where low is good all
    points are earned up to `lower` and none from `upper`: points x (upper - achieved) / (upper -
    lower). NaN for the missing: who has no patients with the disease has no achievement, and is
    not given 0 here. ValueError unless lower < upper and points are 0 or more.
    """
    (values,) = floats(achieved)
    if not lower < upper or not points >= 0:
        message = (
            f"The lower threshold must be below the upper one, and points 0 or more; they are"
            f" {lower:g}, {upper:g} and {points:g}."
        )
        raise ValueError(message)
    if polarity is Polarity.NONE:
        return values * np.nan
    way = values - lower if polarity is Polarity.HIGH else upper - values
    return np.asarray(np.clip(points * way / (upper - lower), 0.0, points))


def value_of_a_point(
    national_value: ArrayLike,
    list_size: ArrayLike,
    national_average_list: ArrayLike,
    prevalence_factor: ArrayLike = 1.0,
) -> Floats:
    """national value x (practice list / national average list) x prevalence factor, in pounds.

    Both lists on the date that the scheme states. The prevalence factor is for disease areas with
    a register only; 1 otherwise. NaN where a list is not known or not above zero.
    """
    worth, own, average, factor = floats(
        national_value, list_size, national_average_list, prevalence_factor
    )
    own = np.where(own > 0, own, np.nan)
    return worth * rates.value(own, average) * factor


def prevalence_factor(
    register: ArrayLike,
    list_size: ArrayLike,
    national_register: ArrayLike,
    national_list: ArrayLike,
) -> Floats:
    """(practice register / list) / (national register / list), on the register's own list.

    That is the list of the ages the register counts (17 and over for diabetes, and so on), the
    same ages here and nationally. NaN without a list, for a register below zero or above its list
    (a query, not a prevalence), and where nobody is on the national register.
    """
    ill, own, all_ill, everybody = floats(register, list_size, national_register, national_list)
    ill, all_ill = (
        np.where((some >= 0) & (some <= of), some, np.nan)
        for some, of in ((ill, own), (all_ill, everybody))
    )
    return rates.value(rates.value(ill, own), rates.value(all_ill, everybody))
