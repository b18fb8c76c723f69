"""Preparing the rows of a run for its pages: once, after the run is seen (docs/adr/0038)."""

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
from django.db import connection, transaction

from indicators import binary_rows
from indicators.binary_rows import Column, Words
from indicators.models import Result, Run, RunDefinition
from scorecard.audit.services import record
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.runs import newest_runs
from scorecard.dashboards.models import (
    PreparedColumn,
    PreparedMoves,
    PreparedRow,
    PreparedRun,
)
from scorecard.dashboards.selectors import moves
from scorecard.dashboards.selectors.moves import moves_read
from scorecard.dashboards.selectors.results_wide import (
    EMPTY,
    PACKED,
    PREPARED_FROM,
    WIRE,
    is_prepared_run,
    row_type,
)
from scorecard.dashboards.selectors.run_bands import bands_of
from scorecard.dashboards.selectors.run_columns import NAMES, pack
from scorecard.dashboards.selectors.run_places import RunPlaces

KIND = "prepare_pages"

_OF_ONE = f"""
SELECT string_agg(int8send(practice_id), ''::bytea), {PACKED}
FROM indicators_result WHERE part_id = %s AND definition_id = %s
"""  # noqa: S608
_COPY = "COPY dashboards_preparedrow (run_id, practice_id, content) FROM STDIN (FORMAT binary)"


@transaction.atomic
def prepare(*, card_run: CardRun, by: Any, at: dt.datetime) -> int:
    """Prepare a run's rows, columns and moves; how many rows. 0 where they are prepared, too few,
    or its results are gone.

    Those of runs that are not the newest of their period are taken away: nobody reads them.
    """
    run = Run.objects.select_for_update(of=("self",)).get(pk=card_run.run_id)
    if run.pruned_at is not None or PreparedRun.objects.filter(run=run).exists():
        return 0
    practices = RunPlaces(card_run).practices
    if practices.size < PREPARED_FROM:
        return 0
    held = list(RunDefinition.objects.filter(run=run).order_by("definition_id"))
    definitions = np.array([one.definition_id for one in held], np.int64)
    PreparedRun.objects.create(
        run=run, definitions=definitions.tobytes(), own_levels=_own_levels(run), made_at=at
    )
    rows = _rows(held, practices)
    _write(run, practices, rows)
    _write_columns(run, definitions, rows)
    newest = newest_runs(run.commissioner)
    _keep_moves(card_run, newest)
    _forget(card_run, newest)
    record(
        action="prepare pages",
        subject=run,
        by=by,
        at=at,
        organisation=run.commissioner.code,
        details={"practices": int(practices.size), "definitions": len(held)},
    )
    return int(practices.size)


def _rows(held: list[RunDefinition], practices: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """One entry a practice, in their order."""
    rows = np.zeros(practices.size, row_type(len(held)))
    for name, empty in EMPTY.items():
        rows[name] = empty
    order = np.argsort(practices, kind="stable")
    with connection.cursor() as cursor:
        for column, one in enumerate(held):
            cursor.execute(_OF_ONE, [one.part_id, one.definition_id])
            ids, *packed = cursor.fetchone()
            own = np.frombuffer(bytes(ids or b""), ">i8")
            at = order[np.searchsorted(practices, own, sorter=order)]
            for name, content, kind in zip(EMPTY, packed, WIRE.values(), strict=True):
                rows[name][at, column] = np.frombuffer(bytes(content or b""), kind)
    return rows


def _write(run: Run, practices: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> None:
    columns: list[Column | Words] = [
        Column("run_id", ">i8", run.pk),
        Column("practice_id", ">i8", practices),
        Words("content", [one.tobytes() for one in rows]),
    ]
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        copy.write(binary_rows.HEADER)
        for block in binary_rows.blocks(columns, practices.size):
            copy.write(block)
        copy.write(binary_rows.END)


def _own_levels(run: Run) -> list[list[Any]]:
    found = Result.objects.of_run(run).filter(own_levels__isnull=False)
    return [list(row) for row in found.values_list("practice_id", "definition_id", "own_levels")]


def _write_columns(run: Run, definitions: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> None:
    PreparedColumn.objects.bulk_create(
        PreparedColumn(
            run=run,
            definition_id=pk,
            content=pack(*(rows[name][:, at] for name in NAMES)),
        )
        for at, pk in enumerate(definitions.tolist())
    )


def _keep_moves(card_run: CardRun, newest: list[CardRun]) -> None:
    """Since the period before, and of the period after since this one: its run had another before
    it until now."""
    for now, before in pairwise(newest):
        if card_run.pk in (now.pk, before.pk) and is_prepared_run(now.run):
            moved = moves_read(before, now, bands_of([now, before]))
            lines, content = moves.pack(moved)
            PreparedMoves.objects.update_or_create(
                run=now.run, defaults={"before": before.run, "lines": lines, "content": content}
            )


def _forget(card_run: CardRun, newest: list[CardRun]) -> None:
    old = PreparedRun.objects.filter(run__commissioner=card_run.run.commissioner)
    gone = list(old.exclude(run__in=[one.run_id for one in newest]).values_list("pk", flat=True))
    for prepared in (PreparedRow, PreparedColumn, PreparedMoves, PreparedRun):
        prepared.objects.filter(run__in=gone).delete()
