"""Writing a banding run: all of it or nothing."""

import datetime as dt
import hashlib
import json
import math
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from numpy.typing import NDArray

from indicators import comparing, inputs, judging, rules
from indicators.binary_rows import Column, Words
from indicators.definitions import DefinitionData
from indicators.inputs import Around, Groups
from indicators.judging import Judgement, judge
from indicators.models import Definition, Period, Result, Run, RunDefinition, RunPart
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import IndicatorFigures, figures_for
from indicators.selectors.surroundings import figures_of, surroundings_of
from indicators.services.parts import add_part, attach, fill
from practices.models import Practice
from scorecard import calc
from scorecard.audit.services import record
from scorecard.calc.types import Codes, Floats, NoBand

Progress = Callable[[int, int, str], None]


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
) -> Iterator[Judged]:
    """Read one picture of the period's figures and judge them, one definition after the other.

    All is read before the first is judged, so that the connection is free for what is written
    meanwhile. Without `groups` nobody has a network. Raises ValidationError where levels agreed
    for one practice no longer fit the rule.
    """
    ids = [practice.pk for practice in practices]
    counted = np.array([not practice.atypical for practice in practices], dtype=bool)
    held = figures_for(period, definitions, ids)
    around = surroundings_of(period, definitions, ids, held, counted, groups)
    area = period.commissioner.name
    return (
        _judged(
            definition, held, around, counted, area, partial(progress, done, len(definitions) + 1)
        )
        for done, definition in enumerate(definitions, start=1)
    )


def _judged(
    definition: Definition,
    held: Mapping[int, IndicatorFigures],
    around: Mapping[int, Around],
    counted: NDArray[np.bool_],
    area: str,
    progress: Callable[[str], None],
) -> Judged:
    figures, beside = held[definition.indicator_id], around[definition.pk]
    try:
        judgement = judge(data_of(definition), figures_of(figures, counted), area, beside)
    except rules.BadRule as error:
        raise ValidationError(
            f"{definition.code}: levels agreed for one practice, or for a quarter, no longer fit"
            f" its banding rule. End or change them, then run banding again. {error}"
        ) from error
    progress(f"Banded {definition.code} {definition.name}")
    return Judged(definition, figures, beside, judgement)


@dataclass(frozen=True)
class Saved:
    """A run as written, and by definition id its bands and states, an entry per practice."""

    run: Run
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
) -> Saved:
    """Write a run as its definitions are judged. Nobody sees any of it before the transaction ends.

    Raises IntegrityError where a run with this key is there already.
    """
    part = add_part(period=period, at=started_at)
    writing = _Writing(part, practices)
    rows = fill(part=part, model=Result, groups=writing.groups(judged))
    attach(part=part, model=Result, rows=rows)
    RunPart.objects.filter(pk=part.pk).update(results=rows)
    run = Run(
        commissioner=period.commissioner,
        period=period,
        key=key,
        parts=[part.pk],
        inputs_hash=writing.hash.hexdigest(),
        code_version=code_version(),
        started_by=by,
        started_at=started_at,
        finished_at=clock(),
    )
    run.full_clean(validate_unique=False)
    run.save()
    for one in writing.definitions:
        one.run = run
    RunDefinition.objects.bulk_create(writing.definitions)
    _audit(run, len(writing.definitions), len(practices))
    return Saved(run, writing.bands, writing.states)


class _Writing:
    """What is remembered of each definition once its results are on their way."""

    def __init__(self, part: RunPart, practices: Sequence[Practice]) -> None:
        self.part = part
        self.ids = np.array([practice.pk for practice in practices], np.int64)
        self.hash = hashlib.sha256(repr([practice.code for practice in practices]).encode())
        self.definitions: list[RunDefinition] = []
        self.bands: dict[int, Codes] = {}
        self.states: dict[int, Codes] = {}

    def groups(self, judged: Iterable[Judged]) -> Iterator[tuple[list[Column | Words], int]]:
        """The results of one definition after the other, as columns."""
        for one in judged:
            yield result_columns(one, self.ids), len(self.ids)
            _add_to_hash(self.hash, one)
            out = one.judgement
            self.bands[one.definition.pk], self.states[one.definition.pk] = out.bands, out.states
            self.definitions.append(
                RunDefinition(
                    definition=one.definition,
                    part=self.part,
                    benchmark=_or_none(out.benchmark.value),
                    benchmark_name=out.benchmark.name,
                    practices_with_value=int((~np.isnan(out.value)).sum()),
                    ranked_of=out.ranked_of,
                    levels=dict(one.around.levels) or None,
                )
            )


