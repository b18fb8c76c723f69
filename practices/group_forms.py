"""Forms about groups of a commissioner's own making."""

import re
from typing import Any

from django import forms

from practices.models.groups import LONGEST_NAME
from scorecard.ui.forms import DateField, PlainForm

MOST_CODES = 100_000  # characters: every practice of the country fits


class NameForm(PlainForm):
    """What it is called, and why it was made."""

    name = forms.CharField(max_length=LONGEST_NAME)
    why = forms.CharField(
        max_length=500,
        label="Why these belong together",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stands on its page, for those who ask later.",
    )


class SetForm(NameForm):
    """A new set. Its name lasts, since definitions name it."""

    def label_fields(self) -> None:
        self.fields[
            "name"
        ].help_text = "For example Localities. Indicators name the set, so its name stays as it is."


class PlaceForm(PlainForm):
    """Which practices, and from which day. `codes` is cleaned to a list."""

    codes = forms.CharField(
        max_length=MOST_CODES,
        label="Codes of the practices",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Type or paste them, with spaces, commas or new lines between.",
    )
    starts_on = DateField(
        label="First day in the group",
        help_text="A practice that is in another group of the set leaves it on that day.",
    )

    def clean_codes(self) -> list[str]:
        return [code for code in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if code]


class LeaveForm(PlainForm):
    """From when a practice is no longer in its group."""

    ends_on = DateField(
        label="First day out of the group",
        help_text="Give the day on which it came in if it never was part of the group.",
    )


class DayForm(PlainForm):
    """The day for which groups are shown."""

    on = DateField(label="As they stand on")


def add_errors(form: Any, error: Any) -> None:
    """What a service refused, each beside its field; what is said of no field above the form."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)
