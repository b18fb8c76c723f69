"""Odd figures in a column: found, kept or refused, and told. Pure.

Each function looks at whole columns and appends notices: the first ten one by one, then one that
stands for the rest and can name them when they are taken away.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.sources.coded import Coded
from indicators.sources.columns import Figures, whose
from indicators.sources.notices import SHOWN, Found, Notice
from indicators.sources.numbers import MISSING, SUPPRESSED, UNREADABLE, Numbers

Flags = NDArray[np.bool_]
Texts = Coded | Sequence[str]
Rows = Sequence[int] | NDArray[np.int64]


def tell(
    notices: list[Notice],
    found: Found,
    where: Flags,
    rows: Rows,
    sentence: Callable[[int], str],
    column: str = "",
    given: Callable[[int], str] | None = None,
) -> None:
    """A notice for each of the first places in `where`, one more for all the others.

    `sentence` says what is odd in a place, `given` what stands there.
    """
    places = np.flatnonzero(where)

    def one(at: int) -> Notice:
        return Notice(found, sentence(at), int(rows[at]), column, given(at) if given else "")

    notices += map(one, places[:SHOWN].tolist())
    if len(rest := places[SHOWN:]):
        more = lambda: map(one, rest.tolist())  # noqa: E731  with what it stands for, for later
        notices.append(Notice(found, "and others", column=column, count=len(rest), more=more))


def tell_states(
    notices: list[Notice], numbers: Numbers, texts: Texts, rows: Rows, column: str
) -> None:
    """Unreadable, missing and suppressed cells of a column."""
    for state, found, said in (
        (UNREADABLE, Found.NOT_A_NUMBER, "{!r} is not a number; refused."),
        (MISSING, Found.MISSING, "{!r} means not available."),
        (SUPPRESSED, Found.SUPPRESSED, "{!r} means hidden because it is small."),
    ):
        tell(
            notices,
            found,
            numbers.states == state,
            rows,
            lambda at, said=said: said.format(texts[at]).replace("''", "an empty cell"),  # type: ignore[misc]
            column,
            lambda at: texts[at],
        )


def tell_decimal_counts(
    notices: list[Notice], numbers: Numbers, texts: Texts, rows: Rows, column: str
) -> None:
    """Counts of people written "112.0" (whole all the same), once for the whole column."""
    column_of_texts = texts if isinstance(texts, Coded) else Coded.of(texts)
    pointed = column_of_texts.asked(lambda text: "." in text)
    whole = pointed & (numbers.values == np.floor(numbers.values))
    if whole.any():
        at = int(np.flatnonzero(whole)[0])
        said = f"{texts[at]!r} is read as {numbers.values[at]:,.0f}, and so on."
        notices.append(
            Notice(Found.DECIMAL_COUNT, said, int(rows[at]), column, count=int(whole.sum()))
        )


def above_all(figures: Figures) -> Flags:
    """Where a part is larger than its whole, or a percentage above 100."""
    above, below = figures.numerator, figures.denominator
    return ((above > below) & (below > 0)) | (figures.value > 100)


def tell_all(notices: list[Notice], figures: Figures) -> None:
    """What is odd about the figures of one indicator, and that they are kept all the same."""
    above, below = figures.numerator, figures.denominator
    for found, where, text in (
        (Found.ABOVE_ALL, figures.above_all, ""),
        (Found.NEGATIVE, (above < 0) | (below < 0) | (figures.value < 0), ""),
        (Found.NO_DENOMINATOR, below == 0, ""),
        (Found.PART_PATIENT, (below > 0) & (below < 1), " patients"),
    ):
        tell(notices, found, where, figures.row, _sentence(figures, text))


def _sentence(figures: Figures, ending: str) -> Callable[[int], str]:
    def said(at: int) -> str:
        what = f"{figures.indicator[at]} of {whose(figures.practice[at])} is"
        if np.isnan(figures.value[at]):
            parts = f"{_short(figures.numerator[at])} of {_short(figures.denominator[at])}"
            return f"{what} {parts}{ending}."
        return f"{what} {_short(figures.value[at])}."

    return said


def _short(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".")
