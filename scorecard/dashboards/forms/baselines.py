"""The form by which somebody begins a new baseline of a control chart."""

from typing import Any

from django import forms

from indicators.models import Period
from scorecard.ui.forms import PlainForm


class BaselineForm(PlainForm):
    """From which period, and why."""

    period = forms.ModelChoiceField(
        label="From which period",
        queryset=Period.objects.none(),
        to_field_name="code",
        empty_label="Choose a period",
        help_text="The first period of the new way of working, not the last of the old one.",
    )
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="What changed at the practice. It reads this too, beside its chart.",
    )

    def __init__(self, *args: Any, periods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods  # type: ignore[attr-defined]
        self.fields["period"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
