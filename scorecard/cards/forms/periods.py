"""Opening a period."""

from typing import Any

from django import forms

from indicators import periods
from indicators.models import Definition
from scorecard.ui.forms import DateField, PlainForm


class PeriodForm(PlainForm):
    """A period, and what practices are asked to return for it."""

    code = forms.CharField(
        max_length=20,
        label="Period",
        help_text="A quarter as 2026-27-Q1 (April to June 2026), a year as 2026-27 or 2026.",
    )
    opens_on = DateField(label="First day for returns")
    deadline = DateField(label="Deadline", help_text="The last day. Later returns are marked late.")
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
        span = cleaned.get("code")
        if span and deadline and (wrong := periods.deadline_problem(span, deadline)):
            self.add_error("deadline", wrong)
        return cleaned
