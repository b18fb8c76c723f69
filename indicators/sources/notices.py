"""What a reader finds odd in a national file, each with its decision in a sentence.

Nothing odd is passed over in silence: it is kept or refused, and the user is told which.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from indicators.sources.coded import Coded

SHOWN = 10


class Found(StrEnum):
    """What was found, as the heading of its list."""

    FILE = "About the file"
    IGNORED = "Rows left out, as the layout says"
    NO_PRACTICE = "Rows left out because they name no practice"
    BROKEN_ROW = "Rows refused because they do not fit the columns"
    NOT_A_NUMBER = "Figures refused because they are not numbers"
    BAD_DATE = "Rows refused because their date or period cannot be read"
    NOT_BEGUN = "Figures refused because their period has not begun, by period"
    CONTRADICTION = "Figures refused because the file gives two different ones"
    DUPLICATE = "Rows given twice with the same figures: kept once"
    MISSING = "Kept as 'no data', which is not zero"
    SUPPRESSED = "Kept as 'suppressed by the source'"
    DECIMAL_COUNT = "Counts written with a decimal point: read as whole numbers"
    ABOVE_ALL = "Larger than the whole: kept, without an interval, and to be queried"
    NEGATIVE = "Below zero: kept as the source gives it"
    NO_DENOMINATOR = "Divided by zero: kept, but without a value"
    PART_PATIENT = "Fewer than one patient: kept as the source gives it"
    ZERO_LIST = "Lists of zero: kept, the practice has no patients on that day"
    NEGATIVE_LIST = "Lists below zero: refused"
    NO_NETWORK = "Practices in no network"
    TWO_AREAS = "Networks whose practices lie in two areas"
    CLOSED_IN_DETAILS = "Practices that the details file says were closed: left open"
    NO_DETAILS = "Practices that the details file does not hold"
    PLACED_LATER = "Practices that the file closes before they were placed here: left open"
    NO_SUCCESSOR = "Closed without a successor, because the one that took over is not known here"
    HELD_OTHERWISE = "Held otherwise here: left as it is"
    STILL_OPEN = "Practices that the file says are closed and that are open here"
    NEW_NETWORK = "Networks known by name only: added under a code made from the name"
    OTHER_UNIT = "The unit of the file is not that of the indicator here: look before you band"
    UNKNOWN_PRACTICE = "Refused because the practice is not known here, by practice"
    OTHER_AREA = "Rows left out because the practice belongs to another area"
    CLOSED_PRACTICE = "Refused because the practice had closed before the period, by practice"
    OTHER_AREAS = "Rows of other areas than yours, and no practices: left out, by kind"
    AREA_MISSING = "Values of England, the region or the area that are not there or hidden"
    AREA_PERIOD = "Values of England, the region or the area left out, by period not held here"
    AREA_IMPOSSIBLE = "Values of England, the region or the area refused: no count can give them"
    UNKNOWN_INDICATOR = (
        "Left out because this commissioner has not defined the indicator, by indicator"
    )


REFUSED = frozenset(
    {
        Found.BROKEN_ROW,
        Found.NOT_A_NUMBER,
        Found.BAD_DATE,
        Found.NOT_BEGUN,
        Found.CONTRADICTION,
        Found.NEGATIVE_LIST,
        Found.UNKNOWN_PRACTICE,
        Found.CLOSED_PRACTICE,
        Found.AREA_IMPOSSIBLE,
    }
)


MENDS = {
    Found.NO_PRACTICE: "Write the code of the practice, or delete the row.",
    Found.BROKEN_ROW: "Give the row as many cells as there are headings.",
    Found.NOT_A_NUMBER: "Write a number, or one of the layout's words for 'not available'.",
    Found.BAD_DATE: "Write it as the layout says.",
    Found.NOT_BEGUN: "Check the period, or load the file when it has begun.",
    Found.CONTRADICTION: "Keep the row that is right and delete the others.",
    Found.DUPLICATE: "Nothing to mend; delete the second row if you like.",
    Found.ABOVE_ALL: "Ask the practice or the publisher which number is right.",
    Found.NEGATIVE_LIST: "Ask the publisher for the right number.",
    Found.UNKNOWN_PRACTICE: "Correct the code, or import the organisations that it belongs to.",
    Found.CLOSED_PRACTICE: "Check the code and the period, or the closing date held here.",
    Found.AREA_PERIOD: "Load the practices' figures of the period, or add it, then load it again.",
    Found.AREA_IMPOSSIBLE: "Ask the publisher which number is right.",
    Found.UNKNOWN_INDICATOR: "Define the indicator under this code if it is to be kept.",
}


@dataclass(frozen=True)
class Notice:
    """One odd thing. `row` counts from 1 as a spreadsheet shows it; None: the file itself.

    `count` is above 1 where one notice stands for many rows; `more` then gives them one by one.
    """

    found: Found
    sentence: str
    row: int | None = None
    column: str = ""
    value: str = ""
    count: int = 1
    more: Callable[[], Iterator["Notice"]] | None = field(default=None, compare=False, repr=False)


def every(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Row by row, as far as rows are known: those too that one notice stands for."""
    for notice in notices:
        if notice.more is None:
            yield notice
        else:
            yield from notice.more()


def by_code(found: Found, codes: Coded, rows: NDArray[np.int64]) -> list[Notice]:
    """One notice for each different code of some rows, that says how many it stands for."""
    ordered = rows[np.argsort(codes.at, kind="stable")]
    ends = np.cumsum(np.bincount(codes.at, minlength=len(codes.words)))
    place = {code: at for at, code in enumerate(codes.texts)}

    def those(code: str, count: int) -> Iterator[Notice]:
        end = ends[place[code]]
        for row in ordered[end - count : end].tolist():
            yield Notice(found, f"{code}.", row, value=code)

    return [
        Notice(found, f"{code}: {n:,}.", value=code, count=n, more=partial(those, code, n))
        for code, n in codes.counted().items()
    ]


def counts(notices: Iterable[Notice]) -> dict[Found, int]:
    """How many of each, in the order in which the kinds are listed."""
    total: Counter[Found] = Counter()
    for notice in notices:
        total[notice.found] += notice.count
    return {found: total[found] for found in Found if total[found]}


def as_lines(notices: Iterable[Notice]) -> list[str]:
    """For a terminal: each kind with its count, the first ten, then how many more."""
    listed = list(notices)
    lines: list[str] = []
    for found, count in counts(listed).items():
        these = [notice for notice in listed if notice.found == found]
        lines.append(f"{found}: {count:,}")
        lines += [f"  - {_where(notice)}{notice.sentence}" for notice in these[:SHOWN]]
        left = count - sum(notice.count for notice in these[:SHOWN])
        if left > 0:
            lines.append(f"  - and {left:,} more")
    return lines


def _where(notice: Notice) -> str:
    column = f", column {notice.column!r}" if notice.column else ""
    return f"row {notice.row:,}{column}: " if notice.row else ""
