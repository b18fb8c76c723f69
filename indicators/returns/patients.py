"""Figures about practices are wanted, never about patients: finding the second in time."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from indicators.returns.columns import plain
from indicators.returns.problems import CONFIRMATION, PatientDataFound, Problem
from indicators.returns.sheets import Sheet, shown

_ROWS_OF_HEADINGS = 50
# Not part of a longer or a decimal number; a full stop may follow, as at the end of a sentence.
# Written 3-3-4 or digit by digit; no decimal, nor the day and time of a cell, looks like either.
_TEN_DIGITS = re.compile(
    r"(?<![0-9])(?<![0-9]\.)"
    r"(?:[0-9]{3}(?:[ -]{0,3}[0-9]{3}[ -]{0,3}|\.[0-9]{3}\.)[0-9]{4}|[0-9](?:[ .-]{1,3}[0-9]){9})"
    r"(?![0-9]|\.[0-9])"
)
_HEADINGS = frozenset(
    {
        "nhs number",
        "nhs no",
        "nhsnumber",
        "nhs num",
        "patient id",
        "patient number",
        "patient name",
        "forename",
        "surname",
        "first name",
        "last name",
        "date of birth",
        "dob",
        "d o b",
        "birth date",
        "date of death",
        "emis number",
        "chi number",
        "hospital number",
        "patient postcode",
        "home address",
    }
)
_MEND = (
    "Returns hold counts for the whole practice, never single patients. Delete these columns, or "
    "download the template and fill in totals. Nothing of this file was kept."
)


def refuse_patient_data(sheets: Iterable[Sheet]) -> tuple[Problem, ...]:
    """Raises PatientDataFound for a file about patients; asks about one possible NHS number.

    A telephone number passes the check of an NHS number by chance (1 in 11), so one alone is a
    warning. Hidden sheets count too. No value is ever repeated in the message.
    """
    held = tuple(sheets)
    for heading in _patient_headings(held):
        raise PatientDataFound(f"A column is headed {heading!r}.", _MEND)
    places = list(_nhs_numbers(held))
    if len(places) > 1:
        raise PatientDataFound(f"{len(places)} rows seem to hold an NHS number.", _MEND)
    return tuple(
        Problem(
            row,
            "",
            "(not repeated here)",
            "A ten-digit number in this row could be an NHS number.",
            "Say below whether it is one.",
            needs=CONFIRMATION,
        )
        for row in places
    )


def _patient_headings(sheets: Iterable[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for row in sheet.rows[:_ROWS_OF_HEADINGS]:
            for cell in row.cells:
                if isinstance(cell, str) and len(cell) < 60 and plain(cell) in _HEADINGS:
                    yield cell.strip()


def _nhs_numbers(sheets: Iterable[Sheet]) -> Iterator[int]:
    for sheet in sheets:
        for row in sheet.rows:
            texts = (cell if isinstance(cell, str) else shown(cell) for cell in row.cells)
            if any(map(holds_nhs_number, texts)):
                yield row.number


def is_patient_heading(text: str) -> bool:
    """Whether a column of that name is about single patients."""
    return plain(text) in _HEADINGS


def holds_nhs_number(text: str) -> bool:
    """Whether ten digits somewhere in `text` could be an NHS number."""
    plain_already = text.isascii() and text.isprintable()
    found = _TEN_DIGITS.findall(text if plain_already else _plainly(text))
    return any(is_nhs_number(re.sub(r"[^0-9]", "", one)) for one in found)


def _plainly(text: str) -> str:
    """Digits, hyphens and spaces of every script and width as the plain ones; none invisible."""
    return "".join(map(_plain_character, unicodedata.normalize("NFKC", text)))


def _plain_character(one: str) -> str:
    kind = unicodedata.category(one)
    if kind == "Nd":
        return str(unicodedata.decimal(one))
    if kind == "Pd" or one == "\N{MINUS SIGN}":
        return "-"
    if kind == "Cf":
        return ""
    return " " if one.isspace() else one


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits pass the NHS-number check: weights 10 to 2, remainder of 11.

    Source: NHS Data Dictionary, NHS NUMBER. Ten equal digits pass, but are nobody's number.
    """
    if len(set(digits)) == 1:
        return False
    total = sum(int(d) * weight for d, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])
