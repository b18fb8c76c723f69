"""Writing a banding run: all of it or nothing."""

import datetime as dt
import hashlib
import json
import math
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from numpy.typing import NDArray

from indicators import comparing, inputs, judging, rules
from indicators.definitions import DefinitionData
from indicators.inputs import Around, Groups
from indicators.judging import Judgement, judge
from indicators.models import Definition, Period, Run, RunDefinition
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import IndicatorFigures, figures_for
from indicators.selectors.surroundings import figures_of, surroundings_of
from practices.models import Practice
from scorecard import calc
from scorecard.audit.services import record
from scorecard.calc.types import Floats, NoBand

Progress = Callable[[int, int, str], None]

_COPY = """
COPY indicators_result (run_id, practice_id, definition_id, figure_id, numerator, denominator,
    value, lower, upper, text, band, no_band, comparison, own_benchmark, own_levels, rank,
    ranked_of, queried) FROM STDIN
"""


@dataclass(frozen=True)
class Judged:
    """One definition, what was held for it, what lay around and what came out."""

    definition: Definition
    figures: IndicatorFigures
    around: Around
    judgement: Judgement


def judge_period(
    *,
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[Practice],
    progress: Progress,
    groups: Groups | None = None,
) -> list[Judged]:
    """Read one picture of the period's figures and judge them. Writes nothing.

    Without `groups` nobody has a network. Raises ValidationError where levels agreed for one
    practice no longer fit the rule.
    """
    ids = [practice.pk for practice in practices]
    counted = np.array([not practice.atypical for practice in practices], dtype=bool)
    held = figures_for(period, definitions, ids)
    around = surroundings_of(period, definitions, ids, held, counted, groups)
    judged = []
    for done, definition in enumerate(definitions, start=1):
        one = held[definition.indicator_id], around[definition.pk]
        judged.append(Judged(definition, *one, _judge(period, definition, *one, counted)))
        progress(done, len(definitions) + 1, f"Banded {definition.code} {definition.name}")
    return judged


def _judge(
    period: Period,
    definition: Definition,
    held: IndicatorFigures,
    around: Around,
    counted: NDArray[np.bool_],
) -> Judgement:
    figures, area = figures_of(held, counted), period.commissioner.name
    try:
        return judge(data_of(definition), figures, area, around)
    except rules.BadRule as error:
        raise ValidationError(
            f"{definition.code}: levels agreed for one practice, or for a quarter, no longer fit"
            f" its banding rule. End or change them, then run banding again. {error}"
        ) from error


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
    """Twelve digits that change whenever the arithmetic, or the judging by it, does."""
    folder = Path(calc.__file__).parent
    judges = [Path(str(module.__file__)) for module in (comparing, inputs, judging, rules)]
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.py")), *judges]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _inputs_hash(judged: Sequence[Judged], practices: Sequence[Practice]) -> str:
    digest = hashlib.sha256(repr([practice.code for practice in practices]).encode())
    for one in judged:
        data: DefinitionData = data_of(one.definition)
        digest.update(repr((one.definition.code, astuple(data))).encode())
        held = one.figures
        for column in (held.states, held.numerator, held.denominator, held.value, held.spread):
            digest.update(np.ascontiguousarray(column).tobytes())
        digest.update(repr(held.texts).encode())
        for part in _parts_of(one.around, data.comparator):
            digest.update(part)
    return digest.hexdigest()


def _parts_of(around: Around, comparator: str) -> Iterator[bytes]:
    """What a definition was judged by beside its figures: groups only where it uses them."""
    yield repr((dict(around.levels), sorted(around.own_levels.items()))).encode()
    yield repr((around.outside.value, around.outside.name, around.before_name)).encode()
    group = {"network": around.networks, "similar": around.similar}.get(comparator)
    before = around.before
    columns: list[NDArray[Any]] = [] if group is None else [group]
    if before is not None:
        columns += [before.states, before.numerator, before.denominator]
        columns += [before.value, before.spread]
    for column in columns:
        yield np.ascontiguousarray(column).tobytes()


def _write(run: Run, practices: Sequence[Practice], judged: Sequence[Judged]) -> None:
    RunDefinition.objects.bulk_create(
        RunDefinition(
            run=run,
            definition=one.definition,
            benchmark=_or_none(one.judgement.benchmark.value),
            benchmark_name=one.judgement.benchmark.name,
            practices_with_value=int((~np.isnan(one.judgement.value)).sum()),
            levels=dict(one.around.levels) or None,
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
    own = out.benchmark.own
    marks = [None] * len(practices) if own is None else _column(own)
    agreed = {at: json.dumps(levels) for at, levels in one.around.own_levels.items()}
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
            marks[at],
            agreed.get(at) if one.definition.rule else None,
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
