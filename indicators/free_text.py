"""What people write in their own words must not be about a single patient."""

from django.core.exceptions import ValidationError

from indicators.returns.patients import holds_nhs_number

NOT_HERE = (
    "This holds a number that could be an NHS number. Never write about a single patient here: "
    "take the number out."
)


def refuse_nhs_numbers(*texts: str) -> None:
    """Raises ValidationError where one of the texts could hold an NHS number; it repeats none."""
    if any(map(holds_nhs_number, texts)):
        raise ValidationError(NOT_HERE)
