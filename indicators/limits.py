"""Where chance would keep a practice of its size: the limits of a funnel, in words. Pure."""

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, amount_words
from indicators.scatter import inflation_of
from scorecard.calc import funnel

WIDENED = "Widened by how far all practices scatter, so they change with any of them"


def limits_words(data: DefinitionData, outcome: Outcome) -> str:
    """The 95% and the 99.8% limits about the benchmark; empty where the band rests on others.

    Where practices scatter more than chance the limits hang on all of them, and that is said.
    """
    if data.rule.get("rule") != "funnel" or data.comparator == "own_past" or not outcome.band:
        return ""
    factor = inflation_of(data, outcome.scatter, outcome.denominator)
    if data.over_dispersed and factor is None:
        return WIDENED
    if outcome.benchmark is None or outcome.denominator is None:
        return ""
    told = _told(data, outcome.benchmark, outcome.denominator / (factor or 1.0))
    return f"{told}. {WIDENED}" if data.over_dispersed else told


def _told(data: DefinitionData, mean: float, people: float) -> str:
    parts = []
    for words, confidence in (("95%", funnel.NEAR), ("99.8%", funnel.FAR)):
        low, high = _about(data, mean, people, confidence)
        parts.append(f"{amount_words(data, low)} to {amount_words(data, high)} ({words})")
    return "; ".join(parts)


def _about(
    data: DefinitionData, mean: float, people: float, confidence: float
) -> tuple[float, float]:
    if data.sampling == "poisson":
        low, high = funnel.limits_rate(mean, people, data.multiplier, confidence)
        return float(low), float(high)
    low, high = funnel.limits_proportion(mean / data.multiplier, people, confidence)
    return float(low) * data.multiplier, float(high) * data.multiplier
