"""What is agreed with one practice, and values from outside the area."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from indicators import legends, rules, vocabulary
from indicators.models import AreaChoice, BenchmarkValue, Definition, Period
from practices.models import Practice
from scorecard.cards.forms.indicator_levels import LABELS, quarter_field
from scorecard.ui.forms import DateField, PlainForm

KEEP = "Leave all levels empty to keep the common ones."
KEEP_QUARTER = "Leave the levels of a quarter empty to keep the common ones in it."


class ObjectiveForm(PlainForm):
    """Words, levels of the indicator's own rule, or both; from one day to another.

    Where the rule has levels for each quarter there are fields for each.
    """

    practice = forms.ModelChoiceField(
        queryset=Practice.objects.none(), label="Practice", empty_label="Choose a practice"
    )
    words = forms.CharField(
        label="The objective in words",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown to the practice and beside its result. Words alone change no band.",
    )
    agreed = forms.CharField(
        label="Who agreed it, and when",
        max_length=300,
        help_text="For example: practice and commissioner, accountability review, 12 June 2026.",
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(
        label="Last day", required=False, help_text="Leave it empty until further notice."
    )

    def __init__(
        self, *args: Any, definition: Definition, practices: QuerySet[Practice], **kwargs: Any
    ) -> None:
        names = rules.level_names(definition.rule)
        quarters = vocabulary.QUARTERS if definition.target_profile else ("",)
        self.groups = {quarter: _fields_of(quarter, names) for quarter in quarters}
        self.unit = definition.unit
        super().__init__(*args, **kwargs)
        self.fields["practice"].queryset = practices  # type: ignore[attr-defined]

    def label_fields(self) -> None:
        """A field for each level of the rule, between the words and who agreed them."""
        super().label_fields()
        unit = f" ({self.unit})" if self.unit else ""
        order = []
        for quarter, levels in self.groups.items():
            when = f", {legends.QUARTERS[quarter]}" if quarter else ""
            for field, name in levels.items():
                self.fields[field] = forms.FloatField(
                    label=f"{LABELS.get(name, name)}{when}{unit}",
                    required=False,
                    help_text=KEEP_QUARTER if quarter else KEEP,
                )
                order.append(field)
        self.order_fields(["practice", "words", *order, "agreed", "starts_on", "ends_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must not be before the first day")
        for levels in self.groups.values():
            given = [name for name in levels if cleaned.get(name) is not None]
            for name in levels:
                if given and name not in given and name not in self.errors:
                    self.add_error(name, f"Enter {self.fields[name].label} too, or leave all empty")
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = dict(self.cleaned_data)
        found: dict[str, Any] = {}
        for quarter, levels in self.groups.items():
            named = {name: cleaned.pop(field) for field, name in levels.items()}
            if own := {name: value for name, value in named.items() if value is not None}:
                found = {**found, quarter: own} if quarter else own
        return {**cleaned, "levels": found}


def _fields_of(quarter: str, names: Sequence[str]) -> dict[str, str]:
    """The field of each level of a quarter; without one, of all periods."""
    return {quarter_field(quarter, name) if quarter else name: name for name in names}


class EndForm(PlainForm):
    ends_on = DateField(label="Last day")


class OutsideValueForm(PlainForm):
    """The value of England, of the region or of the area in one period."""

    area = forms.ChoiceField(
        label="Of", choices=BenchmarkValue.Area.choices, widget=forms.RadioSelect
    )
    period = forms.ModelChoiceField(
        queryset=Period.objects.none(), label="Period", empty_label="Choose a period"
    )
    value = forms.FloatField(label="Value")
    source = forms.CharField(
        label="Source", max_length=300, help_text="Who published it, where and when."
    )

    def __init__(
        self, *args: Any, definition: Definition, periods: QuerySet[Period], **kwargs: Any
    ) -> None:
        self.unit = definition.unit
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]

    def label_fields(self) -> None:
        super().label_fields()
        if self.unit:
            self.fields["value"].label = f"Value ({self.unit})"


class AreaChoiceForm(PlainForm):
    """With which value of the area practices are compared in one period, and why."""

    use = forms.ChoiceField(
        label="Compare practices with", choices=AreaChoice.Use.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Reason", max_length=500, help_text="It stands on this page with your name."
    )
