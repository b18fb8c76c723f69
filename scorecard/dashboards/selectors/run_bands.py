"""The bands and states of a run as arrays, as they stand packed beside the run: no result is read.

Two runs side by side, indicator by indicator, over the practices of the later one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import Exists
from numpy.typing import NDArray

from indicators.models import Definition, RunDefinition
from scorecard.calc.types import Codes
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.run_arrays import arrays_of_run, scores_of_run
from scorecard.dashboards.models import PreparedMoves


@dataclass(frozen=True)
class Column:
    """One definition in a run: an entry per practice of the run; a practice that the run does not
    have has no band and no state (-1)."""

    definition: Definition
    part: int
    bands: Codes
    states: Codes


@dataclass(frozen=True)
class RunBands:
    """`practices` are ids in ascending order, `columns` by the id of the indicator; `has_moves`:
    whether what moved since the run before is prepared."""

    practices: NDArray[np.int64]
    columns: Mapping[int, Column]
    has_moves: bool = False


def bands_of(card_runs: Sequence[CardRun]) -> list[RunBands]:
    """Each run's bands over the practices of the first of them; one statement for all."""
    if not card_runs:
        return []
    found: dict[int, list[RunDefinition]] = {one.run_id: [] for one in card_runs}
    moves = PreparedMoves.objects.filter(run=card_runs[0].run_id, before=card_runs[-1].run_id)
    rows = RunDefinition.objects.filter(run__in=list(found)).annotate(moves=Exists(moves))
    for row in rows.select_related("definition__indicator").order_by("pk"):
        found[row.run_id].append(row)
    practices = _practices(card_runs[0])
    bands = [_bands(one, found[one.run_id], practices) for one in card_runs]
    kept = any(row.moves for row in found[card_runs[0].run_id])  # type: ignore[attr-defined]
    return [replace(bands[0], has_moves=kept), *bands[1:]]


def _practices(card_run: CardRun) -> NDArray[np.int64]:
    packed = np.frombuffer(card_run.run.practices, np.int64)
    return np.sort(packed) if packed.size else scores_of_run(card_run).practices


def _bands(
    card_run: CardRun, rows: Sequence[RunDefinition], practices: NDArray[np.int64]
) -> RunBands:
    if not card_run.run.practices or not all(row.bands for row in rows):
        return _from_results(card_run, rows, practices)
    own = np.frombuffer(card_run.run.practices, np.int64)
    order = np.argsort(own)
    at = np.minimum(np.searchsorted(own[order], practices), own.size - 1)
    places = order[at]
    known = own[places] == practices
    return RunBands(
        practices,
        {
            row.definition.indicator_id: Column(
                row.definition,
                row.part_id,
                np.where(known, np.frombuffer(row.bands, np.int8)[places], 0).astype(np.int8),
                np.where(known, np.frombuffer(row.states, np.int8)[places], -1).astype(np.int8),
            )
            for row in rows
        },
    )


def _from_results(
    card_run: CardRun, rows: Sequence[RunDefinition], practices: NDArray[np.int64]
) -> RunBands:
    """Runs of earlier versions of the product have nothing packed beside them."""
    arrays = arrays_of_run(card_run, practices, [row.definition_id for row in rows])
    place = {definition: at for at, definition in enumerate(arrays.definitions)}
    return RunBands(
        practices,
        {
            row.definition.indicator_id: Column(
                row.definition,
                row.part_id,
                arrays.bands[:, place[row.definition_id]],
                arrays.states[:, place[row.definition_id]],
            )
            for row in rows
            if row.definition_id in place
        },
    )
