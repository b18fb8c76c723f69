"""Indicators of a network: each pooled, beside the area, with its practices side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.definitions import DefinitionData
from indicators.explaining import amount_words, short_value, value_words
from indicators.selectors.definitions import data_of
from practices.models import Practice
from scorecard.calc.dispersion import Dispersion
from scorecard.calc.rounding import show
from scorecard.calc.types import Comparison
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.runs import outcome_from
from scorecard.charts.words import SHORT_UNITS, counted, figure_with_unit
from scorecard.dashboards.pooled import Column, Pooled, can_pool, compared, pool
from scorecard.ui.words import Words, band_words

NO_RESULT = Words("No result", "○", "none", "It has no result in this period.", "")
_THAN = {
    Comparison.BETTER: "Better than",
    Comparison.SIMILAR: "Similar to",
    Comparison.WORSE: "Worse than",
    Comparison.HIGHER: "Higher than",
    Comparison.LOWER: "Lower than",
}


@dataclass(frozen=True)
class Mark:
    """What the network is held against: the area, England or a number; NaN where there is none."""

    value: float
    name: str
    scatter: Dispersion | None = None
    area: str = ""

    @property
    def short(self) -> str:
        """The name; for the area's own value just that."""
        return "the area" if self.area and self.name.startswith(f"{self.area},") else self.name


@dataclass(frozen=True)
class MemberCell:
    """One practice's figure; `value` without a long unit, `full` with it."""

    practice: str
    name: str
    value: str
    full: str
    words: Words


