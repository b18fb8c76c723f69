"""Red, amber or green by the words of each rule, for one value."""

from fractions import Fraction
from typing import Any

from tests.reference.held import exact

Rule = dict[str, Any]


def band_of(
    rule: Rule,
    polarity: str,
    value: Fraction,
    near: str | None,
    far: str | None,
    part: int | None,
) -> str | None:
    """`near` and `far` are how it stands at 95% and 99.8%, `part` which of equal parts it is in."""
    kind = rule["rule"]
    if kind == "range":
        return by_range(rule, value)
    if polarity == "none":
        return None
    if kind in ("quantile", "interval", "funnel"):
        return by_others(rule, near, far, part)
    if kind == "yes_no":
        good = 1 if polarity == "high" else 0
        return {good: "green", 1 - good: "red"}.get(value)
    return by_levels(rule, polarity == "high", value)


def by_range(rule: Rule, value: Fraction) -> str:
    if exact(rule["green_low"]) <= value <= exact(rule["green_high"]):
        return "green"
    return "amber" if exact(rule["amber_low"]) <= value <= exact(rule["amber_high"]) else "red"


def by_others(rule: Rule, near: str | None, far: str | None, part: int | None) -> str | None:
    if rule["rule"] == "quantile":
        if part is None:
            return None
        return (
            "green" if part <= rule["green_to"] else "red" if part >= rule["red_from"] else "amber"
        )
    if rule["rule"] == "interval":
        said = near if rule["confidence"] == 95 else far
        return {"better": "green", "similar": "amber", "worse": "red", None: None}[said]
    if near is None or far is None:
        return None
    return "red" if far == "worse" else "amber" if near == "worse" else "green"


def by_levels(rule: Rule, high: bool, value: Fraction) -> str:
    """Turned round where low is good, so that more is always better."""
    if rule["rule"] == "target":
        target, tolerance = exact(rule["target"]), exact(rule["tolerance"])
        best, worst = target, target - tolerance if high else target + tolerance
    elif rule["rule"] == "payment":
        best, worst = exact(rule["upper"]), exact(rule["lower"])
        best, worst = (best, worst) if high else (worst, best)
    else:
        best, worst = exact(rule["green"]), exact(rule["red"])
    if not high:
        value, best, worst = -value, -best, -worst
    return "green" if value >= best else "red" if value < worst else "amber"
