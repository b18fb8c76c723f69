"""Writing a banding run: all of it or nothing."""

import datetime as dt
import math
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from indicators.binary_rows import Column, Words
from indicators.models import PartInputs, Period, Result, Run, RunDefinition, RunPart
from indicators.selectors.definitions import data_of
from indicators.selectors.run_inputs import Kept, hash_of_run
from indicators.services import parts
from indicators.services.fingerprints import code_version
from indicators.services.judged import Judged
from indicators.services.parts import add_part, fill
from indicators.services.result_rows import result_columns
from practices.models import Practice
from scorecard.audit.services import record
from scorecard.calc.types import Codes


class MixedCode(Exception):
    """Parts were judged by different versions of the arithmetic, so they make no run."""


@dataclass(frozen=True)
class Rest:
    """Definitions that stand as an older run of the same practices banded them."""

    run: Run
    definitions: list[RunDefinition]


@dataclass(frozen=True)
class Saved:
    """A run as written, and by definition id its bands and states, an entry per practice."""

    run: Run
    loaded: Sequence["Loaded"]
    bands: dict[int, Codes]
    states: dict[int, Codes]


@transaction.atomic
def save_run(
    *,
    period: Period,
    practices: Sequence[Practice],
    judged: Iterable[Judged],
    key: uuid.UUID,
    by: Any,
    started_at: dt.datetime,
    clock: Callable[[], dt.datetime],
    rest: Rest | None = None,
) -> Saved:
    """Write a run as its definitions are judged; `show` ends it, in the same transaction.

    With `rest` the other definitions stand as an older run banded them.

    Raises IntegrityError where a run with this key is there already.
    """
    ids = np.array([practice.pk for practice in practices], np.int64)
    loaded = load_part(period=period, practices=ids, judged=judged, at=started_at, rest=rest)
    return write_run(
        period=period,
        loaded=[loaded],
        key=key,
        by=by,
        started_at=started_at,
        clock=clock,
        rest=rest,
    )


@dataclass(frozen=True)
class Loaded:
    """A part whose table is filled, and which nobody sees yet.

    `practices` are ids; `definitions` are without their run; `bands` and `states` by definition id,
    an entry per practice.
    """

    part: RunPart
    practices: NDArray[np.int64]
    code_version: str
    definitions: list[RunDefinition]
    bands: dict[int, Codes]
    states: dict[int, Codes]
    is_keyed: bool = False


@transaction.atomic
def load_part(
    *,
    period: Period,
    practices: NDArray[np.int64],
    judged: Iterable[Judged],
    at: dt.datetime,
    rest: Rest | None = None,
) -> Loaded:
    """Fill a part with what is judged; `practices` are ids, in the order of its arrays."""
    part = add_part(period=period, at=at)
    writing = _Writing(part, practices)
    rows = fill(part=part, model=Result, groups=writing.groups(judged))
    part.results = rows
    part.save(update_fields=["results"])
    for one in rest.definitions if rest else ():
        writing.bands[one.definition_id] = np.frombuffer(one.bands, np.int8)
        writing.states[one.definition_id] = np.frombuffer(one.states, np.int8)
    version = code_version()
    PartInputs.objects.create(part=part, code_version=version, content=writing.kept.packed())
    return Loaded(part, practices, version, writing.definitions, writing.bands, writing.states)