@dataclass(frozen=True)
class Numbers:
    """The pooled figure in full, for the file; None is missing."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    above: float | None = None
    below: float | None = None
    practices: int = 0
    mark: float | None = None


@dataclass(frozen=True)
class Line:
    """One indicator. `shared`: one figure stands for the network (or the area), with its band.

    `beside` says how it stands against the area, `before` what it was, `note` what to know.
    """

    code: str
    name: str
    unit: str
    value: str
    interval: str
    beside: str
    before: str
    note: str
    words: Words | None
    shared: str
    cells: tuple[MemberCell, ...]
    numbers: Numbers


@dataclass(frozen=True)
class Block:
    """The lines of a domain, or of context or facts; `words`: nothing in it has a band."""

    name: str
    words: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shown:
    """A practice that has a column, with its results by definition."""

    practice: Practice
    rows: Mapping[int, dict[str, Any]]


def shown_of(practices: Sequence[Practice]) -> list[Shown]:
    """From `practices_with_results`."""
    return [
        Shown(one, {row["definition"]: row for row in one.outcomes})  # type: ignore[attr-defined]
        for one in practices
    ]


def line_of(
    item: CardItem,
    practices: Sequence[Shown],
    column: Column,
    mark: Mark,
    before: tuple[str, Pooled] | None,
) -> Line:
    """`practices` have columns, `column` are those counted."""
    data = data_of(item.definition)
    cells = tuple(_cell(item, data, one) for one in practices)
    if data.kind == "fact":
        return _plain(item, cells, "")
    if data.level != "practice":
        return _shared(item, data, cells, column)
    together = np.zeros(column.value.size, dtype=np.intp)
    found = pool(data, column, together, 1, mark.scatter)
    return _pooled(item, data, cells, column, found, mark, before)


def _cell(item: CardItem, data: DefinitionData, shown: Shown) -> MemberCell:
    practice, row = shown.practice, shown.rows.get(item.definition_id)
    if row is None:
        return MemberCell(practice.code, practice.name, "", NO_RESULT.word, NO_RESULT)
    outcome = outcome_from(row)
    full = value_words(data, outcome)
    value = full if data.kind == "fact" and outcome.text else short_value(data, outcome)
    words = band_words(outcome.band, outcome.no_band)
    return MemberCell(practice.code, practice.name, value, full, words)


def _plain(item: CardItem, cells: tuple[MemberCell, ...], note: str) -> Line:
    definition = item.definition
    return Line(
        definition.code, definition.name, definition.unit, "", "", "", "", note, None, "", cells,
        Numbers(),
    )  # fmt: skip


def _shared(
    item: CardItem, data: DefinitionData, cells: tuple[MemberCell, ...], column: Column
) -> Line:
    """A figure that only makes sense for the whole: told once; each practice holds a copy."""
    whole = "the network" if data.level == "network" else "the area"
    held = {(cell.full, cell.words) for cell in cells if cell.words is not NO_RESULT}
    said = f"One figure for {whole}; it is not one of single practices."
    if len(held) > 1:
        note = f"{said} Its practices hold different ones, so none is shown here: look at each."
        return _plain(item, cells, note)
    definition = item.definition
    (full, words), *_ = held or {("No result", NO_RESULT)}
    known = column.value[~np.isnan(column.value)]
    numbers = Numbers(value=float(known[0]) if known.size else None, practices=len(cells))
    shown = "" if full == words.word else full
    return Line(
        definition.code, definition.name, definition.unit, shown, "", "", "", said, words, whole,
        cells, numbers,
    )  # fmt: skip


def _pooled(
    item: CardItem,
    data: DefinitionData,
    cells: tuple[MemberCell, ...],
    column: Column,
    found: Pooled,
    mark: Mark,
    before: tuple[str, Pooled] | None,
) -> Line:
    definition = item.definition
    value, lower, upper = (float(part[0]) for part in (found.value, found.lower, found.upper))
    if np.isnan(value):
        return _plain(item, cells, _why_none(data, column, found))
    limits = "" if np.isnan(lower) else f"{short(data, lower)} to {short(data, upper)}"
    return Line(
        code=definition.code,
        name=definition.name,
        unit=definition.unit,
        value=short(data, value),
        interval=limits,
        beside=_beside(data, found, mark),
        before=_before(data, found, before),
        note=f"{_note(data, found, len(column.value))} {_range(item, data, column)}".strip(),
        words=None,
        shared="",
        cells=cells,
        numbers=Numbers(
            value, _known(lower), _known(upper), _known(float(found.above[0])),
            _known(float(found.below[0])), int(found.practices[0]), _known(mark.value),
        ),
    )  # fmt: skip


def amount(data: DefinitionData, number: float) -> str:
    """A pooled value in words; of answers it is the share that said yes."""
    return short(data, number) if data.kind == "yes_no" else amount_words(data, number)


def short(data: DefinitionData, number: float) -> str:
    """The same without a long unit, where that stands in the head of the line."""
    if data.kind == "yes_no":
        return f"{show(number)}% yes"
    unit = data.unit if data.unit in SHORT_UNITS else ""
    return figure_with_unit(number, unit, data.decimals)


def _beside(data: DefinitionData, found: Pooled, mark: Mark) -> str:
    if np.isnan(mark.value):
        return ""
    verdict = Comparison(int(compared(data, found, mark.value)[0]))
    said = f"{mark.short}, {short(data, mark.value)}"
    return f"{_THAN[verdict]} {said}" if verdict else f"{said[:1].upper()}{said[1:]}"


def _before(data: DefinitionData, found: Pooled, before: tuple[str, Pooled] | None) -> str:
    if before is None or np.isnan(before[1].value[0]):
        return ""
    name, then = before
    return f"{short(data, float(then.value[0]))} in {name}"


def _note(data: DefinitionData, found: Pooled, members: int) -> str:
    """From how many practices it comes, where that is not all of them, and what it rests on."""
    number, added = int(found.practices[0]), int(found.added[0])
    who = counted(number, "practice", "practices")
    if found.median[0]:
        return (
            f"The middle one of {who}: most figures come without the counts behind them and cannot"
            " be added up."
        )
    if data.kind == "yes_no":
        return f"{show(float(found.above[0]))} of {who} said yes."
    if data.kind == "count":
        return f"Mean of {who}; together {show(float(found.above[0]), data.decimals)}."
    if added < members:
        return f"From {show(added)} of {counted(members, 'practice', 'practices')}."
    return ""


def _range(item: CardItem, data: DefinitionData, column: Column) -> str:
    """Between which values its practices lie, for context, which nobody judges."""
    known = column.value[~np.isnan(column.value)]
    if item.role != CardItem.Role.CONTEXT or known.size < 2:
        return ""
    return f"From {short(data, float(known.min()))} to {short(data, float(known.max()))}."


def _why_none(data: DefinitionData, column: Column, found: Pooled) -> str:
    if not column.value.size:
        return "No practice to add up."
    if np.isnan(column.value).all():
        return "No practice of the network has a figure."
    if not found.practices[0]:
        return "No figure can be counted: they are of practices unlike the others, or impossible."
    return "The counts add up to no value."


def blocks_of(lines: Sequence[tuple[CardItem, Line]], names: Mapping[str, str]) -> list[Block]:
    """Domain by domain in the order of the card, then what stands beside the bands."""
    found: dict[tuple[str, bool], list[Line]] = {}
    for item, line in lines:
        name = item.domain.name if item.domain else names[item.role]
        found.setdefault((name, item.role in ("context", "fact")), []).append(line)
    return [Block(name, plain, tuple(held)) for (name, plain), held in found.items()]


def needs_area(item: CardItem) -> bool:
    """Whether the value of the area has to be added up: the run has none to hold against."""
    data = data_of(item.definition)
    if not can_pool(data) or data.kind == "yes_no":
        return False
    return item.benchmark is None or bool(data.over_dispersed)  # type: ignore[attr-defined]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else number
