"""Defining an indicator."""

from typing import Any

from django import forms

from indicators import definitions
from indicators.definitions import DefinitionData
from indicators.models import Definition, Kind, SuppliedBy
from indicators.models.definitions import POLARITIES, SAMPLINGS
from scorecard.cards.models import CardItem
from scorecard.ui.forms import PlainForm

RULES = (
    ("", "Not banded"),
    ("thresholds", "Two levels: green and red"),
    ("range", "A target range"),
    ("yes_no", "Yes or no"),
)
LEVELS = {
    "thresholds": ("green", "red"),
    "range": ("green_low", "green_high", "amber_low", "amber_high"),
    "yes_no": (),
}

SECTIONS = (
    ("What it measures", ("code", "name", "description", "rationale", "evidence")),
    (
        "How it is counted",
        (
            "kind",
            "numerator",
            "denominator",
            "multiplier",
            "unit",
            "decimals",
            "sampling",
            "supplied_by",
            "source",
            "valid_for_months",
        ),
    ),
    (
        "How it is banded",
        (
            "polarity",
            "rule",
            "green",
            "red",
            "green_low",
            "green_high",
            "amber_low",
            "amber_high",
            "minimum_denominator",
            "bands_agreed",
        ),
    ),
    ("Its place on the scorecard", ("role", "domain", "weight")),
)


class IndicatorForm(PlainForm):
    """One indicator: what it measures, how it is banded, and its place on the scorecard."""

    code = forms.RegexField(
        r"^(?!new$)[A-Za-z0-9][A-Za-z0-9_.-]*$",
        max_length=30,
        help_text="Short and lasting, for example ACC07. Letters, digits, dots, dashes.",
        error_messages={"invalid": "Use letters, digits, dots, dashes or underscores only"},
    )
    name = forms.CharField(max_length=300)
    description = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What it measures, in words a patient understands",
    )
    kind = forms.ChoiceField(choices=Kind.choices, initial=Kind.PROPORTION)
    numerator = forms.CharField(
        max_length=500,
        required=False,
        help_text="What is counted. A proportion, rate or ratio needs it.",
    )
    denominator = forms.CharField(
        max_length=500,
        required=False,
        help_text="Out of what: people or an amount. A proportion, rate or ratio needs it.",
    )
    multiplier = forms.FloatField(
        initial=100,
        min_value=0.000001,
        max_value=1_000_000,
        help_text="100 for a percentage, 1000 for a rate per 1,000, 1 otherwise.",
    )
    unit = forms.CharField(
        max_length=60,
        required=False,
        initial="%",
        help_text="For example %, £, per 1,000 patients.",
    )
    decimals = forms.IntegerField(min_value=0, max_value=6, initial=1, label="Decimal places shown")
    polarity = forms.ChoiceField(
        label="Which way is good",
        choices=POLARITIES,
        widget=forms.RadioSelect,
        initial="high",
    )
    sampling = forms.ChoiceField(
        label="How it varies by chance",
        choices=SAMPLINGS,
        initial="proportion",
        help_text="Decides the confidence interval. Staff numbers and spending have none.",
    )
    rule = forms.ChoiceField(choices=RULES, required=False, label="How it is banded")
    green = forms.FloatField(required=False, label="Green level", help_text="For two levels.")
    red = forms.FloatField(
        required=False, label="Red level", help_text="Between the two levels is amber."
    )
    green_low = forms.FloatField(required=False, label="Green range: from")
    green_high = forms.FloatField(required=False, label="Green range: to")
    amber_low = forms.FloatField(required=False, label="Amber range: from")
    amber_high = forms.FloatField(required=False, label="Amber range: to")
    bands_agreed = forms.CharField(
        max_length=500, required=False, label="Who agreed these levels, and when"
    )
    minimum_denominator = forms.FloatField(
        min_value=0,
        initial=0,
        help_text="With fewer than this in the denominator a practice is not banded.",
    )
    supplied_by = forms.ChoiceField(choices=SuppliedBy.choices, label="Who supplies the figures")
    source = forms.CharField(max_length=300, required=False)
    valid_for_months = forms.IntegerField(
        min_value=0,
        max_value=240,
        initial=0,
        label="For how many months a figure stays good",
        help_text="0: only for its own period.",
    )
    rationale = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), required=False, label="Why it is measured"
    )
    evidence = forms.CharField(max_length=500, required=False, label="Evidence or reference")
    role = forms.ChoiceField(
        choices=CardItem.Role.choices, initial="weighted", label="Its place on the scorecard"
    )
    domain = forms.ChoiceField(required=False)
    weight = forms.DecimalField(
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        required=False,
        help_text="Share of its domain. The weights in a domain add to 100.",
    )

    def __init__(self, *args: Any, domains: list[str], code_fixed: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [("", "Choose one"), *((d, d) for d in domains)]  # type: ignore[attr-defined]
        if code_fixed:
            self.fields["code"].disabled = True

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields in groups, each with its heading."""
        return [(heading, [self[name] for name in names]) for heading, names in SECTIONS]

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong at once: levels, definition, place."""
        cleaned = super().clean() or {}
        self._check_levels(cleaned)
        if not self.errors:
            self._check_definition(cleaned)
        self._check_place(cleaned)
        return cleaned

    def _check_definition(self, cleaned: dict[str, Any]) -> None:
        for name, sentences in definitions.problems(self.data_of(cleaned)).items():
            levels = name == "rule" and cleaned["rule"] == "thresholds"
            self.add_error("green" if levels else name, sentences)

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("role") != CardItem.Role.WEIGHTED:
            return
        for name, sentence in (
            ("domain", "Choose the domain that it counts in"),
            ("weight", "Enter its weight in the domain, from 0 to 100"),
        ):
            if cleaned.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, sentence)

    def _check_levels(self, cleaned: dict[str, Any]) -> None:
        for name in LEVELS.get(cleaned.get("rule", ""), ()):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, "Enter this level as a number, for example 80")

    def data_of(self, cleaned: dict[str, Any]) -> DefinitionData:
        """The definition in the cleaned form."""
        levels = {name: cleaned[name] for name in LEVELS.get(cleaned["rule"], ())}
        rule = {"rule": cleaned["rule"], **levels} if cleaned["rule"] else {}
        plain = {
            name: cleaned[name] for name in definitions.FIELDS if name != "rule" and name in cleaned
        }
        return DefinitionData(**plain, rule=rule)


def initial_of(definition: Definition, item: CardItem | None) -> dict[str, Any]:
    """What the form shows for an indicator that exists."""
    initial = {name: getattr(definition, name) for name in definitions.FIELDS}
    initial |= {name: value for name, value in definition.rule.items() if name != "rule"}
    initial["rule"] = definition.rule.get("rule", "")
    initial["code"] = definition.code
    if item:
        initial |= {"role": item.role, "weight": item.weight}
        initial["domain"] = item.domain.name if item.domain else ""
    return initial
