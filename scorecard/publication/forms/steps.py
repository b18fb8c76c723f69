"""What is asked before a step of an edition is taken: one form for each."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from scorecard.publication.selectors.concerns import Concerns
from scorecard.ui.forms import DateField, PlainForm

LONGEST = dt.timedelta(days=366)


class StepForm(PlainForm):
    """Carries the number of the step that its reader saw last (`after`). `concerns` are what there
    is to know of the edition; most steps do not ask about them."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, concerns: Concerns | None = None, **kwargs: Any) -> None:
        self.concerns = concerns
        super().__init__(*args, **kwargs)

    def clean_after(self) -> int:
        """A form without the number counts as old."""
        return self.cleaned_data["after"] or 0


class KnowingForm(StepForm):
    """Asks to say that one knows what speaks against it, where something does."""

    def label_fields(self) -> None:
        if self.concerns and self.concerns.queried:
            self._add_queried(self.concerns.queried)
        if self.concerns and self.concerns.newer:
            self.fields["stale"] = forms.CharField(
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                label="Why this one, though the period was banded again since",
            )

    def _add_queried(self, number: int) -> None:
        figures = "1 figure is" if number == 1 else f"{number} figures are"
        self.fields["knows"] = forms.BooleanField(
            required=False, label=f"I know that {figures} under query and published as queried"
        )
        self.fields["shown"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=number
        )

    def clean(self) -> dict[str, Any]:
        """`queried` is the number that was on the page when the box was ticked."""
        cleaned = super().clean() or self.cleaned_data
        knows, shown = cleaned.pop("knows", False), cleaned.pop("shown", None)
        return {**cleaned, "queried": shown if knows else None}


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


class NoteForm(KnowingForm):
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


class MoreTimeForm(ReasonForm, UntilForm):
    """A later day for practices."""

    field_order = ("until", "reason", "after")


class PublishForm(StepForm):
    letters = forms.BooleanField(
        required=False, label="Send each practice its letter by e-mail when it is published"
    )


class ScheduleForm(PublishForm):
    field_order = ("publish_on", "publish_at_time", "letters", "after")
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
