"""Around which value the invented figures of an indicator lie, so that every band occurs. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from indicators.definitions import DefinitionData
from indicators.vocabulary import QUARTERS
from scorecard.demo.draws import stream


class Aim(NamedTuple):
    """In the unit of the value: the middle, and how far practices lie from it (one deviation)."""

    centre: float
    width: float


def aim(seed: int, code: str, data: DefinitionData, period: str) -> Aim:
    """The middle between the agreed levels, a little on the good side; else drawn by `code`."""
    if data.rule.get("rule") == "range":
        return _inside(data.rule)
    pair = _levels(data, period)
    if pair is None:
        return _drawn(seed, code, data)
    good, bad = pair
    scale = data.multiplier if data.kind == "proportion" else abs(good)
    half = (good - bad) / 2 or (0.05 if data.polarity != "low" else -0.05) * (scale or 1.0)
    return Aim((good + bad) / 2 + 0.5 * half, abs(half) * 1.8)


def _levels(data: DefinitionData, period: str) -> tuple[float, float] | None:
    """(good level, bad level) of the rule, those of the quarter where it has its own."""
    quarter = period[-2:] if period[-2:] in QUARTERS else "Q4"
    rule: Mapping[str, Any] = {**data.rule, **data.target_profile.get(quarter, {})}
    kind = rule.get("rule")
    if kind == "thresholds":
        return rule["green"], rule["red"]
    if kind == "target":
        short = rule["tolerance"] if data.polarity != "low" else -rule["tolerance"]
        return rule["target"], rule["target"] - short
    if kind == "payment":
        pair = rule["upper"], rule["lower"]
        return pair if data.polarity != "low" else pair[::-1]
    return None


def _inside(rule: Mapping[str, Any]) -> Aim:
    """Both sides of a range are wrong: around its middle, now and then beyond its ends."""
    middle = (rule["green_low"] + rule["green_high"]) / 2
    return Aim(middle, (rule["amber_high"] - rule["amber_low"]) / 2)


def _drawn(seed: int, code: str, data: DefinitionData) -> Aim:
    """A level for what has none agreed: the same for every practice and period."""
    draw = stream(seed, "level", code)
    luck = float(draw.uniform(0.35, 0.85))
    if data.kind == "proportion":
        return Aim(luck * data.multiplier, 0.06 * data.multiplier)
    if data.comparator_value is not None:
        return Aim(data.comparator_value, abs(data.comparator_value) * 0.15 or 1.0)
    typical = {"rate": 0.06 * data.multiplier, "count": 12.0, "score": 70.0}.get(data.kind, 20.0)
    return Aim(typical * (0.5 + luck), typical * 0.15)
