"""Figures about practices are wanted, never about patients: finding the second in time."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from indicators.returns.patient_headings import is_patient_heading as is_patient_heading
from indicators.returns.problems import CONFIRMATION, PatientDataFound, Problem
from indicators.returns.sheets import Sheet, shown

_ROWS_OF_HEADINGS = 50
# Not part of a longer or a decimal number; a full stop may follow, as at the end of a sentence,
# and the ".0" that programs add to whole numbers. Written as people and programs do: no decimal,
# nor the day and time of a cell, looks like any of these.
_TEN_DIGITS = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(?:"
    r"[0-9]{3}(?:[ _/:~-]{0,5}[0-9]{3}[ _/:~-]{0,5}|\.[0-9]{3}\.)[0-9]{4}"
    r"|[0-9]{4}[ _/-]{1,3}[0-9]{3}[ _/-]{1,3}[0-9]{3}"
    r"|[0-9]{5}[ _]{1,3}[0-9]{5}"
    r"|[0-9](?:,[0-9]{3}){3}"
    r"|[0-9](?:[ ._/-]{1,3}[0-9]){9}"
    r")(?:\.0{1,2})?(?![0-9]|\.[0-9])"
    r"|(?<![0-9])[0-9]\.[0-9]{9}(?=[eE]\+?0?9(?![0-9]))"
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
    places = dict(_nhs_numbers(held))
    if len(places) > 1:
        raise PatientDataFound(f"{len(places)} rows seem to hold an NHS number.", _MEND)
    if any(len(numbers) > 1 for numbers in places.values()):
        raise PatientDataFound("One row seems to hold several NHS numbers.", _MEND)
    return tuple(
        Problem(
            row,
            "",
            "(not repeated here)",
            "A ten-digit number in this row could be an NHS number.",
            "Say below whether it is one.",
            needs=CONFIRMATION,
        )
        for _, row in places
    )


def _patient_headings(sheets: Iterable[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for row in sheet.rows[:_ROWS_OF_HEADINGS]:
            for cell in row.cells:
                if isinstance(cell, str) and len(cell) < 60 and is_patient_heading(cell):
                    yield cell.strip()


def _nhs_numbers(sheets: Iterable[Sheet]) -> Iterator[tuple[tuple[int, int], set[str]]]:
    """(sheet, row) and the numbers in it, of each row that holds any."""
    for place, sheet in enumerate(sheets):
        for row in sheet.rows:
            texts = (cell if isinstance(cell, str) else shown(cell) for cell in row.cells)
            if numbers := {number for text in texts for number in nhs_numbers(text)}:
                yield (place, row.number), numbers


def holds_nhs_number(text: str) -> bool:
    """Whether ten digits somewhere in `text` could be an NHS number."""
    return bool(nhs_numbers(text))


def nhs_numbers(text: str) -> set[str]:
    """Every ten digits in `text` that could be an NHS number, without what stands between them."""
    plain_already = text.isascii() and text.isprintable()
    found = _TEN_DIGITS.findall(text if plain_already else _plainly(text))
    ten = (re.sub(r"[^0-9]", "", one)[:10] for one in found)
    return {digits for digits in ten if is_nhs_number(digits)}


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
