"""Banding rules as data, as arithmetic and as a sentence. Pure.

As data a rule is a small dictionary, {"rule": "thresholds", "green": 80, "red": 70}; the
arithmetic wants `scorecard.calc.types`; people want the legend.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from scorecard.calc.banding import validate_rule
from scorecard.calc.types import Polarity, Rule, TargetRange, Thresholds, YesNo

RULES: dict[str, type[Thresholds] | type[TargetRange] | type[YesNo]] = {
    "thresholds": Thresholds,
    "range": TargetRange,
    "yes_no": YesNo,
}


class BadRule(ValueError):
    """A banding rule that cannot be read or cannot band; its problems in plain English."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def read(data: Mapping[str, Any]) -> Rule | None:
    """The rule in `data`; None where nothing is banded. Raises BadRule."""
    if not data:
        return None
    kind = RULES.get(str(data.get("rule")))
    if kind is None:
        raise BadRule([f"The rule {data.get('rule')!r} is not one of: {', '.join(RULES)}."])
    given = {key: value for key, value in data.items() if key != "rule"}
    wanted = set(kind.__dataclass_fields__)
    if set(given) != wanted:
        levels = ", ".join(sorted(wanted)) or "no levels"
        raise BadRule([f"The rule {data['rule']!r} needs {levels}; it has {sorted(given)}."])
    try:
        return kind(**{key: float(value) for key, value in given.items()})
    except (TypeError, ValueError) as error:
        raise BadRule(["Every level must be a number."]) from error


def write(rule: Rule | None) -> dict[str, Any]:
    """`rule` as data; the inverse of `read`."""
    if rule is None:
        return {}
    name = next(name for name, kind in RULES.items() if isinstance(rule, kind))
    return {"rule": name, **asdict(rule)}


def check(data: Mapping[str, Any], polarity: str) -> Rule | None:
    """The rule in `data` if it can band values of this polarity. Raises BadRule."""
    rule = read(data)
    if rule is not None and (problems := validate_rule(rule, Polarity(polarity))):
        raise BadRule(problems)
    return rule


def legend(data: Mapping[str, Any], polarity: str, unit: str) -> str:
    """The rule in one sentence, as it stands beside every banded figure."""
    rule = read(data)
    if rule is None:
        return "This figure is shown for information and is not banded."
    if isinstance(rule, YesNo):
        return f"Green when the answer is {'yes' if polarity == 'high' else 'no'}, red otherwise."
    if isinstance(rule, TargetRange):
        return _range_legend(rule, unit)
    return _levels_legend(rule, polarity, unit)


def _amount(number: float, unit: str) -> str:
    if unit == "%":
        return f"{number:,.12g}%"
    return f"£{number:,.12g}" if unit == "£" else f"{number:,.12g}"


def _range_legend(rule: TargetRange, unit: str) -> str:
    green = f"{_amount(rule.green_low, unit)} to {_amount(rule.green_high, unit)}"
    amber = f"{_amount(rule.amber_low, unit)} to {_amount(rule.amber_high, unit)}"
    return f"Green from {green}, amber from {amber}, red outside that range."


def _levels_legend(rule: Thresholds, polarity: str, unit: str) -> str:
    green, red = _amount(rule.green, unit), _amount(rule.red, unit)
    high = polarity == "high"
    between = "" if rule.green == rule.red else ", amber between"
    return (
        f"Green at {green} or {'more' if high else 'less'}, "
        f"red {'below' if high else 'above'} {red}{between}."
    )
