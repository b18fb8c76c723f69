"""What a commissioner types about returns: more time, a question, a lock."""

from django import forms

from scorecard.ui.forms import DateField, PlainForm


class ExtendForm(PlainForm):
    deadline = DateField(label="New last day")
    reason = forms.CharField(
        label="Why the practice gets more time",
        help_text="The practice reads this.",
        max_length=500,
        error_messages={"required": "Say why the practice gets more time"},
    )


class QuestionForm(PlainForm):
    question = forms.CharField(
        label="Your question",
        help_text="The practice reads it at once and can send a correction. "
        "Never name or describe a patient.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Write what the practice is to look at"},
    )


class LockForm(PlainForm):
    reason = forms.CharField(label="Reason", required=False, max_length=500)


class UnlockForm(PlainForm):
    reason = forms.CharField(
        label="Why returns are taken again",
        max_length=500,
        error_messages={"required": "Say why returns are taken again"},
    )
