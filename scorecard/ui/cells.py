"""One cell of a file: a value becomes a number or a text that no spreadsheet will execute.

Excel and LibreOffice take a text that begins with = + - @ or a control character for a formula,
also when it comes from a CSV file, and a formula can send data away or start a program.
"""

import datetime as dt
import math
import numbers
import re
import unicodedata
from decimal import Decimal

Number = int | float | Decimal

# What neither XML nor a spreadsheet can hold; tab, newline and carriage return stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_WRITTEN_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?%?", re.ASCII)


def plain(value: object) -> Number | str:
    """A number as it is, anything else as text; None and NaN are empty: missing is not zero."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return value if value.is_finite() else ""
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value) if math.isfinite(value) else ""
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat(*([" ", "minutes"] if isinstance(value, dt.datetime) else []))
    return _CONTROL.sub("", str(value))


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula; "-5.2" is only a number."""
    if _WRITTEN_NUMBER.fullmatch(text):
        return False
    # Full-width signs are turned into plain ones by some spreadsheets.
    folded = unicodedata.normalize("NFKC", text)
    return folded.startswith(_STARTS) or folded.lstrip().startswith(_STARTS[:4])


def harmless(value: object) -> Number | str:
    """For CSV: a dangerous text gets an apostrophe in front, which shows that it is a text."""
    cell = plain(value)
    return f"'{cell}" if isinstance(cell, str) and is_dangerous(cell) else cell
