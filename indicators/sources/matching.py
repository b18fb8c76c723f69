"""From codes in a file to what is held here; what has no counterpart is counted and named. Pure."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.sources.columns import STATE_NAMES, Figures, Texts
from indicators.sources.notices import Found, Notice

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]


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

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The values of a FigureRow for each figure."""
        figures = self.figures
        nothing = (None for _ in range(len(figures)))
        states = np.array(STATE_NAMES)[figures.state].tolist()
        numbers = map(_or_none, (figures.numerator, figures.denominator, figures.value))
        ids = (column.tolist() for column in (self.practice, self.indicator, self.period))
        texts, rows = figures.text.tolist(), figures.row.tolist()
        more = (figures.modelled.tolist(), figures.adjustments.tolist())
        return zip(*ids, states, *numbers, nothing, texts, rows, *more, strict=True)


def match(figures: Figures, known: Known, notices: list[Notice]) -> Matched:
    """The figures whose practice, indicator and period are known and whose practice was open."""
    for rule in (_unknown_indicators, _unknown_practices, _closed_practices):
        figures = figures.where(rule(figures, known, notices))
    return Matched(
        figures,
        _ids(figures.practice, lambda code: known.practices[code][0]),
        _ids(figures.indicator, lambda code: known.indicators[code]),
        _ids(figures.period, lambda code: known.periods[code][0]),
    )


def _unknown_indicators(figures: Figures, known: Known, notices: list[Notice]) -> Flags:
    kept = np.isin(figures.indicator, list(known.indicators))
    notices += _by_code(Found.UNKNOWN_INDICATOR, figures.indicator[~kept])
    return kept


def _unknown_practices(figures: Figures, known: Known, notices: list[Notice]) -> Flags:
    kept = np.isin(figures.practice, list(known.practices))
    notices += _by_code(Found.UNKNOWN_PRACTICE, figures.practice[~kept])
    return kept


def _closed_practices(figures: Figures, known: Known, notices: list[Notice]) -> Flags:
    kept = np.ones(len(figures), np.bool_)
    for code, (_, closed_on) in known.practices.items():
        if closed_on is None:
            continue
        after = [period for period, (_, first) in known.periods.items() if first >= closed_on]
        kept &= ~((figures.practice == code) & np.isin(figures.period, after))
    notices += _by_code(Found.CLOSED_PRACTICE, figures.practice[~kept])
    return kept


def _by_code(found: Found, codes: Texts) -> list[Notice]:
    """One notice for each different code, that says how many figures it stands for."""
    distinct, how_many = np.unique(codes, return_counts=True)
    return [
        Notice(found, f"{code}: {count:,}.", value=code, count=count)
        for code, count in zip(distinct.tolist(), how_many.tolist(), strict=True)
    ]


def _ids(codes: Texts, find: Callable[[str], int]) -> Ids:
    distinct, where = np.unique(codes, return_inverse=True)
    return np.array([find(code) for code in distinct.tolist()], np.int64)[where]


def _or_none(column: NDArray[np.float64]) -> list[float | None]:
    return [None if number != number else number for number in column.tolist()]
