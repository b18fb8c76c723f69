"""What people type about urgent limits and signals."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from indicators.models import Definition, UrgentLimit, UrgentStep
from indicators.urgent_limits import Limit, Side
from scorecard.accounts.models import User
from scorecard.ui.forms import PlainForm

NOW, LATER = "now", "later"


class IndicatorForm(PlainForm):
    indicator = forms.ChoiceField(label="Indicator")

    def __init__(self, definitions: Iterable[Definition], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.choices = [(one.code, f"{one.code} {one.name}") for one in definitions]


class LimitForm(PlainForm):
    """`held` is asked once it is known how many figures are beyond the limit already."""

    side = forms.ChoiceField(
        label="A figure is urgent when it is",
        choices=[
            (str(Side.ABOVE), "above the limit"),
            (str(Side.AT_OR_ABOVE), "at the limit or above it"),
            (str(Side.BELOW), "below the limit"),
            (str(Side.AT_OR_BELOW), "at the limit or below it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose on which side of the limit a figure is urgent"},
    )
    value = forms.FloatField(label="Limit")
    least = forms.FloatField(
        label="Smallest denominator",
        required=False,
        min_value=0,
        help_text="Below it nothing is signalled, so that 1 of 2 patients raises no alarm.",
    )
    by_chance = forms.BooleanField(
        label="Only when it is beyond by more than chance: the whole 95% interval lies beyond",
        required=False,
    )
    reason = forms.CharField(
        label="Why this is urgent, and what should be done",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those who are told read it on the page. Never write about a patient.",
    )
    people = forms.TypedMultipleChoiceField(
        label="Who is told, in confidence",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person who is told"},
    )
    held = forms.ChoiceField(
        label="The figures that are held already",
        choices=[(NOW, "Signal those now"), (LATER, "Signal only what comes from now on")],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, definition: Definition, staff: Sequence[User], *args: Any, **kwargs: Any
    ) -> None:
        self.definition = definition
        self.staff = {person.pk: person for person in staff}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = [
            (pk, f"{person.name} ({person.email})") for pk, person in self.staff.items()
        ]
        if definition.sampling == "none":
            del self.fields["by_chance"]

    def label_fields(self) -> None:
        if self.definition.unit:
            self.fields["value"].label = f"Limit ({self.definition.unit})"

    @property
    def rule(self) -> Limit:
        given = self.cleaned_data
        return Limit(
            Side(given["side"]), given["value"], given["least"] or 0.0, bool(given.get("by_chance"))
        )

    @property
    def people_named(self) -> list[User]:
        return [self.staff[pk] for pk in self.cleaned_data["people"]]

    def was_shown(self, token: str) -> bool:
        """Whether the sender has seen what the limit would do."""
        return str(self.data.get("previewed", "")) == token

    def settled(self, token: str, beyond: int) -> bool:
        """Whether that was shown, and where it matters answered."""
        if not self.was_shown(token):
            return False
        if beyond and not self.cleaned_data["held"]:
            self.add_error("held", "Choose whether those figures are signalled now")
            return False
        return True


def as_typed(definition: Definition, before: UrgentLimit | None) -> dict[str, Any]:
    """From what the form starts: another limit to be set anew, or the usual."""
    if before is None:
        return {"by_chance": definition.sampling != "none"}
    return {
        "side": before.side,
        "value": before.value,
        "least": before.minimum_denominator or None,
        "by_chance": before.by_chance,
        "reason": before.reason,
        "people": [one.person_id for one in before.readers.all() if one.ended_at is None],
    }


class StepForm(PlainForm):
    kind = forms.ChoiceField(
        label="What you do",
        choices=[
            (UrgentStep.Kind.ACKNOWLEDGED, "Acknowledge: I am looking into it"),
            (UrgentStep.Kind.CLOSED, "Close: nothing more is to be done"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you acknowledge or close it"},
    )
    words = forms.CharField(
        label="Note, or how it ended",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: figure wrong, asked the practice to correct it. Your name and the "
        "time stand beside it, and it cannot be changed. Never write about a patient.",
    )


class PersonForm(PlainForm):
    person = forms.TypedChoiceField(label="Tell somebody else too", coerce=int)

    def __init__(self, staff: Sequence[User], *args: Any, **kwargs: Any) -> None:
        self.staff = {person.pk: person for person in staff}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        named = [(pk, f"{person.name} ({person.email})") for pk, person in self.staff.items()]
        field.choices = [("", "Choose a person"), *named]
