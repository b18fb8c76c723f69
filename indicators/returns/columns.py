"""The columns of a return file, and the other names they are accepted under."""

import re
from collections.abc import Iterable
from enum import StrEnum


class Column(StrEnum):
    """Each column with the heading that the template gives it, in the template's order.

    `WRITE`, `BEFORE` and `MEND` are there for the person who fills it in, and are not read.
    """

    PRACTICE = "Practice code"
    PERIOD = "Period"
    INDICATOR = "Indicator code"
    NAME = "Indicator"
    WRITE = "What to write"
    BEFORE = "Last figure"
    NUMERATOR = "Numerator"
    DENOMINATOR = "Denominator"
    VALUE = "Value"
    TEXT = "Text or not applicable"
    UNSUITABLE = "PCA: care unsuitable"
    DECLINED = "PCA: patient chose not to receive it"
    NO_RESPONSE = "PCA: no response to offers"
    NEW = "PCA: newly registered or diagnosed"
    NOTE = "Note"
    EVIDENCE = "Evidence"
    MEND = "What to mend"


NEEDED = (Column.PRACTICE, Column.PERIOD, Column.INDICATOR)
FIGURES = (Column.NUMERATOR, Column.DENOMINATOR, Column.VALUE, Column.TEXT)
ADJUSTMENTS = (Column.UNSUITABLE, Column.DECLINED, Column.NO_RESPONSE, Column.NEW)

_OTHER_NAMES = {
    Column.PRACTICE: ("practice", "ods code", "ods", "practice ods code", "organisation code"),
    Column.PERIOD: ("period code", "quarter", "reporting period", "time period"),
    Column.INDICATOR: ("code", "indicator id", "measure code", "indicator ref"),
    Column.NAME: ("indicator name", "name", "measure", "practice name"),
    Column.BEFORE: ("last period", "last period's figure", "previous figure", "previous period"),
    Column.NUMERATOR: ("num", "number", "count", "numerator count"),
    Column.DENOMINATOR: ("den", "denom", "register", "eligible", "denominator count"),
    Column.VALUE: ("result", "figure", "percentage"),
    Column.TEXT: ("text", "answer", "text/not applicable", "not applicable", "words"),
    Column.UNSUITABLE: ("care unsuitable", "pca care unsuitable", "unsuitable"),
    Column.DECLINED: ("patient chose not to receive it", "declined", "pca declined"),
    Column.NO_RESPONSE: ("no response to offers", "no response", "pca no response"),
    Column.NEW: (
        "newly registered or diagnosed",
        "newly registered or newly diagnosed",
        "pca newly registered or newly diagnosed",
        "pca new",
    ),
    Column.NOTE: ("notes", "comment", "comments", "remarks"),
    Column.EVIDENCE: ("evidence file", "evidence reference"),
}


def plain(heading: str) -> str:
    """A heading without case, punctuation and doubled spaces: "ODS-Code " gives "ods code"."""
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


_COLUMNS = {plain(column): column for column in Column} | {
    plain(name): column for column, names in _OTHER_NAMES.items() for name in names
}


def column_of(heading: str) -> Column | None:
    """The column that a heading names, if any."""
    return _COLUMNS.get(plain(heading))


def recognised(cells: Iterable[object]) -> int:
    """How many different columns a row of cells names; a row of headings names several."""
    named = {column_of(cell) for cell in cells if isinstance(cell, str) and len(cell) < 80}
    return len(named - {None})
