"""The grid as a file: the same practices, order and columns as on the page, all pages of it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.presenters.grid import Block, Row
from scorecard.dashboards.presenters.grid_change import ARROW, NOT_NOW, UNMOVED
from scorecard.dashboards.presenters.grid_page import Grid, grid_asked, pools_seen, seen
from scorecard.dashboards.presenters.grid_together import Together
from scorecard.dashboards.presenters.value_texts import number_shown

_AT_ONCE = 500


def grid_file(
    periods: BandedPeriods, query: QueryDict, today: dt.date, reader: Any = None
) -> tuple[list[str], Iterator[list[Any]]]:
    """Its header and its rows. Numbers have the digits that the page shows."""
    grid = grid_asked(periods, query, reader)
    return _header(grid), _rows(grid, periods, today)


def _header(grid: Grid) -> list[str]:
    change = grid.asked.view == "change"
    named = []
    for one in grid.columns:
        unit = f" ({one.data.unit})" if one.data.unit else ""
        long = f"{one.code} {one.name}{unit}"
        named += (
            [f"{one.code} change", f"{long}, before", long]
            if change
            else [
                f"{one.code} band",
                long,
            ]
        )
    return [
        "practice code",
        "practice",
        "overall",
        "overall score",
        *(f"reds {name}" for name in grid.sheet.counted),
        *named,
        "notes",
    ]


def _rows(grid: Grid, periods: BandedPeriods, today: dt.date) -> Iterator[list[Any]]:
    pools, last = pools_seen(grid, periods.current, grid.order), None
    if pools:
        yield _together(grid, pools.whole)
    for start in range(0, len(grid.order), _AT_ONCE):
        some = grid.order[start : start + _AT_ONCE]
        block = seen(grid, periods, some, today)
        for at, row in enumerate(block.rows):
            group = int(pools.groups[row.at]) if pools else 0
            if pools and pools.grouped and group != last:
                yield _together(grid, pools.of[group])
            last = group
            yield [*_start(row), *_cells(grid, block, at), _notes(grid, block, at, row)]


def _start(row: Row) -> list[Any]:
    score = float(row.overall.score) if row.overall.score else None
    return [row.code, row.name, row.overall.words.word, score, *row.reds]


def _cells(grid: Grid, block: Block, at: int) -> Iterator[Any]:
    looks = block.cells.look[at].tolist()
    for look, texts in zip(looks, block.cells.texts, strict=True):
        yield block.cells.looks[look].word
        if grid.asked.view == "change":
            before, _, now = texts[at].rpartition(ARROW)
            now, before = ("", now) if look == NOT_NOW else (now, before)
            yield number_shown(before or (now if look in UNMOVED else ""))
            yield number_shown(now)
        else:
            yield number_shown(texts[at])


def _together(grid: Grid, one: Together) -> list[Any]:
    """Its counts added up; nobody bands it, and it has no change."""
    blank = [""] * (2 if grid.asked.view == "change" else 1)
    pairs = ((*blank, number_shown(text)) for text in one.texts)
    return [
        "",
        one.name,
        "",
        None,
        *(None for _ in grid.sheet.counted),
        *(value for pair in pairs for value in pair),
        one.note,
    ]


def _notes(grid: Grid, block: Block, at: int, row: Row) -> str:
    said = [f"not ranked: it {row.atypical}"] if row.atypical else []
    for column, one in enumerate(grid.columns):
        for note in block.cells.notes.get((at, column), ()):
            said.append(f"{one.code} {note.said or note.mark}")
    return "; ".join(said)
