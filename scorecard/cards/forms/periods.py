"""Opening a period, and changing what was asked for it."""

from typing import Any

from django import forms

from indicators import periods
from indicators.models import Collection
from scorecard.cards.forms.asking import EVERYBODY, SOME, AskingForm
from scorecard.ui.forms import DateField


class PeriodForm(AskingForm):
    """A period, and what practices are asked to return for it."""

    field_order = ("code", "announced_on", "opens_on", "deadline")
    code = forms.CharField(
        max_length=20,
        label="Period",
        help_text="A quarter as 2026-27-Q1 (April to June 2026), a year as 2026-27 or 2026.",
    )
    opens_on = DateField(label="First day for returns")
    deadline = DateField(label="Deadline", help_text="The last day. Later returns are marked late.")

    def clean_code(self) -> periods.PeriodSpan:
        try:
            return periods.parse(self.cleaned_data["code"])
        except periods.UnknownPeriodCode as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_days("opens_on", "deadline")
        span, deadline = cleaned.get("code"), cleaned.get("deadline")
        if span and deadline and (wrong := periods.deadline_problem(span, deadline)):
            self.add_error("deadline", wrong)
        return cleaned


class ChangeForm(AskingForm):
    """What is asked, filled in. Once it has opened, only what may still change can be typed."""

    field_order = ("announced_on", "opens_on", "deadline")
    opens_on = DateField(label="First day for returns")
    deadline = DateField(label="Deadline", help_text="The last day. Later returns are marked late.")

    def __init__(
        self, *args: Any, collection: Collection, announced: bool, opened: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_held(collection), **kwargs)
        items = collection.items.values_list("definition_id", flat=True)
        self.fields["definitions"].initial = list(items)
        fixed = ["announced_on"] * announced + ["opens_on", "definitions"] * opened
        for name in fixed:
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_days("opens_on", "deadline")
        return cleaned

    def given(self) -> dict[str, Any]:
        """What the service takes; without another day it is announced when it was to be."""
        announced_on = self.cleaned_data["announced_on"] or self.initial["announced_on"]
        days = {name: self.cleaned_data[name] for name in ("opens_on", "deadline")}
        return {**self.words(), **days, "announced_on": announced_on}


def _held(collection: Collection) -> dict[str, Any]:
    asked = collection.asked.values_list("practice__code", flat=True).order_by("practice__code")
    return {
        "announced_on": collection.announced_on,
        "opens_on": collection.opens_on,
        "deadline": collection.deadline,
        "who": EVERYBODY if collection.everybody else SOME,
        "practices": "\n".join(asked),
        "guidance": collection.guidance,
        "contact": collection.contact,
    }
