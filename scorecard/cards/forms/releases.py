"""Drafting and withdrawing a release."""

import datetime as dt
from typing import Any

from django import forms

from scorecard.ui.forms import DateField, PlainForm

LONGEST = dt.timedelta(days=366)


class ReleaseForm(PlainForm):
    """A release to draft."""

    title = forms.CharField(max_length=200)
    introduction = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Say in plain words what these results are for. It stands above them.",
    )
    preview_until = DateField(
        label="It can be approved from",
        help_text="Before this day only practices and commissioner staff see it.",
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_preview_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["preview_until"]
        if not self.today <= day <= self.today + LONGEST:
            raise forms.ValidationError("Choose a day from today to a year from now.")
        return day


class ReasonForm(PlainForm):
    """Why something is done."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why")