@transaction.atomic
def write_run(
    *,
    period: Period,
    loaded: Sequence[Loaded],
    key: uuid.UUID,
    by: Any,
    started_at: dt.datetime,
    clock: Callable[[], dt.datetime],
    rest: Rest | None = None,
) -> Saved:
    """Write parts that are loaded as one run; `show` ends it, in the same transaction.

    Raises IntegrityError where a run with this key is there already, and MixedCode.
    """
    if len({one.code_version for one in loaded}) > 1:
        raise MixedCode
    judged = [definition for one in loaded for definition in one.definitions]
    definitions = [*judged, *(rest.definitions if rest else ())]
    version = loaded[0].code_version
    run = Run(
        commissioner=period.commissioner,
        period=period,
        key=key,
        parts=sorted({*(one.part.pk for one in loaded), *(one.part_id for one in definitions)}),
        rest_from=rest.run if rest else None,
        practices=loaded[0].practices.tobytes(),
        inputs_hash=hash_of_run([one.inputs_hash for one in definitions], version),
        code_version=version,
        started_by=by,
        started_at=started_at,
        finished_at=clock(),
    )
    run.full_clean(validate_unique=False)
    run.save()
    for definition in judged:
        definition.run = run
    RunDefinition.objects.bulk_create(judged)
    if rest is not None:
        _take_over(rest, run)
    _audit(run, len(definitions), len(loaded[0].practices), rest)
    bands = {pk: codes for one in loaded for pk, codes in one.bands.items()}
    states = {pk: codes for one in loaded for pk, codes in one.states.items()}
    return Saved(run, loaded, bands, states)


def show(saved: Saved) -> None:
    """Key the results and let them be seen: last, since practices are locked from then on."""
    for one in saved.loaded:
        if not one.is_keyed:
            key_part(one)
        parts.show(part=one.part, model=Result)


def key_part(loaded: Loaded) -> None:
    """Key a filled table before it is seen, so that showing it is the work of a moment."""
    parts.key(part=loaded.part, model=Result, rows=loaded.part.results)


class _Writing:
    """What is remembered of each definition once its results are on their way."""

    def __init__(self, part: RunPart, practices: NDArray[np.int64]) -> None:
        self.part, self.ids = part, practices
        everybody = np.ones(len(self.ids), dtype=np.bool_)
        self.kept = Kept(self.ids, everybody, part.period.commissioner.name)
        self.definitions: list[RunDefinition] = []
        self.bands: dict[int, Codes] = {}
        self.states: dict[int, Codes] = {}

    def groups(self, judged: Iterable[Judged]) -> Iterator[tuple[list[Column | Words], int]]:
        """The results of one definition after the other, as columns."""
        for one in judged:
            yield result_columns(one, self.ids), len(self.ids)
            out, data = one.judgement, data_of(one.definition)
            self.kept.counted = one.counted  # the same for every definition of the run
            self.kept.add(one.definition.pk, data, one.figures, one.around)
            self.bands[one.definition.pk], self.states[one.definition.pk] = out.bands, out.states
            self.definitions.append(
                RunDefinition(
                    definition=one.definition,
                    part=self.part,
                    benchmark=_or_none(out.benchmark.value),
                    benchmark_name=out.benchmark.name,
                    practices_with_value=int((~np.isnan(out.value)).sum()),
                    ranked_of=out.ranked_of,
                    scatter=_or_none(out.scatter),
                    levels=dict(one.around.levels) or None,
                    bands=out.bands.astype(np.int8).tobytes(),
                    states=out.states.astype(np.int8).tobytes(),
                    inputs_hash=self.kept.hash_of(
                        one.definition.code, data, one.figures, one.around
                    ),
                )
            )


def _take_over(rest: Rest, run: Run) -> None:
    """What an older run says of other definitions is copied by the server: packed as it lies
    there, megabytes need be neither sent nor packed again."""
    table = connection.ops.quote_name(RunDefinition._meta.db_table)
    same = ", ".join(
        connection.ops.quote_name(str(field.column))
        for field in RunDefinition._meta.concrete_fields
        if field.name not in ("id", "run")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (run_id, {same})"  # noqa: S608
            f" SELECT %s, {same} FROM {table} WHERE id = ANY(%s) ORDER BY id",
            [run.pk, [one.pk for one in rest.definitions]],
        )


def _audit(run: Run, definitions: int, practices: int, rest: Rest | None) -> None:
    details = {"definitions": definitions, "practices": practices}
    if rest is not None:
        details |= {"as banded in run": rest.run.pk, "taken from it": len(rest.definitions)}
    record(
        action="run banding",
        subject=run,
        by=run.started_by,
        at=run.finished_at,
        organisation=run.commissioner.code,
        details=details,
    )


def _or_none(number: float) -> float | None:
    return number if math.isfinite(number) else None
