"""How far a figure is from the next better level, where levels were agreed beforehand. Pure.

Counted from the numerator, with the denominator as it is: what one more or one fewer counted would
have made of this very figure. For a comparison there is no such number: the level moves with the
others.
"""

import math
from dataclasses import dataclass
from typing import Any

from indicators import rules
from indicators.definitions import KINDS_WITH_PARTS, DefinitionData
from indicators.explaining import Outcome, amount_words
from indicators.nouns import noun_of
from scorecard.calc import banding
from scorecard.calc.arrays import steady
from scorecard.calc.rounding import show
from scorecard.calc.types import COMPARISONS, Band, Polarity, Rule, TargetRange, YesNo
from scorecard.charts.words import counted
from scorecard.ui.words import BANDS


@dataclass(frozen=True)
class NextLevel:
    """`band` is the one that would be reached; `number` more in the numerator (fewer: below zero),
    None where nothing is counted; `value` is the level itself; `out_of` is the denominator of a
    share, which holds them already."""

    band: Band
    number: int | None
    value: float
    out_of: float | None = None


def next_level(data: DefinitionData, outcome: Outcome) -> NextLevel | None:
    """None for green, for no band, for a comparison, a yes or no, and where no count reaches it."""
    rule = _agreed_rule(data, outcome)
    if rule is None or outcome.value is None or outcome.band not in (Band.RED, Band.AMBER):
        return None
    target, level = _level(rule, data, outcome)
    if target is None:
        return None
    if not _counts(data, outcome):
        return NextLevel(target, None, level)
    number = _number(data, outcome, level)
    above = (outcome.numerator or 0.0) + number
    if above < 0 or (data.kind == "proportion" and above > (outcome.denominator or 0.0)):
        return None
    # Where few are counted one more may pass the level by: to a better band, or out of a range.
    reached = above / (outcome.denominator or 0.0) * data.multiplier
    found = Band(int(banding.band(reached, rule, Polarity(data.polarity))))
    out_of = outcome.denominator if data.kind == "proportion" else None
    return NextLevel(found, number, level, out_of) if found >= target else None


def level_words(data: DefinitionData, found: NextLevel | None) -> str:
    """ "12 more of the 90 patients would make it green."; empty where there is no next level to
    count to."""
    if found is None:
        return ""
    word = BANDS[found.band].word.lower()
    if not found.number:
        return f"{word.capitalize()} begins at {amount_words(data, found.value)}."
    way = "more" if found.number > 0 else "fewer"
    return f"{_how_many(data, abs(found.number), way, found.out_of)} would make it {word}."


def _how_many(data: DefinitionData, number: int, way: str, out_of: float | None) -> str:
    """Whoever is counted already is one of a share's denominator; events are there once more."""
    noun = noun_of(data.denominator if out_of else data.numerator)
    if noun is None:
        return f"{show(number)} {way} counted in the numerator"
    one, many = noun
    if out_of:
        return f"{show(number)} {way} of the {counted(int(out_of), one, many)}"
    return counted(number, f"{way} {one}", f"{way} {many}")


def _agreed_rule(data: DefinitionData, outcome: Outcome) -> Rule | None:
    rule = rules.read(rules.with_levels(data.rule, outcome.levels))
    return None if isinstance(rule, (*COMPARISONS, YesNo)) else rule


def _level(rule: Any, data: DefinitionData, outcome: Outcome) -> tuple[Band | None, float]:
    """The next better band and the value at which it begins, from the side where the figure is."""
    if isinstance(rule, TargetRange):
        return _range_level(rule, outcome)
    polarity = Polarity(data.polarity)
    if polarity is Polarity.NONE:
        return None, math.nan
    levels = banding.as_thresholds(rule, polarity)
    if outcome.band == Band.RED and levels.red != levels.green:
        return Band.AMBER, levels.red
    return Band.GREEN, levels.green


def _range_level(rule: TargetRange, outcome: Outcome) -> tuple[Band, float]:
    low = (outcome.value or 0.0) < rule.green_low
    amber, green = (rule.amber_low, rule.green_low) if low else (rule.amber_high, rule.green_high)
    if outcome.band == Band.RED and amber != green:
        return Band.AMBER, amber
    return Band.GREEN, green


def _counts(data: DefinitionData, outcome: Outcome) -> bool:
    """Whether the numerator is a number of patients or events, so that one more means something."""
    if data.kind not in KINDS_WITH_PARTS or data.sampling not in ("proportion", "poisson"):
        return False
    above, below = outcome.numerator, outcome.denominator
    return above is not None and below is not None and below > 0 and above.is_integer()


def _number(data: DefinitionData, outcome: Outcome, level: float) -> int:
    """The least change of the numerator with which the value is at the level or beyond."""
    below, above = outcome.denominator or 0.0, outcome.numerator or 0.0
    wanted = float(steady(level * below / data.multiplier))
    up = (outcome.value or 0.0) < level
    return int((math.ceil(wanted) if up else math.floor(wanted)) - above)
