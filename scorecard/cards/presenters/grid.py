"""The grid: practices down, indicators across, grouped by domain."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from indicators.explaining import short_value, value_words
from indicators.selectors.definitions import data_of
from indicators.selectors.verification import Standings, read_packed, standing_in
from indicators.standing import FigureStanding
from practices.models import Practice
from scorecard.cards.models import CardItem, CardVersion
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.selectors.runs import outcome_from
from scorecard.ui.words import TOO_CLOSE, Words, band_words


@dataclass(frozen=True)
class Column:
    code: str
    name: str
    unit: str


@dataclass(frozen=True)
class ColumnGroup:
    """A domain (or context, or facts) over its columns."""

    name: str
    size: int


@dataclass(frozen=True)
class Cell:
    """One figure: `value` without its unit, which stands in the column's head."""

    code: str
    value: str
    full_value: str
    words: Words
    standing: FigureStanding
    too_close: Words | None


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    overall: ScoreCell
    reds: tuple[int, ...]
    cells: tuple[Cell, ...]
    atypical: str


@dataclass(frozen=True)
class Grid:
    """`sections` stand over the groups; a row has its number of reds in each of `counted`."""

    sections: tuple[ColumnGroup, ...]
    counted: tuple[str, ...]
    groups: tuple[ColumnGroup, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int


def grid(
    version: CardVersion,
    items: Sequence[CardItem],
    practices: Iterable[Practice],
    today: dt.date,
) -> Grid:
    """Build the grid of weighted indicators from rows of `practices_with_results`."""
    weighted = [item for item in items if item.role == "weighted"]
    found = list(practices)
    sections = {item.domain_id: item.domain.section for item in weighted if item.domain}
    counted = tuple(dict.fromkeys(filter(None, sections.values())))
    return Grid(
        sections=_sections(weighted) if counted else (),
        counted=counted,
        groups=_groups(weighted),
        columns=tuple(
            Column(item.definition.code, item.definition.name, item.definition.unit)
            for item in weighted
        ),
        rows=tuple(
            _row(version, practice, weighted, _reds(practice, sections, counted), today)
            for practice in found
        ),
        total=found[0].total if found else 0,  # type: ignore[attr-defined]
    )


def _groups(weighted: Sequence[CardItem]) -> tuple[ColumnGroup, ...]:
    names = [item.domain.name if item.domain else "" for item in weighted]
    return tuple(ColumnGroup(name, names.count(name)) for name in dict.fromkeys(names))


def _sections(weighted: Sequence[CardItem]) -> tuple[ColumnGroup, ...]:
    names = [item.domain.section if item.domain else "" for item in weighted]
    return tuple(ColumnGroup(name, len(list(run))) for name, run in groupby(names))


def _reds(
    practice: Practice, sections: Mapping[int | None, str], counted: Sequence[str]
) -> tuple[int, ...]:
    """The number of reds in each section."""
    found = [(sections.get(row["domain"]), row["reds"]) for row in practice.scores]  # type: ignore[attr-defined]
    return tuple(sum(reds for section, reds in found if section == name) for name in counted)


def _row(
    version: CardVersion,
    practice: Practice,
    weighted: Sequence[CardItem],
    reds: tuple[int, ...],
    today: dt.date,
) -> Row:
    outcomes = {row["definition"]: row for row in practice.outcomes}  # type: ignore[attr-defined]
    standings = dict(read_packed(row, today) for row in practice.facts)  # type: ignore[attr-defined]
    close = frozenset(practice.close)  # type: ignore[attr-defined]
    overall = next(row for row in practice.scores if row["domain"] is None)  # type: ignore[attr-defined]
    return Row(
        code=practice.code,
        name=practice.name,
        overall=score_cell(overall["score"], overall["band"], overall["reds"], version),
        reds=reds,
        cells=tuple(
            _cell(item, outcomes[item.definition_id], standings, item.definition_id in close)
            for item in weighted
        ),
        atypical=practice.why_atypical,  # type: ignore[attr-defined]
    )


def _cell(item: CardItem, row: dict[str, Any], standings: Standings, close: bool) -> Cell:
    data, outcome = data_of(item.definition), outcome_from(row)
    return Cell(
        code=item.definition.code,
        value=short_value(data, outcome),
        full_value=value_words(data, outcome),
        words=band_words(outcome.band, outcome.no_band),
        standing=standing_in(standings, row["figure"]),
        too_close=TOO_CLOSE if close else None,
    )
