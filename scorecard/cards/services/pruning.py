"""Taking away the results of runs that nobody was shown, by rule (docs/adr/0030)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import OperationalError, connection, transaction

from indicators.models import PartInputs, Run, RunPart
from indicators.services.parts import drop, drop_table
from scorecard.audit.services import record
from scorecard.cards.models import PracticeAround, RunAround, Score
from scorecard.cards.selectors.superseded import (
    abandoned_parts,
    parts_only_of,
    prunable_runs,
    tables_of_no_part,
)

# Dropping a partition stops every reader of results until it is done, and waits for those that
# read now; who waits for it meanwhile must not wait long.
PATIENCE = "2s"
_LOCK_NOT_AVAILABLE = "55P03"


@dataclass
class Pruned:
    """`busy`: left for the next time, because somebody was reading."""

    runs: int = 0
    results: int = 0
    abandoned: int = 0
    busy: int = 0


def prune_runs(*, by: Any, at: dt.datetime) -> Pruned:
    """Prune what the rule allows, each run in a transaction of its own.

    The run, its definitions and what the card said of it stay, with the day; results, certainty
    and scores go. Parts that another run still shows stay.
    """
    pruned = Pruned()
    for run in prunable_runs(at):
        results = _patiently(partial(_prune, run, by, at))
        pruned.runs += results is not None
        pruned.results += results or 0
        pruned.busy += results is None
    for part in abandoned_parts(at):
        done = _patiently(partial(_drop_abandoned, part))
        pruned.abandoned += done is not None
        pruned.busy += done is None
    for table in tables_of_no_part():
        done = _patiently(partial(drop_table, table=table))
        pruned.abandoned += done is not None
        pruned.busy += done is None
    return pruned


def _patiently(work: Callable[[], int]) -> int | None:
    """What `work` returns; None where a lock was not to be had in time."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            return work()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        return None


def _prune(run: Run, by: Any, at: dt.datetime) -> int:
    # A run that begins to share one of the parts waits for this, or this for it.
    list(RunPart.objects.select_for_update().filter(pk__in=run.parts).order_by("pk"))
    parts = RunPart.objects.filter(pk__in=parts_only_of(run))
    results = sum(part.results for part in parts)
    for part in parts:
        drop(part=part)
    PartInputs.objects.filter(part__in=parts).delete()
    Score.objects.filter(card_run__run=run).delete()
    PracticeAround.objects.filter(around__card_run__run=run).delete()
    RunAround.objects.filter(card_run__run=run).delete()
    run.pruned_at = at
    run.save(update_fields=["pruned_at"])
    record(
        action="prune run",
        subject=run,
        by=by,
        at=at,
        organisation=run.commissioner.code,
        details={"results": results, "parts": [part.pk for part in parts]},
    )
    return results


def _drop_abandoned(part: RunPart) -> int:
    drop(part=part)
    part.delete()
    return 1
