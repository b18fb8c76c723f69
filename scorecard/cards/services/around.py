"""Writing down what each practice of a run is put beside, so that a page need not work it out."""

import datetime as dt
from typing import Any

import numpy as np
from django.db import transaction

from indicators.models import Run
from indicators.selectors.definitions import data_of
from scorecard.audit.services import record
from scorecard.calc.types import Floats
from scorecard.cards.around import Spread
from scorecard.cards.models import CardRun, PracticeAround, RunAround
from scorecard.cards.selectors.around import STORED, STORED_ID, around_of_run
from scorecard.cards.selectors.versions import items_of
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask

KIND = "around"


@transaction.atomic
def keep_around(*, card_run: CardRun, by: Any, at: dt.datetime) -> int:
    """Write it, if it is not there; for how many practices that was."""
    # Whoever comes second waits here, and then finds it written.
    run = (
        Run.objects.select_for_update(no_key=True, of=("self",))
        .select_related("commissioner")
        .get(pk=card_run.run_id)
    )
    if run.pruned_at or RunAround.objects.filter(card_run=card_run).exists():
        return 0
    items = list(items_of(card_run.version))
    definitions = {item.definition_id: data_of(item.definition) for item in items}
    context = [item.definition_id for item in items if item.says_who_is_alike]
    found = around_of_run(card_run, definitions, context)
    around = RunAround.objects.create(
        card_run=card_run,
        definitions=np.array(found.definitions).astype(STORED_ID).tobytes(),
        spreads=_packed([found.spreads.get(pk, Spread()) for pk in found.definitions]),
    )
    rows = found.similar.astype(STORED)
    PracticeAround.objects.bulk_create(
        (
            PracticeAround(around=around, practice_id=practice, similar=rows[at].tobytes())
            for at, practice in enumerate(found.practices.tolist())
        ),
        batch_size=1000,
    )
    record(
        action="put practices beside",
        subject=run,
        by=by,
        at=at,
        organisation=run.commissioner.code,
        details={"practices": len(rows)},
    )
    return len(rows)


def ask_for_around(*, card_run: CardRun, by: Any, at: dt.datetime) -> Job:
    """Queue it; asking again is harmless."""
    return ask(
        kind=KIND,
        key=str(card_run.pk),
        title=f"Practices beside their area, {card_run.run.period.name}",
        arguments={"card_run": card_run.pk},
        by=by,
        at=at,
    )


def _packed(spreads: list[Spread]) -> bytes:
    rows: Floats = np.array([_six(one) for one in spreads], dtype=float)
    return rows.astype(STORED).tobytes()


def _six(one: Spread) -> list[float]:
    ends = (one.area, one.lowest, one.quarter, one.middle, one.three_quarters, one.highest)
    return [np.nan if end is None else end for end in ends]
