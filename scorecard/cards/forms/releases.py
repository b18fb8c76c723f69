"""Drafting and withdrawing a release."""

import datetime as dt
from typing import Any

from django import forms

from scorecard.ui.forms import DateField, PlainForm


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
