"""From codes in a file to what is held here; what has no counterpart is counted and named. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.sources.coded import Coded
from indicators.sources.columns import Figures
from indicators.sources.notices import Found, Notice

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]
NEVER = dt.date.max.toordinal() + 1
# For words of a column that none of the rows left says any more.
NOWHERE = (0, dt.date.min)


@dataclass(frozen=True)
class Known:
    """What is held here, by code: ids, and the days that decide whether a practice was open."""

    practices: Mapping[str, tuple[int, dt.date | None]]
    indicators: Mapping[str, int]
    periods: Mapping[str, tuple[int, dt.date]]


@dataclass(frozen=True)
class Matched:
    """Figures with their ids, column by column."""

    figures: Figures
    practice: Ids
    indicator: Ids
    period: Ids


def match(figures: Figures, known: Known, notices: list[Notice]) -> Matched:
    """The figures whose practice, indicator and period are known and whose practice was open."""
    for rule in (_unknown_indicators, _unknown_practices, _closed_practices):
        figures = figures.where(rule(figures, known, notices))
    return Matched(
        figures,
        figures.practice.numbered(lambda code: known.practices.get(code, NOWHERE)[0]),
        figures.indicator.numbered(lambda code: known.indicators.get(code, 0)),
        figures.period.numbered(lambda code: known.periods.get(code, NOWHERE)[0]),
    )


def _unknown_indicators(figures: Figures, known: Known, notices: list[Notice]) -> Flags:
    kept = figures.indicator.among(known.indicators)
    notices += _by_code(Found.UNKNOWN_INDICATOR, figures.indicator[~kept])
    return kept


def _unknown_practices(figures: Figures, known: Known, notices: list[Notice]) -> Flags:
    kept = figures.practice.among(known.practices)
    notices += _by_code(Found.UNKNOWN_PRACTICE, figures.practice[~kept])
    return kept


def _closed_practices(figures: Figures, known: Known, notices: list[Notice]) -> Flags:
    """A practice that closed before the period began can have no figure for it."""
    ordinals = {code: on.toordinal() for code, (_, on) in known.practices.items() if on}
    closed = figures.practice.numbered(lambda code: ordinals.get(code, NEVER))
    began = figures.period.numbered(lambda code: known.periods.get(code, NOWHERE)[1].toordinal())
    kept = began < closed
    notices += _by_code(Found.CLOSED_PRACTICE, figures.practice[~kept])
    return kept


def _by_code(found: Found, codes: Coded) -> list[Notice]:
    """One notice for each different code, that says how many figures it stands for."""
    return [
        Notice(found, f"{code}: {count:,}.", value=code, count=count)
        for code, count in codes.counted().items()
    ]
