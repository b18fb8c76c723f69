"""What the forms that ask practices for a return have in common: what, whom, in which words."""

import re
from typing import Any

from django import forms

from indicators.models import Definition
from practices.models import Commissioner, Practice
from practices.selectors import practices_ever_of
from scorecard.ui.forms import DateField, PlainForm

EVERYBODY, SOME = "all", "some"


class AskingForm(PlainForm):
    """`asked` of the cleaned data: the chosen practices, or None for everybody."""

    announced_on = DateField(
        label="Announced on",
        required=False,
        help_text="From this day practices see it under “Coming up”, with template and guidance, "
        "and are told by e-mail. They are promised six months' warning. Empty: today.",
    )
    definitions = forms.ModelMultipleChoiceField(
        queryset=Definition.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Indicators to ask for",
        error_messages={"required": "Choose at least one indicator to ask for"},
    )
    who = forms.ChoiceField(
        label="Who is asked",
        choices=[(EVERYBODY, "Every practice of the area"), (SOME, "Only the practices below")],
        widget=forms.RadioSelect,
        initial=EVERYBODY,
    )
    practices = forms.CharField(
        label="Codes of the practices",
        help_text="One code to a line, where only some practices are asked.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    guidance = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, label="Guidance for practices"
    )
    contact = forms.CharField(
        label="Whom practices ask",
        help_text="For example: Returns desk, 01234 567890. Practices also read it after the lock.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, commissioner: Commissioner, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commissioner = commissioner
        self.fields["definitions"].queryset = choices  # type: ignore[attr-defined]
        self.fields["definitions"].initial = [choice.pk for choice in choices]
        self.fields["definitions"].label_from_instance = lambda d: f"{d.code} {d.name}"  # type: ignore[attr-defined]

    def clean_practices(self) -> list[Practice]:
        codes = set(re.split(r"[\s,;]+", self.cleaned_data["practices"].upper())) - {""}
        found = list(practices_ever_of(self.commissioner).filter(code__in=codes))
        if unknown := sorted(codes - {practice.code for practice in found}):
            raise forms.ValidationError(
                f"Not a practice of this area: {', '.join(unknown[:10])}. Mend or remove it"
            )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        some = cleaned.get("who") == SOME
        if some and not cleaned.get("practices") and "practices" not in self.errors:
            self.add_error("practices", "Enter the code of at least one practice")
        cleaned["asked"] = cleaned.get("practices") if some else None
        return cleaned

    def words(self) -> dict[str, Any]:
        """What the services take of every such form."""
        given = self.cleaned_data
        return {
            "announced_on": given["announced_on"],
            "definitions": given["definitions"],
            "practices": given["asked"],
            "guidance": given["guidance"],
            "contact": given["contact"],
        }

    def check_days(self, opens: str, deadline: str) -> None:
        """The days of one return, by the names of their fields, follow each other."""
        first, last = self.cleaned_data.get(opens), self.cleaned_data.get(deadline)
        announced = self.cleaned_data.get("announced_on")
        if first and last and last < first:
            self.add_error(deadline, "The deadline must not be before the first day")
        if announced and first and first < announced:
            self.add_error(opens, "The first day must not be before the day of the announcement")
