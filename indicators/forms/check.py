"""What people say on the check page before a file is sent: notes, a confirmation, who attests."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from indicators.forms.queries import AttestationForm
from indicators.presenters.file_check import FileCheck, ToExplain
from indicators.returns.figures import MAX_TEXT
from indicators.services.returns import (
    AttestationNeeded,
    ConfirmationNeeded,
    NotesNeeded,
    ReturnRefused,
)
from scorecard.ui.forms import PlainForm

_NOTE = "note-"
_ATTESTED = ("attested_name", "attested_role")


class Asked(forms.CharField):
    """Has to be filled in for the return to be sent; only the service knows when."""

    def validate(self, value: Any) -> None:
        """Empty is no error here."""


class SendForm(PlainForm):
    """One field for each figure that waits for a note, and what else has to be said.

    Only the service knows what a return needs; `refuse` puts what it says beside the fields, and
    everything that was typed stays where it was typed.
    """

    def __init__(self, check: FileCheck, attests: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        for one in check.to_explain:
            self.fields[f"{_NOTE}{one.row}"] = _note(one)
        if check.asked_rows:
            self.fields["no_patients"] = forms.BooleanField(
                label="I have looked: it is not an NHS number", required=False
            )
        for name in _ATTESTED if attests else ():
            asked = AttestationForm.base_fields[name]
            self.fields[name] = Asked(label=asked.label, help_text=asked.help_text, max_length=200)

    @property
    def explained(self) -> Iterator[tuple[ToExplain, BoundField]]:
        for one in self.check.to_explain:
            yield one, self[f"{_NOTE}{one.row}"]

    @property
    def attested(self) -> list[BoundField]:
        return [self[name] for name in _ATTESTED if name in self.fields]

    def answers(self) -> dict[str, Any]:
        """What was said, as `submit_return` takes it."""
        said = self.cleaned_data
        notes = {one.row: said.get(f"{_NOTE}{one.row}", "") for one in self.check.to_explain}
        return {
            "explanations": notes,
            "no_patients": said.get("no_patients", False),
            **{name: said.get(name, "") for name in _ATTESTED},
        }

    def refuse(self, refused: ReturnRefused) -> None:
        """Put what the service said beside the fields that it is about."""
        self.add_error(None, f"Not submitted. {refused}")
        if isinstance(refused, NotesNeeded):
            for row in refused.rows:
                if f"{_NOTE}{row}" in self.fields:
                    self.add_error(f"{_NOTE}{row}", f"Row {row}: say why its figure is right.")
        elif isinstance(refused, ConfirmationNeeded):
            self.add_error("no_patients", "Say whether the number is an NHS number.")
        elif isinstance(refused, AttestationNeeded):
            for name in self.fields.keys() & set(_ATTESTED):
                if not self.cleaned_data.get(name):
                    self.add_error(name, f"Enter {str(self.fields[name].label).lower()}")


def _note(one: ToExplain) -> Asked:
    return Asked(
        label=f"Why is the figure of row {one.row} right?",
        help_text="The commissioner reads this. Never name or describe a patient.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=MAX_TEXT,
    )
