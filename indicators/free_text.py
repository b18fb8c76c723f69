"""What people write in their own words must not be about a single patient."""

import re

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


# How people write of one person: a date that can be a birthday, a title before a name, an age with
# a sex. A year alone or a period is none of these.
_DETAILS = (
    (
        re.compile(
            r"\b(?:d\.?o\.?b\b|date of birth|born (?:on|in)\b|nhs (?:number|no)\b)", re.IGNORECASE
        ),
        "It speaks of a date of birth or an NHS number.",
    ),
    (
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Master)\.? [A-Z][a-z'-]+"),
        "It seems to name a person (Mr, Mrs, Ms and a name).",
    ),
    (
        re.compile(
            r"\b\d{1,3}[ -]?(?:years?[ -]old|y/?o)\b"
            r"[ -]*(?:man|woman|boy|girl|male|female|patient)",
            re.IGNORECASE,
        ),
        "It seems to tell the age of one patient.",
    ),
    (
        re.compile(r"\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19\d\d|20[01]\d)\b"),
        "It holds a day that could be a date of birth.",
    ),
)


def refuse_patients(*texts: str) -> None:
    """Raises ValidationError, in words that repeat nothing, where a text that others will read
    could be about a single patient."""
    refuse_nhs_numbers(*texts)
    for pattern, what in _DETAILS:
        if any(map(pattern.search, texts)):
            raise ValidationError(
                f"{what} Others will read this: write of the practice and its patients as a whole,"
                " and take that out."
            )
