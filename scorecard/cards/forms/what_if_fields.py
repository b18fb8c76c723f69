"""The fields of what to try, each with its own words for what is wrong, and its choices."""

from django import forms

BEFORE = (
    ("version", "this version as it stands"),
    ("banded", "what was banded in the period"),
)
_LARGEST = 1e12


def points_field(label: str) -> forms.FloatField:
    asked = f"{label}: enter a number from 0 to 100, for example 70"
    names = ("required", "invalid", "min_value", "max_value")
    messages = dict.fromkeys(names, asked)
    return forms.FloatField(label=label, min_value=0, max_value=100, error_messages=messages)


def count_field(label: str) -> forms.IntegerField:
    asked = f"{label}: enter a whole number from 1 to 999"
    names = ("required", "invalid", "min_value", "max_value")
    messages = dict.fromkeys(names, asked)
    return forms.IntegerField(label=label, min_value=1, max_value=999, error_messages=messages)


def level_field(label: str, required: bool = True) -> forms.FloatField:
    asked = f"{label}: enter a number, for example 80"
    names = ("required", "invalid", "min_value", "max_value")
    return forms.FloatField(
        label=label,
        required=required,
        min_value=-_LARGEST,
        max_value=_LARGEST,
        error_messages=dict.fromkeys(names, asked),
    )


def weight_field(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        decimal_places=2,
        min_value=0,
        max_value=100,
        error_messages={
            "required": f"{label}: enter a number from 0 to 100; 0 means it does not count",
            "invalid": f"{label}: enter a number from 0 to 100, for example 12.5",
            "max_decimal_places": f"{label}: use at most two decimals",
            "min_value": f"{label}: a weight cannot be below 0",
            "max_value": f"{label}: a weight cannot be above 100",
        },
    )