def _audit(run: Run, definitions: int, practices: int) -> None:
    record(
        action="run banding",
        subject=run,
        by=run.started_by,
        at=run.finished_at,
        organisation=run.commissioner.code,
        details={"definitions": definitions, "practices": practices},
    )


def code_version() -> str:
    """Twelve digits that change whenever the arithmetic, or the judging by it, does."""
    folder = Path(calc.__file__).parent
    judges = [Path(str(module.__file__)) for module in (comparing, inputs, judging, rules)]
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.py")), *judges]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _add_to_hash(digest: Any, one: Judged) -> None:
    data: DefinitionData = data_of(one.definition)
    digest.update(repr((one.definition.code, astuple(data))).encode())
    held = one.figures
    for column in (held.states, held.numerator, held.denominator, held.value, held.spread):
        digest.update(np.ascontiguousarray(column).tobytes())
    digest.update(repr(held.texts).encode())
    for part in _parts_of(one.around, data.comparator):
        digest.update(part)


def _parts_of(around: Around, comparator: str) -> Iterator[bytes]:
    """What a definition was judged by beside its figures: groups only where it uses them."""
    yield repr((dict(around.levels), sorted(around.own_levels.items()))).encode()
    yield repr((around.outside.value, around.outside.name, around.before_name)).encode()
    members = {"network": around.networks, "group": around.groups, "similar": around.similar}
    group = members.get(comparator)
    before = around.before
    columns: list[NDArray[Any]] = [] if group is None else [group]
    if before is not None:
        columns += [before.states, before.numerator, before.denominator]
        columns += [before.value, before.spread]
    for column in columns:
        yield np.ascontiguousarray(column).tobytes()


def result_columns(one: Judged, practices: NDArray[np.int64]) -> list[Column | Words]:
    """The results of one definition as columns of the table, in the order of `practices`."""
    held, out = one.figures, one.judgement
    own = out.benchmark.own
    return [
        Column("practice_id", ">i8", practices),
        Column("definition_id", ">i8", one.definition.pk),
        Column("figure_id", ">i8", held.figure_ids, held.figure_ids == 0),
        _number("numerator", held.numerator),
        _number("denominator", held.denominator),
        _number("value", out.value),
        _number("lower", out.lower),
        _number("upper", out.upper),
        _number("own_benchmark", np.full(len(practices), np.nan) if own is None else own),
        Column("rank", ">i4", np.nan_to_num(out.ranks).astype(">i4"), np.isnan(out.ranks)),
        _number("percentile", out.percentiles),
        Column("band", ">i2", out.bands),
        Column("no_band", ">i2", _states(one)),
        Column("comparison", ">i2", out.comparisons),
        Column("queried", "i1", held.queried),
        Words("text", [text.encode() for text in held.texts]),
        Words("own_levels", _own_levels(one, len(practices))),
    ]


def _number(name: str, values: Floats) -> Column:
    return Column(name, ">f8", values, ~np.isfinite(values))


def _own_levels(one: Judged, size: int) -> list[bytes | None]:
    found: list[bytes | None] = [None] * size
    if one.definition.rule:
        for at, levels in one.around.own_levels.items():
            found[at] = b"\x01" + json.dumps(levels).encode()  # the version of jsonb's own form
    return found


def _states(one: Judged) -> Codes:
    """A fact in words has no number, which is not the same as no data."""
    states = one.judgement.states
    if one.definition.kind != "fact":
        return states
    worded = np.array([bool(text) for text in one.figures.texts], dtype=bool)
    return np.where(worded & (states == NoBand.NO_DATA), np.int8(NoBand.NOT_BANDED), states)


def _or_none(number: float) -> float | None:
    return number if math.isfinite(number) else None
