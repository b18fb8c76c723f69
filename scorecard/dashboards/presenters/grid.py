"""The grid: practices down, indicators across. Page and file are written from the same cells."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.standing import FigureStanding
from scorecard.calc.types import Band, Flags, NoBand
from scorecard.cards.models import CardRun, CardVersion
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.dashboards.presenters.value_texts import Written, table_texts
from scorecard.dashboards.selectors.grid_rows import Names, Places
from scorecard.dashboards.selectors.page_read import PageRead
from scorecard.dashboards.selectors.page_standings import standings_on_page
from scorecard.dashboards.selectors.results_wide import Wide
from scorecard.dashboards.selectors.run_sheet import Column, RunSheet
from scorecard.ui.words import TOO_CLOSE, band_words


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: its class in the grid's styles, and the word that stands in it."""

    css: str
    word: str


# Bands first, by code; then the reasons for none, by code after NO_BAND.
NO_BAND = len(Band)
LOOKS = tuple(
    Look(band_words(band).css[:1], band_words(band).word) for band in (Band.NONE, *list(Band)[1:])
) + tuple(Look("n", band_words(Band.NONE, reason).word) for reason in NoBand)


@dataclass(frozen=True, slots=True)
class Note:
    """Below the figure: `mark` in the crowded cell, `said` to those who hear it."""

    mark: str
    said: str


@dataclass(frozen=True)
class Cells:
    """What stands in each cell, practices x columns: the place of its look in `looks`, its text
    (by column) and, of the few that have any, notes by (row, column)."""

    looks: tuple[Look, ...]
    look: NDArray[Any]
    texts: Sequence[Sequence[str]]
    notes: Mapping[tuple[int, int], tuple[Note, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """A practice: `at` is its place in the sheet, `atypical` why it is not ranked."""

    at: int
    code: str
    name: str
    atypical: str
    overall: ScoreCell
    reds: tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """Some practices of the grid with their cells, in the order shown, and what they rest on."""

    rows: tuple[Row, ...]
    cells: Cells
    found: Wide


def block_of(
    card_run: CardRun,
    sheet: RunSheet,
    places: Places,
    columns: Sequence[int],
    today: dt.date,
    read: PageRead,
) -> Block:
    """The practices at these places of the sheet, and what they have in these columns."""
    shown, found = [sheet.columns[at] for at in columns], read.now
    rows = _rows(card_run, sheet, places, read.names)
    close = sheet.close[[row.at for row in rows]][:, list(columns)]
    notes = _notes(card_run, found, close, today)
    return Block(rows, band_cells(found, shown, notes), found)


def band_cells(
    found: Wide, columns: Sequence[Column], notes: Mapping[tuple[int, int], tuple[Note, ...]]
) -> Cells:
    """The agreed bands with their figures."""
    own: dict[int, dict[int, dict[str, Any]]] = {}
    row = {pk: at for at, pk in enumerate(found.practices)}
    column = {pk: at for at, pk in enumerate(found.definitions)}
    for (practice, definition), levels in found.own_levels.items():
        if practice in row and definition in column and levels:
            own.setdefault(column[definition], {})[row[practice]] = levels
    written = [
        Written(one.data, one.levels, own.get(at, {}), one.near) for at, one in enumerate(columns)
    ]
    texts = table_texts(written, found.value, found.bands)
    look = np.where(found.bands > 0, found.bands, found.states + NO_BAND)
    return Cells(LOOKS, look, texts, notes)


def _rows(card_run: CardRun, sheet: RunSheet, places: Places, known: Names) -> tuple[Row, ...]:
    ids = sheet.practices[places].tolist()
    version = card_run.version
    levels = version.green_from, version.red_below
    found = []
    for at, pk in zip(places.tolist(), ids, strict=True):
        code, name, why = known[pk]
        scored = float(sheet.scores[at]), int(sheet.overall[at]), int(sheet.all_reds[at])
        cell = _score(version, levels, *scored)
        found.append(Row(at, code, name, why, cell, tuple(sheet.reds[at].tolist())))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _score(
    version: CardVersion, levels: tuple[float, float], score: float, band: int, reds: int
) -> ScoreCell:
    """`levels` are those of the version: another version has another cell."""
    return score_cell(None if np.isnan(score) else score, band, reds, version)


def _notes(
    card_run: CardRun, found: Wide, close: Flags, today: dt.date
) -> dict[tuple[int, int], tuple[Note, ...]]:
    notes: dict[tuple[int, int], tuple[Note, ...]] = {}
    figures = found.figures
    standings = standings_on_page(
        card_run.version.scorecard.commissioner, found.practices, figures.ravel().tolist(), today
    )
    if standings:
        for row, held in enumerate(figures.tolist()):
            for column, figure in enumerate(held):
                standing = standings.get(figure)
                if standing is not None and standing.said:
                    notes[row, column] = (_standing_note(standing),)
    word = Note(TOO_CLOSE.word.lower(), "")
    for row, column in np.argwhere(close).tolist():
        notes[row, column] = (*notes.get((row, column), ()), word)
    return notes


def _standing_note(standing: FigureStanding) -> Note:
    return Note(standing.mark, "" if standing.mark == standing.said else standing.said)
