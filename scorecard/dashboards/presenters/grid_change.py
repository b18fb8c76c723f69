"""What moved since the last period, cell by cell, and whether by more than chance explains."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.assessing import same_measure
from indicators.models import Period
from scorecard.calc.rounding import show_apart
from scorecard.calc.types import Comparison
from scorecard.cards.models import CardRun
from scorecard.charts.words import SHORT_UNITS, figure_with_unit
from scorecard.dashboards.noise import Side, changes, why_unknown
from scorecard.dashboards.presenters.grid import Cells, Look, Note
from scorecard.dashboards.presenters.value_texts import value_texts
from scorecard.dashboards.selectors.page_read import PageRead
from scorecard.dashboards.selectors.results_wide import Wide
from scorecard.dashboards.selectors.run_sheet import Column
from scorecard.ui.words import band_words

# By Comparison code, then what cannot be compared.
UNTOLD, NOT_BEFORE, NOT_NOW, NOTHING, SAME = 6, 7, 8, 9, 10
# A figure that stands on both sides.
UNMOVED = (Comparison.SIMILAR, UNTOLD, SAME)
ARROW = " → "
Spreads = Mapping[int, float]
Periods = tuple[Period, Period]
LOOKS = (
    Look("n", "Cannot be told"),
    Look("up", "Better"),
    Look("n", "May be chance"),
    Look("down", "Worse"),
    Look("more", "Higher"),
    Look("less", "Lower"),
    Look("n", "Cannot be told"),
    Look("n", "New figure"),
    Look("n", "No figure now"),
    Look("n", "No figure"),
    Look("n", "Same figure"),
)


def change_cells(
    card_run: CardRun, columns: Sequence[Column], before: CardRun | None, read: PageRead
) -> Cells:
    """The same practices and columns, held against the run of the period before, if any."""
    periods = (before or card_run).run.period, card_run.run.period
    now, then, was, spreads = read.now, read.then, read.was, read.spreads
    look = np.full(now.bands.shape, NOT_BEFORE, np.int8)
    texts: list[list[str]] = []
    notes: dict[tuple[int, int], tuple[Note, ...]] = {}
    for at, column in enumerate(columns):
        earlier = was.get(column.indicator)
        shown = value_texts(column.data, now.value[:, at], now.bands[:, at], column.levels, {})
        if then is None or earlier is None or not same_measure(earlier.data, column.data):
            look[:, at] = np.where(np.isnan(now.value[:, at]), NOTHING, NOT_BEFORE)
            texts.append(shown)
            continue
        past = value_texts(earlier.data, then.value[:, at], then.bands[:, at], earlier.levels, {})
        look[:, at] = _verdicts(earlier, column, periods, now, then, at, spreads)
        moved = [_moved(*pair) for pair in zip(past, shown, strict=True)]
        for row in _told_alike(look[:, at], past, shown):
            moved[row] = _apart(column, then.value[row, at], now.value[row, at]) or moved[row]
        texts.append(moved)
        notes |= _band_notes(now, then, at)
    return Cells(LOOKS, look, texts, notes)


def _verdicts(
    was: Column, column: Column, periods: Periods, now: Wide, then: Wide, at: int, spreads: Spreads
) -> NDArray[np.int8]:
    """`periods`: the one before, then the one now."""
    sides = _side(now, at, spreads), _side(then, at, spreads)
    if why_unknown(was.data, column.data, *periods) or column.data.kind in ("yes_no", "fact"):
        found = np.full(now.value.shape[0], UNTOLD)
    else:
        found = changes(column.data, *sides)
        found = np.where(found == Comparison.NONE, UNTOLD, found)
    have, had = ~np.isnan(now.value[:, at]), ~np.isnan(then.value[:, at])
    same = (now.figures[:, at] == then.figures[:, at]) & (now.figures[:, at] > 0)
    found = np.where(same, SAME, found)
    found = np.where(have & ~had, NOT_BEFORE, found)
    found = np.where(~have & had, NOT_NOW, found)
    return np.where(~have & ~had, NOTHING, found).astype(np.int8)


def _side(one: Wide, at: int, spreads: Spreads) -> Side:
    figures = one.figures[:, at]
    return Side(
        one.numerator[:, at],
        one.denominator[:, at],
        one.value[:, at],
        np.array([spreads.get(figure, np.nan) for figure in figures.tolist()], np.float64),
        one.lower[:, at],
        one.upper[:, at],
        figures,
    )


def _moved(before: str, now: str) -> str:
    if not before or not now:
        return now or before
    return now if before == now else f"{before}{ARROW}{now}"


def _told_alike(look: NDArray[np.int8], past: Sequence[str], shown: Sequence[str]) -> list[int]:
    """The rows in which a figure moved, and both are written alike."""
    kept = (*UNMOVED, NOT_BEFORE, NOT_NOW, NOTHING)
    rows = np.flatnonzero(~np.isin(look, kept)).tolist()
    return [row for row in rows if past[row] == shown[row]]


def _apart(column: Column, before: float, now: float) -> str:
    """With as many digits as tell them apart; empty where none do."""
    data = column.data
    if data.kind in ("yes_no", "fact"):
        return ""
    pair = show_apart(float(before), float(now), data.decimals)
    if pair[0] == pair[1]:
        return ""
    places = len(pair[0].partition(".")[2])
    unit = data.unit if data.unit in SHORT_UNITS else ""
    return ARROW.join(figure_with_unit(float(one), unit, places) for one in (before, now))


def _band_notes(now: Wide, then: Wide, at: int) -> dict[tuple[int, int], tuple[Note, ...]]:
    """Where the agreed band is another one: a comparison is no band, so both are told."""
    bands = zip(then.bands[:, at].tolist(), now.bands[:, at].tolist(), strict=True)
    return {
        (row, at): (Note(f"{_band(was)} to {_band(band)}", ""),)
        for row, (was, band) in enumerate(bands)
        if was and band and was != band
    }


def _band(code: int) -> str:
    return band_words(code).word.lower()
