"""What never changes of a run, read once by each process: its weighted indicators, every
practice's bands and scores. A nation's is three megabytes; the newest few are kept.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, When
from numpy.typing import NDArray

from indicators.definitions import DefinitionData
from indicators.explaining import levels_near
from indicators.models import Certainty, RunDefinition
from indicators.selectors.certainty import is_worked_out
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Band, Codes, Flags, Floats
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.selectors.run_arrays import arrays_of_run
from scorecard.cards.selectors.versions import in_order, items_of
from scorecard.dashboards.selectors.results_wide import RunBands, bands_of_run
from scorecard.dashboards.selectors.run_places import RunPlaces, deprivation_of
from scorecard.dashboards.selectors.sheet_scores import (
    SheetScores,
    by_section,
    past_scores,
    scores_by_domain,
)

KEPT = 12
Shares = tuple[float | None, ...]
Lies = tuple[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Column:
    """A weighted indicator; `part` holds its results (None: the run has none), `levels` stood in
    for those of its rule in the period; the band changes at the values `near`."""

    definition: int
    indicator: int
    code: str
    name: str
    data: DefinitionData
    domain: int
    domain_name: str
    section: str
    part: int | None
    levels: Mapping[str, Any]
    near: tuple[float, ...]


@dataclass(frozen=True)
class RunSheet:
    """Arrays are in the order of `practices` (ids), columns in that of the scorecard.

    `reds` has a column for each of `counted`, the sections that stand over the domains. `close`
    says whose bands are too close to call; without `certain` it is being worked out still.
    `past_scores` are practices x runs, `green` of each column the share that was green, run by
    run: the earlier runs and, last, this one. `before` is, by earlier run and definition, where
    its results lie and by what levels it was banded; `items` by version what is on the card, of
    this run and of the one before.
    """

    practices: NDArray[np.int64]
    columns: tuple[Column, ...]
    bands: Codes
    states: Codes
    scores: Floats
    overall: Codes
    all_reds: NDArray[np.int64]
    counted: tuple[str, ...]
    reds: NDArray[np.int64]
    close: Flags
    certain: bool
    has_fifths: bool
    past_scores: Floats
    green: tuple[Shares, ...]
    before: Mapping[int, Mapping[int, Lies]]
    items: Mapping[int, Sequence[CardItem]]

    @cached_property
    def parts(self) -> dict[int, int]:
        """By definition id."""
        return {one.definition: one.part for one in self.columns if one.part is not None}

    @cached_property
    def ids(self) -> str:
        """The ids of the practices as the database writes an array: one parameter."""
        return "{" + ",".join(str(one) for one in self.practices.tolist()) + "}"

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Places in ascending order of id."""
        return np.asarray(np.argsort(self.practices, kind="stable"))

    @cached_property
    def place(self) -> dict[int, int]:
        """Where each practice stands, by its id."""
        return {pk: at for at, pk in enumerate(self.practices.tolist())}


_sheets: OrderedDict[tuple[CardRun, ...], RunSheet] = OrderedDict()


def sheet_of(card_run: CardRun, earlier: tuple[CardRun, ...] = ()) -> RunSheet:
    """`earlier` are runs of periods before, oldest first: the sheet tells where things stood.

    Read again where its second pass had not ended when it was read and has by now.
    """
    key = (*earlier, card_run)
    sheet = _sheets.pop(key, None)
    if sheet is None or (not sheet.certain and is_worked_out(card_run.run)):
        sheet = _sheet(card_run, earlier)
    _sheets[key] = sheet
    while len(_sheets) > KEPT:
        _sheets.popitem(last=False)
    return sheet


def _sheet(card_run: CardRun, earlier: tuple[CardRun, ...]) -> RunSheet:
    versions = _items([*earlier[-1:], card_run])
    items = versions[card_run.version_id]
    weighted = [item for item in items if item.role == CardItem.Role.WEIGHTED]
    runs = _definitions([*earlier, card_run])
    held = runs[card_run.run_id]
    practices = RunPlaces(card_run).practices
    columns = tuple(_column(item, _lies(held.get(item.definition_id))) for item in weighted)
    found = bands_of_run(held, practices.size, [one.definition for one in columns])
    if held and not any(one.bands for one in held.values()):
        found = _unpacked(card_run, practices, columns)
    sections = {one.domain: one.section for one in columns}
    counted = tuple(dict.fromkeys(filter(None, sections.values())))
    rows = scores_by_domain(
        card_run, earlier, [one for one, name in sections.items() if name], practices
    )
    whole = rows.get((card_run.pk, None), SheetScores.nothing(practices.size))
    return RunSheet(
        practices,
        columns,
        found.bands,
        found.states,
        whole.score,
        whole.band,
        whole.reds,
        counted,
        by_section(rows, card_run.pk, sections, counted, practices.size),
        _close(held, practices, columns),
        all(one.part.certain_at for one in held.values()),
        deprivation_of(item.definition for item in items) is not None,
        past_scores(rows, [*earlier, card_run], practices.size),
        tuple(_share_green(runs, [*earlier, card_run], one) for one in columns),
        {
            run: {pk: (one.part_id, one.levels or {}) for pk, one in own.items()}
            for run, own in runs.items()
        },
        versions,
    )


