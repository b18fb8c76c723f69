"""Where chance would keep a practice of its size: the limits of a funnel, in words. Pure."""

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, amount_words
from scorecard.calc import funnel


def limits_words(data: DefinitionData, outcome: Outcome) -> str:
    """The 95% and the 99.8% limits about the benchmark; empty where the band rests on others.

    Where practices scatter more than chance the limits hang on all of them, and that is said.
    """
    if data.rule.get("rule") != "funnel" or data.comparator == "own_past" or not outcome.band:
        return ""
    if data.over_dispersed:
        return "Widened by how far all practices scatter, so they change with any of them"
    if outcome.benchmark is None or outcome.denominator is None:
        return ""
    parts = []
    for words, confidence in (("95%", funnel.NEAR), ("99.8%", funnel.FAR)):
        low, high = _about(data, outcome.benchmark, outcome.denominator, confidence)
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
