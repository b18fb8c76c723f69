"""Writing a banding run: all of it or nothing."""

import datetime as dt
import hashlib
import math
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection, transaction

from indicators.definitions import DefinitionData
from indicators.judging import Figures, Judgement, judge
from indicators.models import Definition, Period, Run, RunDefinition
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import IndicatorFigures, figures_for
from practices.models import Practice
from scorecard import calc
from scorecard.audit.services import record
from scorecard.calc.types import Floats, NoBand

Progress = Callable[[int, int, str], None]

_COPY = """
COPY indicators_result (run_id, practice_id, definition_id, figure_id, numerator, denominator,
    value, lower, upper, text, band, no_band, comparison, rank, ranked_of, queried) FROM STDIN
"""


@dataclass(frozen=True)
class Judged:
    """One definition, what was held for it and what came out."""

    definition: Definition
    figures: IndicatorFigures
    judgement: Judgement


def judge_period(
    *,
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[Practice],
    progress: Progress,
) -> list[Judged]:
    """Read one picture of the period's figures and judge them. Writes nothing."""
    held = figures_for(period, definitions, [practice.pk for practice in practices])
    judged = []
    for done, definition in enumerate(definitions, start=1):
        figures = held[definition.indicator_id]
        area = period.commissioner.name
        outcome = judge(data_of(definition), _figures(figures, practices), area)
        judged.append(Judged(definition, figures, outcome))
        progress(done, len(definitions) + 1, f"Banded {definition.code} {definition.name}")
    return judged


@transaction.atomic
def save_run(
    *,
    period: Period,
    practices: Sequence[Practice],
    judged: Sequence[Judged],
    key: uuid.UUID,
    by: Any,
    started_at: dt.datetime,
    at: dt.datetime,
) -> Run:
    """Write a run. Nobody sees any of it before the transaction ends."""
    run = Run(
        commissioner=period.commissioner,
        period=period,
        key=key,
        inputs_hash=_inputs_hash(judged, practices),
        code_version=code_version(),
        started_by=by,
        started_at=started_at,
        finished_at=at,
    )
    run.full_clean()
    run.save()
    _write(run, practices, judged)
    record(
        action="run banding",
        subject=run,
        by=by,
        at=at,
        organisation=period.commissioner.code,
        details={"definitions": len(judged), "practices": len(practices)},
    )
    return run


def code_version() -> str:
    """Twelve digits that change whenever the arithmetic does."""
    folder = Path(calc.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _figures(held: IndicatorFigures, practices: Sequence[Practice]) -> Figures:
    return Figures(
        numerator=held.numerator,
        denominator=held.denominator,
        value=held.value,
        spread=held.spread,
        states=held.states,
        peers=np.array([not practice.atypical for practice in practices], dtype=bool),
    )


def _inputs_hash(judged: Sequence[Judged], practices: Sequence[Practice]) -> str:
    digest = hashlib.sha256(repr([practice.code for practice in practices]).encode())
    for one in judged:
        data: DefinitionData = data_of(one.definition)
        digest.update(repr((one.definition.code, astuple(data))).encode())
        held = one.figures
        for column in (held.states, held.numerator, held.denominator, held.value, held.spread):
            digest.update(np.ascontiguousarray(column).tobytes())
        digest.update(repr(held.texts).encode())
    return digest.hexdigest()


def _write(run: Run, practices: Sequence[Practice], judged: Sequence[Judged]) -> None:
    RunDefinition.objects.bulk_create(
        RunDefinition(
            run=run,
            definition=one.definition,
            benchmark=_or_none(one.judgement.benchmark.value),
            benchmark_name=one.judgement.benchmark.name,
            practices_with_value=int((~np.isnan(one.judgement.value)).sum()),
        )
        for one in judged
    )
    ids = [practice.pk for practice in practices]
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for one in judged:
            for row in _rows(run.pk, ids, one):
                copy.write_row(row)


def _rows(run_id: int, practices: Sequence[int], one: Judged) -> Iterator[tuple[Any, ...]]:
    held, out = one.figures, one.judgement
    floats = [
        _column(array)
        for array in (held.numerator, held.denominator, out.value, out.lower, out.upper)
    ]
    is_fact = one.definition.kind == "fact"
    for at, practice in enumerate(practices):
        ranked = not np.isnan(out.ranks[at])
        yield (
            run_id,
            practice,
            one.definition.pk,
            int(held.figure_ids[at]) or None,
            *(column[at] for column in floats),
            held.texts[at],
            int(out.bands[at]),
            _state(out, at, is_fact, held.texts[at]),
            int(out.comparisons[at]),
            int(out.ranks[at]) if ranked else None,
            out.ranked_of if ranked else None,
            bool(held.queried[at]),
        )


def _state(out: Judgement, at: int, is_fact: bool, text: str) -> int:
    """A fact in words has no number, which is not the same as no data."""
    if is_fact and text and out.states[at] == NoBand.NO_DATA:
        return int(NoBand.NOT_BANDED)
    return int(out.states[at])


def _column(array: Floats) -> list[float | None]:
    return [number if math.isfinite(number) else None for number in array.tolist()]


def _or_none(number: float) -> float | None:
    return number if math.isfinite(number) else None