def _items(cards: Sequence[CardRun]) -> dict[int, list[CardItem]]:
    """By version what is on the card that banded these runs, in its order."""
    found: dict[int, list[CardItem]] = {one.version_id: [] for one in cards}
    for one in in_order(CardItem.objects.filter(version__in=list(found))):
        found[one.version_id].append(one)
    return found


def columns_before(sheet: RunSheet, before: CardRun, now: CardRun) -> dict[int, Column]:
    """By indicator the columns of an earlier run that the sheet tells of; they are read only where
    another version of the scorecard banded it."""
    held = sheet.before[before.run_id]
    if before.version_id == now.version_id:
        return {one.indicator: _moved(one, held.get(one.definition)) for one in sheet.columns}
    known = sheet.items.get(before.version_id)
    items = items_of(before.version) if known is None else known
    found = (
        _column(item, held.get(item.definition_id))
        for item in items
        if item.role == CardItem.Role.WEIGHTED
    )
    return {one.indicator: one for one in found}


def _moved(column: Column, lies: Lies | None) -> Column:
    """The same column in another run."""
    part, levels = lies or (None, {})
    return replace(column, part=part, levels=levels, near=levels_near(column.data, levels))


Held = dict[int, RunDefinition]


def _definitions(runs: Sequence[CardRun]) -> dict[int, Held]:
    """By run and by definition."""
    close = Certainty.objects.filter(
        part=OuterRef("part"), definition=OuterRef("definition"), too_close=True
    )
    newest = [runs[-1].run_id]
    found = (
        RunDefinition.objects.filter(run__in=[one.run_id for one in runs])
        .select_related("part", "definition")
        .only("run", "part__certain_at", "definition__indicator", "levels", "bands", "states")
        .annotate(close=Case(When(run__in=newest, then=ArraySubquery(close.values("practice")))))
    )
    held: dict[int, Held] = {one.run_id: {} for one in runs}
    for one in found:
        held[one.run_id][one.definition_id] = one
    return held


def _close(held: Held, practices: NDArray[np.int64], columns: Sequence[Column]) -> Flags:
    flags = np.zeros((practices.size, len(columns)), dtype=np.bool_)
    for at, column in enumerate(columns):
        ids = held[column.definition].close if column.definition in held else []  # type: ignore[attr-defined]
        flags[:, at] = np.isin(practices, ids or [])
    return flags


def _share_green(runs: dict[int, Held], cards: Sequence[CardRun], column: Column) -> Shares:
    """Of those with a band, the share that was green, run by run; None where none had one."""
    return tuple(_green(runs[one.run_id], column.indicator) for one in cards)


def _green(held: Held, indicator: int) -> float | None:
    for one in held.values():
        if one.definition.indicator_id == indicator and one.bands:
            bands = np.frombuffer(bytes(one.bands), np.int8)
            number = int((bands > 0).sum())
            return float((bands == Band.GREEN).sum() / number) if number else None
    return None


def _lies(held: RunDefinition | None) -> Lies | None:
    return (held.part_id, held.levels or {}) if held else None


def _column(item: CardItem, lies: Lies | None) -> Column:
    one = item.definition
    part, levels = lies or (None, {})
    data = data_of(one)
    return Column(
        definition=one.pk,
        indicator=one.indicator_id,
        code=one.code,
        name=one.name,
        data=data,
        domain=item.domain_id or 0,
        domain_name=item.domain.name if item.domain else "",
        section=item.domain.section if item.domain else "",
        part=part,
        levels=levels,
        near=levels_near(data, levels),
    )


def _unpacked(
    card_run: CardRun, practices: NDArray[np.int64], columns: Sequence[Column]
) -> RunBands:
    """Of an older run, which did not pack its bands."""
    asked = [one.definition for one in columns]
    found = arrays_of_run(card_run, practices, asked)
    bands = np.full((practices.size, len(asked)), Band.NONE, np.int8)
    states = np.ones((practices.size, len(asked)), np.int8)
    for at, definition in enumerate(asked):
        if definition in found.definitions:
            column = found.definitions.index(definition)
            bands[:, at], states[:, at] = found.bands[:, column], found.states[:, column]
    return RunBands(bands, states)
