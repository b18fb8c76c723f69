"""From codes in a file to what is held here; what has no counterpart is counted and named. Pure.

This comes before any number is read, so that nothing is told of rows that are refused.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators import periods as codes_of
from indicators.sources.coded import Coded, Flags
from indicators.sources.columns import Figures
from indicators.sources.notices import Found, Notice, by_code
from indicators.sources.profiles import FigureColumns
from indicators.sources.tables import Table

Ids = NDArray[np.int64]
NEVER = dt.date.max.toordinal() + 1


@dataclass(frozen=True)
class Known:
    """What is held here, by code: ids, and the days that decide whether a practice was open.

    Periods that begin after `today` have no figures yet.
    """

    practices: Mapping[str, tuple[int, dt.date | None]]
    indicators: Mapping[str, int]
    today: dt.date


@dataclass(frozen=True)
class Matched:
    """Figures with their ids, column by column."""

    figures: Figures
    practice: Ids
    indicator: Ids
    period: Ids


def match(figures: Figures, known: Known, periods: Mapping[str, int]) -> Matched:
    """The ids of what the figures are about, all of it known."""
    return Matched(
        figures,
        figures.practice.numbered(lambda code: known.practices.get(code, (0, None))[0]),
        figures.indicator.numbered(lambda code: known.indicators.get(code, 0)),
        figures.period.numbered(lambda code: periods.get(code, 0)),
    )


def known_rows(table: Table, practices: Coded, periods: Coded, known: Known) -> Flags:
    """Which rows are of a known practice that was open, in a period that has begun.

    The other rows are dropped from the table and told, by practice or period.
    """
    begins = _begins(periods)
    closed = {code: on.toordinal() for code, (_, on) in known.practices.items() if on}
    closes = practices.numbered(lambda code: closed.get(code, NEVER))
    kept = np.ones(len(table), np.bool_)
    for found, what, refused in (
        (Found.NOT_BEGUN, periods, begins > known.today.toordinal()),
        (Found.UNKNOWN_PRACTICE, practices, ~practices.among(known.practices)),
        (Found.CLOSED_PRACTICE, practices, begins >= closes),
    ):
        gone = kept & refused
        if gone.any():
            table.notices += by_code(found, what[gone], table.numbers[gone])
            kept &= ~gone
    table.keep(kept)
    return kept


def begun(table: Table, periods: Coded, known: Known) -> Flags:
    """Which rows are of a period that has begun; the other ones leave the table and are told."""
    kept = _begins(periods) <= known.today.toordinal()
    if not kept.all():
        table.notices += by_code(Found.NOT_BEGUN, periods[~kept], table.numbers[~kept])
    table.keep(kept)
    return np.asarray(kept)


def _begins(periods: Coded) -> Ids:
    return _by_word(periods, lambda code: codes_of.parse(code).starts_on.toordinal())


def known_specs(
    table: Table, specs: Sequence[FigureColumns], known: Known
) -> Sequence[FigureColumns]:
    """The kinds of figures whose indicator is known, or stands in each row; the others are told."""
    kept = []
    for spec in specs:
        if spec.group or spec.indicator in known.indicators:
            kept.append(spec)
            continue
        said = f"{spec.indicator}: {len(table):,}."
        count = len(table)
        table.notices.append(
            Notice(Found.UNKNOWN_INDICATOR, said, value=spec.indicator, count=count)
        )
    return kept


def known_indicators(table: Table, indicators: Coded, known: Known) -> Flags:
    """Which rows are of a known indicator; the others are told."""
    kept = indicators.among(known.indicators)
    if not kept.all():
        table.notices += by_code(Found.UNKNOWN_INDICATOR, indicators[~kept], table.numbers[~kept])
    return kept


def _by_word(column: Coded, number: Callable[[str], int]) -> Ids:
    """A number for each row; words that no row says any more are not asked about."""
    there = column.counted()
    return column.numbered(lambda word: number(word) if word in there else 0)
