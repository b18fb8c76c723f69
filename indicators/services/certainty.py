"""Working out how certain the bands and ranks of a run are: a second pass, all of it or nothing."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from indicators.binary_rows import Column
from indicators.certainty import Certain, certainty_of
from indicators.models import Certainty, Definition, Result, Run, RunDefinition, RunPart
from indicators.selectors.definitions import data_of
from indicators.selectors.stored import stored_of
from indicators.services.parts import attach, ease, fill, table_of
from scorecard.audit.services import record
from scorecard.calc.rank_ranges import seed_of
from scorecard.calc.types import Floats
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask

KIND = "certainty"
Progress = Callable[[int, int, str], None]


def no_progress(done: int, total: int, message: str) -> None:
    """For callers that do not show how far it is."""


@transaction.atomic
def work_out_certainty(
    *, run: Run, by: Any, at: dt.datetime, progress: Progress = no_progress
) -> int:
    """Write the certainty of each part of the run that has none; how many parts that were.

    Harmless when done twice, by two at once, and when parts were pruned in the meantime.
    """
    # Whoever comes second waits here and then finds nothing left; nor is a part pruned meanwhile.
    parts = RunPart.objects.select_for_update(no_key=True).filter(pk__in=run.parts, certain_at=None)
    waiting = list(parts.order_by("pk"))
    for part in waiting:
        ease(table=table_of(part, Result))  # where the worker of the run died before
        rows = fill(part=part, model=Certainty, groups=_groups(part, run, progress))
        attach(part=part, model=Certainty, rows=rows)
        part.certain_at = at
        part.save(update_fields=["certain_at"])
    if waiting:
        record(
            action="work out certainty",
            subject=run,
            by=by,
            at=at,
            organisation=run.commissioner.code,
            details={"parts": [part.pk for part in waiting]},
        )
    return len(waiting)


def ask_for_certainty(*, run: Run, by: Any, at: dt.datetime) -> Job:
    """Queue the second pass over a run; asking again is harmless."""
    return ask(
        kind=KIND,
        key=str(run.pk),
        title=f"How certain the bands of {run.period.name} are",
        arguments={"run": run.pk},
        by=by,
        at=at,
    )


def certain_of(part: RunPart, run: Run) -> Iterator[tuple[Definition, NDArray[np.int64], Certain]]:
    """One definition of a part after the other, with ids of practices: the same every time, since
    what is drawn is drawn by a seed.

    All is read before the first is asked for: the connection cannot read while it writes.
    """
    # Runs that share the part were judged by the same levels.
    defined = {
        one.definition_id: one
        for one in RunDefinition.objects.filter(part=part).select_related("definition__indicator")
    }
    ids = sorted(defined)
    read = stored_of(part, ids)
    named = f"{run.commissioner.code} {run.period.code}"

    def worked_out() -> Iterator[tuple[Definition, NDArray[np.int64], Certain]]:
        for pk, practices, stored in read:
            definition = defined[pk].definition
            seed = seed_of(f"{named} {definition.code} version {definition.number}")
            yield (
                definition,
                practices,
                certainty_of(data_of(definition), stored, defined[pk].levels, seed),
            )

    return worked_out()


def _groups(part: RunPart, run: Run, progress: Progress) -> Iterator[tuple[list[Column], int]]:
    """The rows of one definition after the other; who has nothing to be told has no row."""
    found = certain_of(part, run)
    total = RunDefinition.objects.filter(part=part).values("definition").distinct().count()

    def worked_out() -> Iterator[tuple[list[Column], int]]:
        for done, (definition, practices, certain) in enumerate(found, start=1):
            progress(done, total, f"Worked out {definition.code} {definition.name}")
            yield _columns(certain, practices, definition.pk), int(certain.known.sum())

    return worked_out()


def _columns(certain: Certain, practices: NDArray[np.int64], definition: int) -> list[Column]:
    known = certain.known
    red, amber, green = certain.chances[known].T
    return [
        Column("practice_id", ">i8", practices[known]),
        Column("definition_id", ">i8", definition),
        _number("red", ">f4", red),
        _number("amber", ">f4", amber),
        _number("green", ">f4", green),
        _number("rank_best", ">i4", certain.ranks.best[known]),
        _number("rank_worst", ">i4", certain.ranks.worst[known]),
        Column("too_close", "i1", certain.too_close[known]),
    ]


def _number(name: str, kind: str, values: Floats) -> Column:
    return Column(name, kind, np.nan_to_num(values).astype(kind), np.isnan(values))
