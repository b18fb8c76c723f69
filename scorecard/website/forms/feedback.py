"""What a reader is asked: what could be improved, and where the page does not say it, of where."""

from collections.abc import Sequence
from typing import Any

from django import forms

from scorecard.publication.models.feedback import LONGEST_TEXT
from scorecard.ui.forms import PlainForm


class FeedbackForm(PlainForm):
    area = forms.ChoiceField(label="Area")
    text = forms.CharField(
        label="What could be improved?",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
        help_text=(
            "Do not write about your health or about any person, and give no names, numbers or"
            " dates of birth. We cannot reply."
        ),
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`areas`: (slug, name) to choose from; empty where the page says which it is."""
        super().__init__(*args, **kwargs)
        if areas:
            self.fields["area"].choices = [("", "Choose an area"), *areas]  # type: ignore[attr-defined]
        else:
            del self.fields["area"]
