"""Numbers of a scorecard: to two decimals, within limits, with messages that name the field."""

from decimal import Decimal
from typing import Any

from django import forms


def number_field(
    label: str, *, most: int = 100, example: str = "12.5", zero: str = "", **given: Any
) -> forms.DecimalField:
    """A number from 0 to `most`; `zero` says what 0 means."""
    meaning = f"; 0 means {zero}" if zero else ""
    named = label.replace("%", "per cent")  # a percent sign would be read as a format
    above = f"{named}: it cannot be above {most}"
    return forms.DecimalField(
        label=label,
        decimal_places=2,
        min_value=Decimal(0),
        max_value=Decimal(most),
        error_messages={
            "required": f"{named}: enter a number from 0 to {most}{meaning}",
            "invalid": f"{named}: enter a number from 0 to {most}, for example {example}",
            "max_decimal_places": f"{named}: use at most two decimals",
            "min_value": f"{named}: it cannot be below 0",
            "max_value": above,
        },
        **given,
    )


def whole_field(label: str, *, least: int = 1, most: int = 999, **given: Any) -> forms.IntegerField:
    """A whole number from `least` to `most`."""
    named = label.replace("%", "per cent")
    asked = f"{named}: enter a whole number from {least} to {most}"
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), asked),
        **given,
    )
