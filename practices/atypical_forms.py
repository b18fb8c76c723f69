"""Forms about practices that are unlike the others."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from practices.models import Practice
from scorecard.ui.forms import DateField, PlainForm


class FlagForm(PlainForm):
    """Which practice, why, and from when."""

    practice = forms.ModelChoiceField(
        queryset=Practice.objects.none(), empty_label="Choose a practice"
    )
    reason = forms.CharField(
        max_length=200,
        label="Why it is unlike the others: because it …",
        help_text="Goes on after “because it”, for example: serves homeless people.",
    )
    starts_on = DateField(
        label="From", help_text="It is left out of periods that end on this day or later."
    )

    def __init__(self, *args: Any, practices: QuerySet[Practice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].queryset = practices  # type: ignore[attr-defined]


class EndForm(PlainForm):
    """From when it is like the others again."""

    ends_on = DateField(
        label="First day on which it is like the others",
        help_text="Give the first day of the flag if it was a mistake.",
    )
