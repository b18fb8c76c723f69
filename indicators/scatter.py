"""How far practices scatter beyond chance, and what that did to one interval, in words. Pure."""

import math
from typing import cast

from indicators.definitions import DefinitionData
from scorecard.calc import dispersion
from scorecard.calc.rounding import show

NAMES = {"multiplicative": "phi", "additive": "tau squared"}


def inflation_of(
    data: DefinitionData, scatter: float | None, denominator: float | None
) -> float | None:
    """By how much the variance at this size is larger than by chance; None where nobody knows."""
    people = 1.0 if data.kind == "count" else denominator
    if not data.over_dispersed or scatter is None or people is None:
        return None
    model = cast(dispersion.Model, data.over_dispersed)
    return float(dispersion.inflation_by(scatter, model, people))


def words(data: DefinitionData, scatter: float | None, denominator: float | None) -> str:
    """By how much the interval at this size is widened; empty where that is not known."""
    factor = inflation_of(data, scatter, denominator)
    if factor is None or scatter is None:
        return ""
    if factor <= 1:
        return "This time practices scatter no more than chance explains, so nothing is wider."
    return (
        f"This one is about {show(math.sqrt(factor), 1)} times as wide as by chance alone, because"
        f" {_why(data, scatter)}."
    )


def shown(data: DefinitionData, scatter: float) -> str:
    return show(scatter, 2 if data.over_dispersed == "multiplicative" else 5)


def _why(data: DefinitionData, scatter: float) -> str:
    name, number = NAMES[data.over_dispersed], shown(data, scatter)
    if data.over_dispersed == "multiplicative":
        return f"the figures of all practices vary {number} times as much ({name})"
    return f"practices differ from each other by more than chance ({name} {number})"
