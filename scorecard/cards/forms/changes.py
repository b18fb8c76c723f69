"""Saying why a draft differs from the version before."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from scorecard.cards.comparison import Change
from scorecard.cards.services.comments import LONGEST
from scorecard.ui.forms import PlainForm


class ReasonsForm(PlainForm):
    """Why there is this version, and one field for each change."""

    summary = forms.CharField(
        label="Why there is this version",
        help_text="In plain words. Everybody who is asked reads it first.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, changes: Sequence[Change], known: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {field_of(change): change.key for change in changes}
        for change in changes:
            label = f"Why: {change.subject}, {change.kind.lower()}"
            self.fields[field_of(change)] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST,
                initial=known.get(change.key, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"max_length": f"{label}: use at most {LONGEST:,} characters"},
            )

    @property
    def reasons(self) -> dict[str, str]:
        """By the key of the change."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}


def field_of(change: Change) -> str:
    """The name of its field: an id in a page has no spaces."""
    return f"why-{hashlib.sha256(change.key.encode()).hexdigest()[:10]}"
