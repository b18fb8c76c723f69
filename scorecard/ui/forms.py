"""Base form classes: errors say in plain words what is wrong and how to mend it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms

from scorecard.ui.typed import kept


class PlainErrors:
    """Gives every field its own messages, unless the form has set them, and keeps what is typed
    without marks that would turn the words around it. Mix in before Form."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()
        for name, field in self.fields.items():
            if _is_text(field):
                field.to_python = partial(_kept, field.to_python)  # type: ignore[method-assign]
            shown = str(field.label or name.replace("_", " ").capitalize())
            for code, message in _messages(field, shown).items():
                if field.error_messages.get(code) == _djangos(field, code):
                    field.error_messages[code] = message

    def label_fields(self) -> None:
        """Where a form changes labels, before the messages that name them are made."""


class PlainForm(PlainErrors, forms.Form):
    """A form without a model."""

    def add_error(self, field: str | None, error: Any) -> None:
        """What is said of a field that this form has not stands above it."""
        if field is not None or not hasattr(error, "error_dict"):
            super().add_error(field if field in self.fields else None, error)
            return
        for name, sentences in error.error_dict.items():
            super().add_error(name if name in self.fields else None, sentences)


class DateField(forms.DateField):
    """A day, as the browser's own date field; typed dates are day first: 30/6/2026."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


def _is_text(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)


def _kept(to_python: Callable[[Any], Any], value: Any) -> Any:
    """Before the spaces around it are taken off: a name of such marks alone is none."""
    return to_python(kept(value) if isinstance(value, str) else value)


def _djangos(field: forms.Field, code: str) -> object:
    """Django's own message, which stands unless the form has set another."""
    classes = [getattr(known, "default_error_messages", {}) for known in type(field).__mro__]
    return next((messages[code] for messages in classes if code in messages), None)


def _messages(field: forms.Field, label: str) -> dict[str, str]:
    asked = _asked(label)
    if isinstance(field, forms.BooleanField):
        return {"required": f"Tick “{label}” to go on"}
    if isinstance(field, forms.FileField):
        return {
            "required": f"Choose a file: {asked}",
            "missing": f"Choose a file: {asked}",
            "empty": "The file is empty. Choose another one",
            "invalid": "The file did not arrive. Choose it again",
        }
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {
            "required": f"Choose {asked}",
            "invalid_choice": f"Choose {asked} from the list",
            "invalid_list": f"Choose {asked} from the list",
        }
    messages = {"required": f"Enter {asked}", "invalid": f"Enter {asked} {_shape(field)}".rstrip()}
    return {**messages, **(_TEXT if isinstance(field, forms.CharField) else {})}


_TEXT = {
    "max_length": "Use at most %(limit_value)d characters here; there are %(show_value)d",
    "null_characters_not_allowed": "Remove the characters that cannot be shown, and type it again",
}


def _asked(label: str) -> str:
    """The label inside a sentence: `Name` becomes `name`, `ODS code` stays."""
    first = label.split(" ")[0]
    return label if first[1:] != first[1:].lower() else label[:1].lower() + label[1:]


def _shape(field: forms.Field) -> str:
    """How a right answer looks."""
    if isinstance(field, forms.DateTimeField | forms.DateField):
        return "as a date, for example 30/6/2026"
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return "as a number, for example 12.5"
    if isinstance(field, forms.IntegerField):
        return "as a whole number, for example 12"
    if isinstance(field, forms.EmailField):
        return "in full, for example name@example.org"
    return ""
