"""What people type to verify figures: everything is right but these, and the window for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from indicators.forms.queries import NO_PATIENTS
from indicators.models import Evidence, Figure, VerificationWindow
from indicators.services.verification import Challenge
from scorecard.ui.forms import DateField, PlainForm
from scorecard.ui.numbers import whole_number


@dataclass(frozen=True)
class DoubtFields:
    """The fields of one figure; `typed` when there is something in them or wrong with them."""

    doubted: BoundField
    reason: BoundField
    proposed: BoundField
    evidence: BoundField
    kept: BoundField

    @property
    def typed(self) -> bool:
        shown = (self.doubted, self.reason, self.proposed, self.evidence, self.kept)
        return any(field.value() or field.errors for field in shown)


class NeededWhenTicked(forms.CharField):
    """Not called optional, since it is not where its box is ticked; the form sees to that."""

    def validate(self, value: str) -> None:
        """Empty is looked at together with the box."""


class VerifyForm(PlainForm):
    """One submit for all figures. Fields bear the indicator's id, not the figure's: a figure that
    is replaced meanwhile leaves what was typed about it in its place."""

    name = forms.CharField(
        label="Your full name",
        help_text="You confirm the figures for your practice.",
        max_length=200,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, figures: Iterable[Figure], *args: Any, **kwargs: Any) -> None:
        self.figures = {figure.indicator_id: figure for figure in figures}
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", ",".join(str(one.pk) for one in self.figures.values()))
        # What is held now, whatever was held when the page was first opened.
        self.now_held = self.initial["seen"]

    def label_fields(self) -> None:
        for indicator, figure in self.figures.items():
            self.fields |= _fields(indicator, figure.indicator.code)

    def doubt(self, indicator: int) -> DoubtFields:
        return DoubtFields(*(self[f"{name}_{indicator}"] for name in _NAMES))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for indicator, figure in self.figures.items():
            doubted, reason, proposed, *_ = (cleaned.get(f"{n}_{indicator}") for n in _NAMES)
            if doubted and not reason and not self.has_error(f"reason_{indicator}"):
                self.add_error(
                    f"reason_{indicator}", f"Say why {figure.indicator.code} is wrong, or untick it"
                )
            if not doubted and (reason or proposed):
                self.add_error(
                    f"doubted_{indicator}",
                    f"Tick {figure.indicator.code} to query it, or take out what you typed",
                )
        return cleaned

    @property
    def seen_ids(self) -> set[int]:
        parts = str(self.cleaned_data["seen"]).split(",")
        return {number for part in parts if (number := whole_number(part)) is not None}

    @property
    def file_fields(self) -> list[tuple[str, str]]:
        return [(f"evidence_{indicator}", f"kept_{indicator}") for indicator in self.figures]

    def challenges(self, attached: Mapping[str, Evidence]) -> list[Challenge]:
        """What is ticked, with what is `attached` by the name of its field."""
        given = self.cleaned_data
        return [
            Challenge(
                figure.pk,
                given[f"reason_{indicator}"],
                given[f"proposed_{indicator}"],
                attached.get(f"evidence_{indicator}"),
            )
            for indicator, figure in self.figures.items()
            if given.get(f"doubted_{indicator}")
        ]

    def show_what_is_held(self) -> None:
        """After an error the next submit answers what the page shows now."""
        shown = cast(QueryDict, self.data).copy()
        shown["seen"] = self.now_held
        self.data = shown


_NAMES = ("doubted", "reason", "proposed", "evidence", "kept")


def _fields(indicator: int, code: str) -> dict[str, forms.Field]:
    return {
        f"doubted_{indicator}": forms.BooleanField(label=f"{code} is wrong", required=False),
        f"reason_{indicator}": NeededWhenTicked(
            label=f"Why {code} is wrong",
            help_text="Your commissioner reads this. Never name or describe a patient.",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
        ),
        f"proposed_{indicator}": forms.CharField(
            label=f"What {code} should be",
            help_text="For example: 70 of 100",
            max_length=100,
            required=False,
        ),
        f"evidence_{indicator}": forms.FileField(
            label=f"A file that shows it, for {code}",
            help_text=NO_PATIENTS,
            required=False,
            max_length=None,
        ),
        f"kept_{indicator}": forms.CharField(widget=forms.HiddenInput, required=False),
    }


class WindowForm(PlainForm):
    opens_on = DateField(label="First day for verifying")
    deadline = DateField(label="Last day for verifying")
    silence = forms.ChoiceField(
        label="What silence means",
        help_text="Practices read this beforehand. From the first day on it cannot be changed.",
        choices=[
            (value, f"A figure that is neither confirmed nor queried {words}")
            for value, words in VerificationWindow.Silence.choices
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what silence means"},
    )
    decide_by = DateField(
        label="Day by which queries are answered",
        help_text="If left empty, each query is answered within 20 working days.",
        required=False,
    )
