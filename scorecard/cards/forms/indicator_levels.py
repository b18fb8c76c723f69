"""The part of the indicator's form that says how it is banded.

Rules and their parameters are those of `indicators.rules`: a rule that is added there appears
here with the fields of its dataclass. Parameters have different names in different rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django import forms

from indicators import rules, vocabulary
from scorecard.calc.types import COMPARISONS
from scorecard.ui.forms import PlainForm

# A rule that is not listed shows its own name, last.
WORDS = {
    "thresholds": ("Two levels: green and red", "From one level it is green, beyond the other red"),
    "target": ("A target with a tolerance", "Amber is a little short of the target"),
    "range": ("A target range", "Too much and too little are both wrong"),
    "payment": ("Payment thresholds, lower and upper", "The levels between which payment grows"),
    "yes_no": ("Yes or no", "Green for the good answer, red for the other"),
    "quantile": ("Place in a group, in equal parts", "For example the best fifth is green"),
    "interval": ("Better or worse than chance explains", "By the interval of each practice"),
    "funnel": (
        "Funnel limits about the mean",
        "How far chance carries a practice of its size",
    ),
}
LABELS = {
    "green": "Green level",
    "red": "Red level",
    "green_low": "Green range: from",
    "green_high": "Green range: to",
    "amber_low": "Amber range: from",
    "amber_high": "Amber range: to",
    "target": "Target",
    "tolerance": "Amber up to this much short of it",
    "lower": "Lower threshold",
    "upper": "Upper threshold",
    "k": "Number of equal parts",
    "green_to": "Green up to part",
    "red_from": "Red from part",
    "confidence": "Confidence, in per cent",
}
HINTS = {
    "red": "Between the two levels is amber.",
    "k": "For example 5 for fifths. Part 1 is the best.",
    "confidence": "95, or 99.8 to call fewer practices different.",
}


@dataclass(frozen=True)
class RuleChoice:
    """One rule as the form offers it; `levels` are the names of its parameters."""

    name: str
    label: str
    hint: str
    compares: bool
    levels: tuple[str, ...]


def rule_choices() -> list[RuleChoice]:
    """Every rule there is: agreed levels first, then comparisons."""
    found = [_choice(name, kind) for name, kind in rules.RULES.items()]
    order = list(WORDS)
    return sorted(
        found,
        key=lambda one: (
            one.compares,
            order.index(one.name) if one.name in order else len(order),
        ),
    )


def _choice(name: str, kind: Any) -> RuleChoice:
    label, hint = WORDS.get(name, (name.replace("_", " ").capitalize(), ""))
    compares = issubclass(kind, COMPARISONS)
    sort = "Comparison" if compares else "Agreed level"
    levels = tuple(field.name for field in fields(kind))
    return RuleChoice(name, label, f"{sort}. {hint}".strip(), compares, levels)


RULES = {one.name: one for one in rule_choices()}


def quarterly(rule: RuleChoice) -> bool:
    """Whether the rule has levels that may differ from quarter to quarter."""
    return bool(rule.levels) and not rule.compares


def quarter_field(quarter: str, level: str) -> str:
    return f"{quarter.lower()}-{level}"


class LevelFields(PlainForm):
    """The rule, its parameters, and levels per quarter for a figure of the year so far."""

    rule = forms.ChoiceField(
        choices=[("", "Not banded"), *((one.name, one.label) for one in RULES.values())],
        required=False,
        label="How it is banded",
        widget=forms.RadioSelect,
        help_text="An agreed level can be met by everybody. A comparison depends on how others do,"
        " so somebody is always worst.",
    )

    def label_fields(self) -> None:
        """Add a field for each parameter, and one per quarter where the rule has agreed levels."""
        super().label_fields()
        for rule in RULES.values():
            for level in rule.levels:
                self.fields[level] = _number(LABELS.get(level, level), HINTS.get(level, ""))
                for quarter in vocabulary.QUARTERS if quarterly(rule) else ():
                    label = f"{LABELS.get(level, level)}, {quarter}"
                    self.fields[quarter_field(quarter, level)] = _cell(label)
        chosen = self.fields["rule"]
        chosen.choice_hints = {one.name: one.hint for one in RULES.values()}  # type: ignore[attr-defined]
        chosen.reveals = {  # type: ignore[attr-defined]
            one.name: "cards/parts/reveal_levels.html" for one in RULES.values() if one.levels
        }

    def levels_by_rule(self) -> dict[str, dict[str, Any]]:
        """By rule: its fields, and the table of quarters where it has one."""
        return {
            rule.name: {
                "fields": [self[level] for level in rule.levels],
                "heads": [LABELS.get(level, level) for level in rule.levels],
                "quarters": self._quarters(rule) if quarterly(rule) else [],
            }
            for rule in RULES.values()
        }

    def _quarters(self, rule: RuleChoice) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (quarter, [self[quarter_field(quarter, level)] for level in rule.levels])
            for quarter in vocabulary.QUARTERS
        ]

    def check_levels(self, cleaned: dict[str, Any]) -> None:
        """Every parameter of the chosen rule is there; what other rules were given is nothing."""
        chosen = RULES.get(cleaned.get("rule", ""))
        wanted = chosen.levels if chosen else ()
        for name in wanted:
            if cleaned.get(name) is None and name not in self.errors:
                label = self.fields[name].label
                self.add_error(name, f"{label}: enter a number, for example 80")
        for rule in RULES.values():
            for name in rule.levels if rule is not chosen else ():
                for unused in (name, *(quarter_field(q, name) for q in vocabulary.QUARTERS)):
                    self.errors.pop(unused, None)

    def rule_of(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The rule as data; empty for none."""
        chosen = RULES.get(cleaned["rule"])
        if chosen is None:
            return {}
        return {"rule": chosen.name, **{name: cleaned[name] for name in chosen.levels}}

    def profile_of(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The levels of each quarter that has any."""
        chosen = RULES.get(cleaned["rule"])
        if chosen is None or not quarterly(chosen):
            return {}
        found = {}
        for quarter in vocabulary.QUARTERS:
            named = {name: cleaned.get(quarter_field(quarter, name)) for name in chosen.levels}
            if levels := {name: value for name, value in named.items() if value is not None}:
                found[quarter] = levels
        return found


def level_initial(rule: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields above show for a rule and its levels per quarter."""
    initial = {name: value for name, value in rule.items() if name != "rule"}
    for quarter, levels in profile.items():
        initial |= {quarter_field(quarter, name): value for name, value in levels.items()}
    return {**initial, "rule": rule.get("rule", "")}


def _number(label: str, hint: str = "") -> forms.FloatField:
    return forms.FloatField(required=False, label=label, help_text=hint)


def _cell(label: str) -> forms.FloatField:
    """An input in a table, named by its label alone."""
    attrs = {"class": "nhsuk-input nhsuk-input--width-5", "aria-label": label}
    widget = forms.TextInput(attrs={**attrs, "inputmode": "decimal"})
    return forms.FloatField(required=False, label=label, widget=widget)
