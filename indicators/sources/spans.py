"""Periods as sources write them, as codes of ours. Pure."""

import datetime as dt
import re

from indicators import periods

# 2022/23, 2022-23, 2022/2023, 2022 - 23, with or without a quarter behind.
_YEARS = re.compile(
    r"(\d{4})\s?[-/]\s?(?:\d\d)?(\d\d)(?:[\s-]*Q([1-4]))?", re.ASCII | re.IGNORECASE
)
# A number that a spreadsheet or statistical program made of a year.
_POINTED_YEAR = re.compile(r"(\d{4})\.0+", re.ASCII)


def period_code(text: str, day_form: str = "") -> str | None:
    """The code of a period: 2019, 2022-23, 2022/23, 2022/23 Q1; None for anything else.

    With `day_form` (as strptime has it) the text is a day, and the period the financial year
    (April to March) in which it lies.
    """
    given = text.strip()
    if day_form:
        return _year_of(given, day_form)
    if found := _YEARS.fullmatch(given):
        given = f"{found[1]}-{found[2]}" + (f"-Q{found[3]}" if found[3] else "")
    elif found := _POINTED_YEAR.fullmatch(given):
        given = found[1]
    try:
        return periods.parse(given).code
    except periods.UnknownPeriodCode:
        return None


def _year_of(text: str, day_form: str) -> str | None:
    try:
        day = dt.datetime.strptime(text, day_form).date()
    except ValueError:
        return None
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"
