"""The form into which a practice types its return: one section at a time."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from indicators.free_text import NOT_HERE
from indicators.presenters.words import count_words
from indicators.returns.adjustments import REASONS
from indicators.returns.due import DueIndicator
from indicators.returns.patients import holds_nhs_number
from indicators.returns.typed import NOT_APPLICABLE, Asked, fields_of, parts_of
from indicators.services.drafts import name_of
from scorecard.ui.forms import PlainForm
from scorecard.ui.rebased import read_base

MOST_CHARACTERS = {"note": 2000, "text": 2000}
_CHECKED_AS_TEXT = 200
ANSWERS = [("yes", "Yes"), ("no", "No"), (NOT_APPLICABLE, "Not applicable"), ("", "Not answered")]
TAKEN_FILES = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt"


class TypingForm(PlainForm):
    """Nothing is refused for what it means: it is kept as typed, and the check says what to mend.

    `files` are the definitions that have a file beside them. `clashes` are names of fields that
    somebody else changed too.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, asked: Iterable[Asked], files: Iterable[int] = (), **kwargs: Any
    ) -> None:
        self.asked = tuple(asked)
        self.with_file = frozenset(files)
        self.clashes: tuple[str, ...] = ()
        super().__init__(*args, **kwargs)

    @classmethod
    def showing(
        cls, texts: Mapping[str, str], asked: Iterable[Asked], files: Iterable[int]
    ) -> "TypingForm":
        """The form as somebody finds it."""
        return cls(initial={**texts, "base": json.dumps(dict(texts))}, asked=asked, files=files)

    def label_fields(self) -> None:
        for one in self.asked:
            for name in fields_of(one.indicator):
                self.fields[name_of(one.number, name)] = _field(name, one.indicator)
            self.fields[f"{one.number}-file"] = _file()
            if one.number in self.with_file:
                label = "Take this file away"
                self.fields[f"{one.number}-without"] = forms.BooleanField(
                    label=label, required=False
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, text in list(cleaned.items()):
            if name != "base" and isinstance(text, str) and holds_nhs_number(text):
                self.add_error(name, NOT_HERE)
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """What was sent, by field; a box that is not ticked is empty."""
        return {
            name_of(one.number, name): _text(self.cleaned_data.get(name_of(one.number, name)))
            for one in self.asked
            for name in fields_of(one.indicator)
        }

    @property
    def shown(self) -> dict[str, str]:
        """What the form showed before."""
        return read_base(self.cleaned_data.get("base", ""))

    @property
    def sent_files(self) -> dict[int, Any]:
        """Files that were chosen, by definition."""
        found = {one.number: self.cleaned_data.get(f"{one.number}-file") for one in self.asked}
        return {number: file for number, file in found.items() if file}

    @property
    def taken_away(self) -> list[int]:
        return [n for n in self.with_file if self.cleaned_data.get(f"{n}-without")]

    def again(
        self, texts: Mapping[str, str], saved: Mapping[str, str], files: Iterable[int]
    ) -> "TypingForm":
        """The form with what was typed, on what is saved now."""
        data = {**texts, "base": json.dumps(dict(saved))}
        made = TypingForm(data, asked=self.asked, files=files)
        made.is_valid()
        return made


def _field(name: str, indicator: DueIndicator) -> forms.Field:
    if name == "note":
        return forms.CharField(
            label="Note",
            help_text="Never write about a single patient.",
            widget=forms.Textarea(attrs={"rows": 3}),
            required=False,
            max_length=MOST_CHARACTERS[name],
        )
    if name == "text" and name not in parts_of(indicator):
        return forms.BooleanField(label="Does not apply to this practice", required=False)
    if indicator.kind == "yes_no":
        return _quiet(
            forms.ChoiceField(
                label="Answer",
                choices=ANSWERS,
                widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline"}),
                required=False,
            )
        )
    if name == "text":
        return _quiet(
            forms.CharField(
                label="Text",
                help_text="Write n/a if it does not apply.",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                max_length=MOST_CHARACTERS[name],
            )
        )
    return _number(name, indicator)


def _number(name: str, indicator: DueIndicator) -> forms.Field:
    label = REASONS.get(name, name.capitalize())
    if name == "value" and indicator.unit:
        label = f"Value ({indicator.unit})"
    meaning = getattr(indicator, name, "") if name in ("numerator", "denominator") else ""
    if name == "denominator" and indicator.list_name:
        meaning = f"{meaning or 'All'}. Leave it empty to take the {indicator.list_name}"
    hint = ". ".join(filter(None, (meaning.rstrip(". "), _last(name, indicator))))
    attrs = {"class": "nhsuk-input--width-10", "inputmode": "decimal", "autocomplete": "off"}
    return _quiet(
        forms.CharField(
            label=label,
            help_text=hint,
            widget=forms.TextInput(attrs=attrs),
            required=False,
            max_length=_CHECKED_AS_TEXT,
        )
    )


def _last(name: str, indicator: DueIndicator) -> str:
    """What stood in this field the period before."""
    before = indicator.previous
    number = getattr(before, name, None) if before else None
    if number is None or before is None or name in REASONS:
        return ""
    return f"Last time: {count_words(number)}"


def _file() -> forms.Field:
    return forms.FileField(
        label="Evidence file",
        help_text=(
            "PDF, picture, Word, Excel, CSV or text. Never put anything about single patients "
            "here. A PDF or a picture cannot be searched for them: look yourself "
            "before you send it."
        ),
        widget=forms.FileInput(attrs={"accept": TAKEN_FILES}),
        required=False,
        allow_empty_file=True,
        max_length=None,
    )


def _quiet(field: forms.Field) -> forms.Field:
    """May stay empty without saying so sixty times."""
    field.may_wait = True  # type: ignore[attr-defined]
    return field


def _text(value: object) -> str:
    if isinstance(value, bool):
        return NOT_APPLICABLE if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
