"""Consulting on a version, commenting, signing and putting it in force."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from indicators.periods import PeriodSpan
from scorecard.cards.services.comments import LONGEST
from scorecard.ui.forms import DateField, PlainForm

# Stands for no indicator: none has this code.
WHOLE = "*"
NO_PATIENTS = "Never write about a single patient, and never write an NHS number."


def _text(label: str, help_text: str = "", required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=LONGEST,
        error_messages={"max_length": f"{label}: use at most {LONGEST:,} characters"},
    )


class ConsultForm(PlainForm):
    introduction = _text(
        "What you ask",
        "Say in plain words what is new and on what you want to hear from practices, the LMC and "
        "patient groups.",
    )
    deadline = DateField(
        label="Last day for comments",
        help_text="Four weeks are usual.",
        error_messages={"required": "Enter the last day for comments"},
    )


class WhyForm(PlainForm):
    reason = _text("Why")


class EarlyForm(PlainForm):
    """The end of a consultation; a reason is asked only before its last day has passed."""

    reason = _text("Why the consultation ends early", "Everybody who was asked can read it.")

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = (
            "Say why the consultation ends early, or wait until its last day has passed"
        )
        if not early:
            del self.fields["reason"]


class SignForm(PlainForm):
    name = forms.CharField(max_length=100, label="Name of who agrees")
    position = forms.CharField(max_length=100, label="Position")
    note = _text("Note", "For example the meeting at which it was agreed.", required=False, rows=2)


class OnBehalfForm(SignForm):
    note = _text("Where the written agreement can be found", rows=2)


class LiveForm(PlainForm):
    """The periods a version is for; both ends may stay open."""

    covers_from = forms.ChoiceField(label="First period", required=False)
    covers_to = forms.ChoiceField(label="Last period", required=False)
    note = _text("Note", required=False, rows=2)

    def __init__(self, *args: Any, spans: Iterable[PeriodSpan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spans = {span.code: span for span in spans}
        named = [(code, f"{span.name} ({code})") for code, span in self.spans.items()]
        self.fields["covers_from"].choices = [("", "From the very first"), *named]  # type: ignore[attr-defined]
        self.fields["covers_to"].choices = [("", "Until another version covers them"), *named]  # type: ignore[attr-defined]

    def clean_covers_from(self) -> dt.date | None:
        span = self.spans.get(self.cleaned_data["covers_from"])
        return span.starts_on if span else None

    def clean_covers_to(self) -> dt.date | None:
        span = self.spans.get(self.cleaned_data["covers_to"])
        return span.ends_on if span else None


class UnagreedForm(LiveForm):
    note = None  # type: ignore[assignment]
    unagreed_reason = _text("Why it has not been agreed", "Everybody who sees the version sees it.")


class AnswerForm(PlainForm):
    text = _text("Your answer", "Everybody who was asked can read it.")


class CommentForm(PlainForm):
    about = forms.ChoiceField(label="What your comment is about", initial=WHOLE)
    text = _text("Your comment", NO_PATIENTS, rows=5)

    def __init__(self, *args: Any, indicators: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(WHOLE, "The scorecard as a whole"), *indicators]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]


class LinkCommentForm(CommentForm):
    """For somebody without an account. `website` is not shown: who fills it in is a program."""

    name = forms.CharField(max_length=100, label="Your name, or that of your group")
    website = forms.CharField(required=False, max_length=200)
    field_order = ("about", "name", "text", "website")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Leave the field “Website” empty.")
        return ""
