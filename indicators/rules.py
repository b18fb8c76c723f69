"""Banding rules as data, as arithmetic and as a sentence. Pure.

As data a rule is a small dictionary, {"rule": "thresholds", "green": 80, "red": 70}; the
arithmetic wants `scorecard.calc.types`; people want the legend.
"""

from collections.abc import Mapping
from dataclasses import asdict, astuple
from typing import Any

from scorecard.calc.banding import validate_rule
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

RULES: dict[str, type[Rule]] = {
    "thresholds": Thresholds,
    "range": TargetRange,
    "yes_no": YesNo,
    "target": TargetTolerance,
    "payment": PaymentThresholds,
    "quantile": QuantileRule,
    "interval": IntervalRule,
    "funnel": FunnelRule,
}
MOST_LEVEL = 1_000_000_000_000
WITHIN = f"between -{MOST_LEVEL:,} and {MOST_LEVEL:,}"
THE_GROUP = "the practices it is compared with"


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
    number = _whole if kind is QuantileRule else float
    try:
        levels_given: dict[str, Any] = {key: number(value) for key, value in given.items()}
        return kind(**levels_given)
    except (TypeError, ValueError) as error:
        raise BadRule(["Every level must be a number."]) from error


def write(rule: Rule | None) -> dict[str, Any]:
    """`rule` as data; the inverse of `read`."""
    if rule is None:
        return {}
    name = next(name for name, kind in RULES.items() if isinstance(rule, kind))
    return {"rule": name, **asdict(rule)}


def with_levels(data: Mapping[str, Any], levels: Mapping[str, Any] | None) -> dict[str, Any]:
    """The rule with other levels in the place of its own; what is not banded stays so."""
    return {**data, **(levels or {})} if data else {}


def check(data: Mapping[str, Any], polarity: str) -> Rule | None:
    """The rule in `data` if it can band values of this polarity. Raises BadRule."""
    rule = read(data)
    if rule is not None and any(abs(level) > MOST_LEVEL for level in astuple(rule)):
        raise BadRule([f"Every level must be a number {WITHIN}."])
    if rule is not None and (problems := validate_rule(rule, Polarity(polarity))):
        raise BadRule(problems)
    return rule


def is_comparison(data: Mapping[str, Any]) -> bool:
    """Whether the band depends on the figures of others; else its levels are agreed beforehand."""
    return isinstance(read(data), COMPARISONS)


def level_names(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The levels of a rule in their order; a comparison, or no rule, has none to agree on."""
    if not data or is_comparison(data):
        return ()
    return tuple(RULES[str(data["rule"])].__dataclass_fields__)


def legend(data: Mapping[str, Any], polarity: str, unit: str, others: str = THE_GROUP) -> str:
    """The rule in one sentence, as it stands beside every banded figure.

    `others` says in words what a comparison compares with.
    """
    rule = read(data)
    if rule is None:
        return "This figure is shown for information and is not banded."
    match rule:
        case YesNo():
            answer = "yes" if polarity == "high" else "no"
            return f"Green when the answer is {answer}, red otherwise."
        case TargetRange():
            return _range_legend(rule, unit)
        case Thresholds():
            return _levels_legend(rule, polarity, unit)
        case TargetTolerance():
            return _target_legend(rule, polarity, unit)
        case PaymentThresholds():
            return _payment_legend(rule, polarity, unit)
        case QuantileRule():
            return _quantile_legend(rule, others)
        case IntervalRule():
            return (
                f"Compared with {others}: green when better by more than chance explains,"
                f" red when worse by more than chance explains, amber when the difference"
                f" may be chance ({rule.confidence:g}% interval)."
            )
        case FunnelRule():
            return (
                f"Compared with {others}: red when worse and beyond the 99.8% limits of chance,"
                " amber when worse and beyond the 95% limits, green otherwise."
            )


def _whole(value: Any) -> float:
    """A whole number as such; any other number as it is, for `check` to refuse."""
    number = float(value)
    return int(number) if number.is_integer() else number


def _amount(number: float, unit: str) -> str:
    if unit == "%":
        return f"{number:,.12g}%"
    return f"£{number:,.12g}" if unit == "£" else f"{number:,.12g}"


def _first(number: float, unit: str) -> str:
    """The first level of a legend, with its unit in full; the others go without."""
    amount = _amount(number, unit)
    return amount if unit in ("%", "£", "") else f"{amount} {unit}"


def _range_legend(rule: TargetRange, unit: str) -> str:
    green = f"{_amount(rule.green_low, unit)} to {_first(rule.green_high, unit)}"
    amber = f"{_amount(rule.amber_low, unit)} to {_amount(rule.amber_high, unit)}"
    return f"Green from {green}, amber from {amber}, red outside that range."


def _levels_legend(rule: Thresholds, polarity: str, unit: str) -> str:
    green, red = _first(rule.green, unit), _amount(rule.red, unit)
    high = polarity == "high"
    between = "" if rule.green == rule.red else ", amber between"
    return (
        f"Green at {green} or {'more' if high else 'less'}, "
        f"red {'below' if high else 'above'} {red}{between}."
    )


def _target_legend(rule: TargetTolerance, polarity: str, unit: str) -> str:
    target = _first(rule.target, unit)
    way, short = ("more", "below") if polarity == "high" else ("less", "above")
    if rule.tolerance == 0:
        return f"Green at the target of {target} or {way}, red {short} it."
    most = (
        f"{_amount(rule.tolerance, '')} percentage points"
        if unit == "%"
        else _amount(rule.tolerance, unit)
    )
    return (
        f"Green at the target of {target} or {way}, amber up to {most} {short} it,"
        f" red further {short}."
    )


def _payment_legend(rule: PaymentThresholds, polarity: str, unit: str) -> str:
    lower, upper = _amount(rule.lower, unit), _amount(rule.upper, unit)
    first = _first(rule.lower, unit)
    if polarity == "high":
        return (
            f"Payment begins above {first} and is full from {upper}:"
            f" green at {upper} or more, red below {lower}, amber between."
        )
    return (
        f"Payment is full up to {first} and ends at {upper}:"
        f" green at {lower} or less, red above {upper}, amber between."
    )


def _quantile_legend(rule: QuantileRule, others: str) -> str:
    between = "" if rule.red_from == rule.green_to + 1 else ", amber between"
    return (
        f"Compared with {others}, put in order and divided into {rule.k} equal parts, part 1 the"
        f" best: green in {_parts(1, rule.green_to)}, red in {_parts(rule.red_from, rule.k)}"
        f"{between}."
    )


def _parts(first: int, last: int) -> str:
    return f"part {first}" if first == last else f"parts {first} to {last}"
