"""Drafting an edition, or one that corrects another."""

from typing import Any

from django import forms

from scorecard.ui.forms import PlainForm


class DraftForm(PlainForm):
    """An edition to draft; `reason` is asked where it corrects one that is published."""

    title = forms.CharField(max_length=200)
    introduction = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="Say in plain words what these results are for. It stands above them.",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What was wrong, and what has changed",
        help_text="Readers of both editions are told.",
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["reason"]
