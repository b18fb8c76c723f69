"""A cell as a number: what is accepted, what is not, and the sentence for each."""

import datetime as dt
import math
import re
from dataclasses import dataclass
from enum import Enum, auto

from indicators.returns.problems import Fault
from indicators.returns.sheets import Cell, shown

LARGEST = 1e13
SMALLEST = 1e-6


@dataclass(frozen=True)
class Amount:
    """A number; `percent` when it was written with a percent sign (85% is 85, not 0.85)."""

    value: float
    percent: bool = False


class Marker(Enum):
    BLANK = auto()
    NOT_APPLICABLE = auto()


Reading = Amount | Marker | Fault

NOT_APPLICABLE_WORDS = ("n/a", "na", "n.a.", "n/a.", "not applicable")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\ufeff\u2060"))
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:[ \u00a0\u202f][0-9]{3})+)(?:\.[0-9]+)?"
)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_DIGITS_ONLY = "Write digits only, for example 1234 or 85.5."
_DASH = "Write 0 if there were none, n/a if it does not apply, or leave the cell blank."
_EXACT = "Write the exact number: small numbers are hidden later, before anything is published."

# What people write that is not a number, in the order in which it is looked for.
_FAULTS = (
    (r"[-–—‒−.]+", "is a dash, which could mean zero or not known", _DASH),
    (r"(<|>|≤|≥|~|under |over |c\. ?).*", "is not an exact number", _EXACT),
    (r"\*+|:|\[[a-z]\]|suppressed", "is a sign for a hidden number", _EXACT),
    (r".*[£$€].*", "has a currency sign", "Write the amount alone, for example 5.00."),
    (r"=.*", "is a formula written as text", "Type the number itself."),
    (r"#.*", "is a spreadsheet error", "Mend the formula, or type the number itself."),
    (r"[+-]?(nan|inf|infinity|null|none)", "is not a number", _DIGITS_ONLY),
    (
        r"[+-]?[0-9][0-9.]*e[+-]?[0-9]+",
        "is in scientific notation, which may have lost digits",
        "Format the cell as a number, so that every digit shows.",
    ),
    (r"\(.*\)", "is in brackets", "Write a negative number with a minus sign."),
    (
        r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*",
        "is a date",
        _DIGITS_ONLY,
    ),
    (
        r"[+-]?[0-9.]*,[0-9,.]*",
        "has a comma where none is expected",
        "Use a comma for thousands only and a full stop for decimals: 1,234.5.",
    ),
    (r"true|false|yes|no|y|n", "is an answer, not a number", _DIGITS_ONLY),
)


def read_number(cell: Cell) -> Reading:
    """The number in a cell, that it is blank or does not apply, or the fault that it has."""
    match cell:
        case None:
            return Marker.BLANK
        case Fault():
            return cell
        case str():
            return _from_text(cell)
        case bool():
            return Fault("is true or false, not a number", _DIGITS_ONLY, shown(cell))
        case dt.date() | dt.time() | dt.timedelta():
            return Fault(
                "is a date or a time", "Format the cell as a number and type it again.", shown(cell)
            )
    return _amount(float(cell), False, shown(cell))


def tidy(text: str) -> str:
    """Text without spaces around it and without characters that nobody can see."""
    return text.translate(_INVISIBLE).strip()


def _from_text(cell: str) -> Reading:
    text = tidy(cell)
    if not text:
        return Marker.BLANK
    if text.casefold() in NOT_APPLICABLE_WORDS:
        return Marker.NOT_APPLICABLE
    percent = text.endswith("%")
    number = text.removesuffix("%").strip().replace("\u2212", "-")
    if _PLAIN.fullmatch(number):
        return _amount(float(number), percent, text)
    if _GROUPED.fullmatch(number):
        return _amount(float(re.sub(r"[ ,\u00a0\u202f]", "", number)), percent, text)
    return _fault(text)


def _amount(value: float, percent: bool, text: str) -> Amount | Fault:
    if not math.isfinite(value) or abs(value) > LARGEST:
        return Fault("is larger than any figure of a practice", "Check the number.", text[:200])
    if 0 < abs(value) < SMALLEST:
        return Fault("is smaller than any figure of a practice", "Check the number.", text[:200])
    return Amount(value, percent)


def _fault(text: str) -> Fault:
    for pattern, what, mend in _FAULTS:
        if re.fullmatch(pattern, text[:200], re.IGNORECASE | re.DOTALL):
            return Fault(what, mend, text[:200])
    return Fault("is not a number", _DIGITS_ONLY, text[:200])
