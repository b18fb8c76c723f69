"""What is asked before a step of an edition is taken: one form for each."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from scorecard.ui.forms import DateField, PlainForm

LONGEST = dt.timedelta(days=366)


class StepForm(PlainForm):
    """Carries the number of the step that its reader saw last (`after`)."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)


class UntilForm(StepForm):
    """By which day practices can reply."""

    until = DateField(
        label="Practices can reply until",
        help_text="Until then only practices and commissioner staff see it.",
    )

    def clean_until(self) -> dt.datetime:
        day: dt.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError("Choose a day from today to a year from now.")
        return end_of(day)


class NoteForm(StepForm):
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        label="What the second person should know",
    )


class ReasonForm(StepForm):
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why")


class SendBackForm(ReasonForm, UntilForm):
    """Back to the practices."""

    field_order = ("reason", "until", "after")


class ScheduleForm(StepForm):
    publish_on = DateField(label="Day")
    publish_at_time = forms.TimeField(
        label="Time",
        initial=dt.time(9, 30),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Day and time as the one moment that the service takes."""
        cleaned = super().clean() or self.cleaned_data
        day, time = cleaned.pop("publish_on", None), cleaned.pop("publish_at_time", None)
        if day and time:
            cleaned["publish_at"] = timezone.make_aware(dt.datetime.combine(day, time))
        return cleaned


def end_of(day: dt.date) -> dt.datetime:
    """The last minute of a day here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))
