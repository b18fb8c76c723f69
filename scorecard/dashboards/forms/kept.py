"""Forms for lists of practices and bookmarks."""

import re

from django import forms

from scorecard.dashboards.models.kept import LONGEST_ADDRESS, LONGEST_NAME
from scorecard.ui.forms import PlainForm

MOST_CODES = 100_000  # characters: every practice of the country fits


class ListForm(PlainForm):
    """The name of a list and its practices; `codes` is cleaned to a list."""

    name = forms.CharField(max_length=LONGEST_NAME, label="Name of the list")
    codes = forms.CharField(
        max_length=MOST_CODES,
        label="Codes of the practices",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Type or paste them, with spaces, commas or new lines between.",
    )

    def clean_codes(self) -> list[str]:
        return [code for code in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if code]


class BookmarkForm(PlainForm):
    """A page and what somebody calls it."""

    name = forms.CharField(max_length=LONGEST_NAME, label="Name of the bookmark")
    address = forms.CharField(max_length=LONGEST_ADDRESS, widget=forms.HiddenInput)
