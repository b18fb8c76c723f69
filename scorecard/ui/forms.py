"""Base form classes: errors say in plain words what is wrong and how to mend it."""

from typing import Any

from django import forms


class PlainErrors:
    """Gives every field its own messages, unless the form has set them. Mix in before Form."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_fields()
        for name, field in self.fields.items():
            shown = str(field.label or name.replace("_", " ").capitalize())
            for code, message in _messages(field, shown).items():
                if field.error_messages.get(code) == _djangos(field, code):
                    field.error_messages[code] = message

    def label_fields(self) -> None:
        """Where a form changes labels, before the messages that name them are made."""


class PlainForm(PlainErrors, forms.Form):
    """A form without a model."""


class DateField(forms.DateField):
    """A day, as the browser's own date field; typed dates are day first: 30/6/2026."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


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
