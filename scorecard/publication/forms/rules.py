"""Who is told what of a scorecard: a table, exceptions for indicators, small numbers, a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms

from scorecard.publication.levels import AUDIENCES, CHOSEN, DETAILS, Audience, Detail, Levels
from scorecard.ui.forms import PlainForm

Choices = list[tuple[str, str]]
_DETAILS: Choices = [(str(int(one)), words) for one, words in DETAILS.items()]
_AS_TABLE: Choices = [("", "as above")]


class RulesForm(PlainForm):
    """`after` is the number of the rules that the form was filled in on."""

    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    threshold = forms.IntegerField(
        label="Largest count that is withheld",
        min_value=0,
        max_value=100,
        help_text="Counts of patients from 1 to this number are not told to anybody outside.",
    )
    rounding_base = forms.IntegerField(
        label="Counts are rounded to the nearest",
        min_value=1,
        max_value=100,
        help_text="1 does not round.",
    )
    zero_shown = forms.BooleanField(
        label="A count of 0 is told", required=False, help_text="It names nobody."
    )
    list_minimum = forms.IntegerField(
        label="Smallest practice that is told of",
        min_value=0,
        max_value=100_000,
        help_text="Of a practice with fewer registered patients no figure that counts patients is"
        " told. 0: of every practice.",
    )
    secondary = forms.BooleanField(
        label="Withhold also what a withheld figure could be worked out from",
        required=False,
        help_text="For example the area’s value, with which the one missing figure is known."
        " Without this, anybody who can subtract may read what is withheld.",
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), label="Why")

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        self.codes = list(codes)
        super().__init__(*args, **kwargs)

    def label_fields(self) -> None:
        for audience in CHOSEN:
            self.fields[str(audience)] = forms.ChoiceField(
                label=f"What {AUDIENCES[audience]} {_is(audience)} told", choices=_DETAILS
            )
            for code in self.codes:
                self.fields[f"{code}:{audience}"] = forms.ChoiceField(
                    label=f"{code}: what {AUDIENCES[audience]} {_is(audience)} told",
                    choices=_AS_TABLE + _DETAILS,
                    required=False,
                )

    def clean_after(self) -> int:
        """A form without the number counts as old."""
        return self.cleaned_data["after"] or 0

    def levels(self) -> Levels:
        """What was chosen; only where the form is valid."""
        exceptions = {code: self._row(f"{code}:") for code in self.codes}
        return Levels(self._row(""), {code: row for code, row in exceptions.items() if row})

    def small(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SMALL}

    def _row(self, prefix: str) -> dict[Audience, Detail]:
        chosen = {one: self.cleaned_data[f"{prefix}{one}"] for one in CHOSEN}
        return {one: Detail(int(value)) for one, value in chosen.items() if value}


SMALL = ("threshold", "rounding_base", "zero_shown", "list_minimum", "secondary")


def typed(levels: Levels, small: dict[str, Any], after: int) -> dict[str, Any]:
    """The form as it is filled in where nothing was typed yet."""
    table = {str(one): str(int(detail)) for one, detail in levels.table.items()}
    exceptions = {
        f"{code}:{one}": str(int(detail))
        for code, row in levels.exceptions.items()
        for one, detail in row.items()
    }
    return {**table, **exceptions, **{name: small[name] for name in SMALL}, "after": after}


def _is(audience: Audience) -> str:
    return "are" if audience is Audience.PRACTICES else "is"
