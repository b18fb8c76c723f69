"""Forms of the commissioner's pages. They translate; services decide."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from indicators import catalogue, definitions, periods
from indicators.definitions import DefinitionData
from indicators.models import Definition, Kind, SuppliedBy
from scorecard.cards.models import CardItem, CardVersion
from scorecard.ui.forms import DateField, PlainForm

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
    numerator = forms.CharField(max_length=500, required=False, help_text="What is counted.")
    denominator = forms.CharField(
        max_length=500,
        required=False,
        help_text="Out of what: people or an amount.",
    )
    multiplier = forms.FloatField(
        initial=100,
        min_value=0.000001,
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
        choices=Definition._meta.get_field("polarity").choices,
        widget=forms.RadioSelect,
        initial="high",
    )
    sampling = forms.ChoiceField(
        label="How it varies by chance",
        choices=Definition._meta.get_field("sampling").choices,
        initial="proportion",
        help_text="Decides the confidence interval. Staff numbers and spending have none.",
    )
    rule = forms.ChoiceField(choices=RULES, required=False, label="How it is banded")
    green = forms.FloatField(required=False, label="Green level")
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == "weighted":
            for name, sentence in (
                ("domain", "Choose the domain that it counts in"),
                ("weight", "Enter its weight in the domain, from 0 to 100"),
            ):
                if cleaned.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, sentence)
        self._check_levels(cleaned)
        if not self.errors:
            for name, sentences in definitions.problems(self.data_of(cleaned)).items():
                self.add_error(
                    "green" if name == "rule" and cleaned["rule"] == "thresholds" else name,
                    sentences,
                )  # type: ignore[arg-type]
        return cleaned

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


class StartForm(PlainForm):
    """Start a scorecard from a ready-made one."""

    catalogue = forms.ChoiceField(label="Start from", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["catalogue"].choices = [  # type: ignore[attr-defined]
            (name, catalogue.load(name).name) for name in catalogue.names()
        ]


class WeightsForm(PlainForm):
    """Every weight of a draft; fields are named domain-ID and item-ID."""

    def __init__(self, *args: Any, version: CardVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domain in version.domains.all():
            self._add(f"domain-{domain.pk}", f"Weight of {domain.name}", domain.weight)
        for item in version.items.filter(role="weighted").select_related("definition__indicator"):
            label = f"Weight of {item.definition.code} {item.definition.name}"
            self._add(f"item-{item.pk}", label, item.weight)

    def _add(self, name: str, label: str, weight: Decimal) -> None:
        self.fields[name] = forms.DecimalField(
            label=label,
            initial=weight,
            max_digits=5,
            decimal_places=2,
            min_value=0,
            max_value=100,
            error_messages={
                "required": f"{label}: enter a number from 0 to 100; 0 means it does not count",
                "invalid": f"{label}: enter a number from 0 to 100, for example 12.5",
                "max_decimal_places": f"{label}: use at most two decimals",
                "min_value": f"{label}: a weight cannot be below 0",
                "max_value": f"{label}: a weight cannot be above 100",
                "max_digits": f"{label}: a weight cannot be above 100",
                "max_whole_digits": f"{label}: a weight cannot be above 100",
            },
        )

    def weights(self, part: str) -> dict[int, Decimal]:
        """Weights by id of the domains ("domain") or the items ("item")."""
        return {
            int(name.partition("-")[2]): value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{part}-")
        }


class PeriodForm(PlainForm):
    """A period, and what practices are asked to return for it."""

    code = forms.CharField(
        max_length=20,
        label="Period",
        help_text="A quarter as 2026-27-Q1 (April to June 2026), a year as 2026-27 or 2026.",
    )
    opens_on = DateField(label="Practices can send returns from")
    deadline = DateField(label="Deadline, the last day")
    guidance = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Guidance for practices"
    )
    definitions = forms.ModelMultipleChoiceField(
        queryset=Definition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Indicators to ask for",
        error_messages={"required": "Choose at least one indicator to ask for"},
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["definitions"].queryset = choices  # type: ignore[attr-defined]
        self.fields["definitions"].initial = [choice.pk for choice in choices]
        self.fields["definitions"].label_from_instance = lambda d: f"{d.code} {d.name}"  # type: ignore[attr-defined]

    def clean_code(self) -> periods.PeriodSpan:
        try:
            return periods.parse(self.cleaned_data["code"])
        except periods.UnknownPeriodCode as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_on, deadline = cleaned.get("opens_on"), cleaned.get("deadline")
        if opens_on and deadline and deadline < opens_on:
            self.add_error("deadline", "The deadline must not be before the first day")
        return cleaned


class ReleaseForm(PlainForm):
    """A release to draft."""

    title = forms.CharField(max_length=200)
    introduction = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Say in plain words what these results are for. It stands above them.",
    )
    preview_until = DateField(
        label="Practices can look until",
        help_text="The last day on which practices see it alone. Nobody can approve it before.",
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_preview_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["preview_until"]
        if day < self.today:
            raise forms.ValidationError("Choose today or a later day, so that practices can look.")
        return day


class ReasonForm(PlainForm):
    """Why something is done."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why")
