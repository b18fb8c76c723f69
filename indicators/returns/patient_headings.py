"""Which headings of columns say that a file is about single patients."""

import re

from indicators.returns.columns import plain

# Compared without spaces, so "NHSNo", "nhs_no" and "NHS No." are one.
_HEADINGS = frozenset(
    [
        "nhsnumber",
        "nhsno",
        "nhsnum",
        "nhsnr",
        "nhsid",
        "chinumber",
        "chino",
        "hospitalnumber",
        "hospitalno",
        "emisnumber",
        "emisno",
        "patientid",
        "patientnumber",
        "patientno",
        "patientname",
        "forename",
        "surname",
        "firstname",
        "lastname",
        "fullname",
        "familyname",
        "givenname",
        "middlename",
        "forenames",
        "firstnames",
        "dateofbirth",
        "birthdate",
        "dob",
        "dateofdeath",
        "deathdate",
        "patientpostcode",
        "homeaddress",
    ]
)
# About a patient only where the heading says "patient": practices have names and addresses too.
_OF_A_PATIENT = frozenset(
    [
        "name",
        "names",
        "id",
        "identifier",
        "number",
        "no",
        "postcode",
        "address",
        "initials",
        "nhs",
        "telephone",
        "phone",
    ]
)
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^]]*\]?")
_FORMAT = frozenset(["dd", "mm", "yy", "yyyy", "ddmmyyyy", "ddmmyy", "format", "digits", "10"])


def is_patient_heading(text: str) -> bool:
    """Whether a column of that name is about single patients.

    Brackets, the form of a date and "patient" around the words make no difference; a sentence
    that only mentions such a thing is no heading.
    """
    words = plain(_BRACKETS.sub(" ", text.replace("#", " number "))).split()
    while words and words[-1] in _FORMAT:
        words.pop()
    if "".join(words) in _HEADINGS:
        return True
    rest = _without_patient(words)
    return rest is not None and ("".join(rest) in _HEADINGS or "".join(rest) in _OF_A_PATIENT)


def _without_patient(words: list[str]) -> list[str] | None:
    """The words beside "patient" at either end; None where it is at neither.

    "Number of patients" is a count: at the end, one patient alone makes it a heading.
    """
    if words[:1] in (["patient"], ["pt"]) or words[:2] in (
        ["patients", "name"],
        ["patients", "names"],
    ):
        rest = words[1:]
        return rest[1:] if rest[:1] == ["s"] else rest
    if words[-1:] in (["patient"], ["pt"]):
        return [word for word in words[:-1] if word not in ("of", "the", "a")]
    return None
