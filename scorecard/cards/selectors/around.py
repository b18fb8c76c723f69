"""The practices of a run on each of its indicators, and what those similar to each add up to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef
from numpy.typing import NDArray

from indicators.definitions import DefinitionData
from indicators.likeness import alike
from indicators.models import Result, RunDefinition
from practices.models import Atypical
from practices.selectors import holds_on
from scorecard.calc.types import Flags, Floats, NoBand
from scorecard.cards.around import (
    COUNTS,
    OTHERS,
    UNKNOWN,
    AroundOne,
    Spread,
    adds_up,
    figures_of,
    similar_of,
    spread_from,
    spread_of,
)
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.run_arrays import RunArrays, arrays_of_run

STORED, STORED_ID = ">f8", ">i8"  # as the rows of models.around are packed
AT_A_TIME = 24  # definitions whose results are held at once: a nation's are 8 MB each
FEW = 500  # of so few practices all are
_PLACES = """
SELECT NOT EXISTS (SELECT FROM practices_atypical a WHERE a.practice_id = p.id
        AND a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on > %(day)s)),
    (SELECT l.patients::float8 FROM practices_listsize l WHERE l.practice_id = p.id
        AND l.kind = 'registered' AND l."on" <= %(day)s ORDER BY l."on" DESC LIMIT 1)
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS p (id, at) ORDER BY p.at
"""


@dataclass(frozen=True)
class WholeRun:
    """`similar` are practices (ids in order) x `definitions` (ids in order); NaN is not known."""

    practices: NDArray[np.int64]
    definitions: tuple[int, ...]
    spreads: Mapping[int, Spread]
    similar: Floats


def around_practice(
    card_run: CardRun,
    practice: int,
    definitions: Mapping[int, DefinitionData],
    context: Collection[int],
) -> AroundOne:
    """What one practice (an id) of the run is put beside, where it was not stored."""
    found = around_of_run(card_run, definitions, context)
    row = found.similar[int(np.searchsorted(found.practices, practice))]
    return AroundOne(found.spreads, _known(found.definitions, row))


def tells_of_few(card_run: CardRun, seen: Collection[int]) -> frozenset[int]:
    """Definitions (ids) on which one or two practices besides those `seen` (ids) have a figure.

    Whoever sees the results of these works out the others' from the area's value.
    """
    run = card_run.run
    practices = np.frombuffer(run.practices, np.int64)
    flags = Atypical.objects.filter(holds_on(run.period.ends_on)).values("practice")
    held = RunDefinition.objects.filter(run=run).annotate(unlike=ArraySubquery(flags))
    rows = held.values_list("definition_id", "states", "unlike")
    return frozenset(
        pk
        for pk, states, unlike in rows
        if are_few(bytes(states), ~np.isin(practices, [*seen, *unlike]))
    )


def are_few(states: bytes, who: Flags) -> bool:
    """Whether one or two of `who` have a figure, by the packed states of a definition in a run;
    also where it kept none."""
    figures = np.isin(np.frombuffer(states, np.int8), COUNTS)
    return not figures.size or 0 < (figures & who).sum() < OTHERS


def without_area(around: AroundOne, hidden: Collection[int]) -> AroundOne:
    """The same without the others on the definitions `hidden` (ids)."""
    spreads = {pk: UNKNOWN if pk in hidden else one for pk, one in around.spreads.items()}
    similar = {pk: one for pk, one in around.similar.items() if pk not in hidden}
    return AroundOne(spreads, similar)


def tells_area(
    card_run: CardRun, definition: int, data: DefinitionData, members: Collection[int] = ()
) -> bool:
    """Whether the area's value on one definition (an id) may be told to one of its practices, or
    to who sees the results of these `members` (ids): see `tells_of_few`."""
    flags = Atypical.objects.filter(
        holds_on(card_run.run.period.ends_on), practice=OuterRef("practice")
    )
    held = (
        Result.objects.of_run(card_run.run)
        .filter(definition=definition)
        .annotate(typical=~Exists(flags))
        .values_list("practice_id", "typical", "no_band", "value", "numerator", "denominator")
        .order_by("practice_id")
    )
    practices, typical, states, *numbers = (np.array(one) for one in zip(*held, strict=True))
    others = typical & ~np.isin(practices, list(members))
    if members and are_few(states.astype(np.int8).tobytes(), others):
        return False
    value, above, below = (one.astype(float) for one in numbers)
    return spread_of(data, figures_of(states, value, above, below, typical)).area is not None


def stored_around(
    definitions: bytes | None, spreads: bytes | None, similar: bytes | None
) -> AroundOne | None:
    """The same from what `services.around` wrote; None where it has not yet."""
    if definitions is None or spreads is None:
        return None
    ids = np.frombuffer(bytes(definitions), dtype=STORED_ID).tolist()
    rows = np.frombuffer(bytes(spreads), dtype=STORED).reshape(len(ids), -1).tolist()
    own = np.frombuffer(bytes(similar or b""), dtype=STORED)
    return AroundOne(
        {pk: spread_from(row) for pk, row in zip(ids, rows, strict=True)},
        _known(ids, own) if own.size else {},
    )


def _known(definitions: Sequence[int], values: Floats) -> dict[int, float]:
    pairs = zip(definitions, values.tolist(), strict=True)
    return {pk: one for pk, one in pairs if one == one}


def around_of_run(
    card_run: CardRun, definitions: Mapping[int, DefinitionData], context: Collection[int]
) -> WholeRun:
    """Worked out from the results. `context`: which definitions say who is alike."""
    practices = _practices(card_run)
    typical, lists = _places(card_run, practices)
    ids = sorted(pk for pk, data in definitions.items() if adds_up(data))
    telling = [pk for pk in sorted(context) if pk in ids]
    if len(ids) <= AT_A_TIME or practices.size <= FEW:
        held = arrays_of_run(card_run, practices, ids)
        similar = _similar(held, telling, typical, lists)
        return _around([held], definitions, ids, typical, similar)
    similar = _similar(arrays_of_run(card_run, practices, telling), telling, typical, lists)
    parts = (ids[start : start + AT_A_TIME] for start in range(0, len(ids), AT_A_TIME))
    read = (arrays_of_run(card_run, practices, part) for part in parts)
    return _around(read, definitions, ids, typical, similar)


def _practices(card_run: CardRun) -> NDArray[np.int64]:
    """Ids in order. A run of an earlier version of the product did not pack them."""
    if packed := bytes(card_run.run.practices):
        return np.sort(np.frombuffer(packed, np.int64))
    found = card_run.scores.filter(domain=None).order_by("practice_id")
    return np.array(found.values_list("practice_id", flat=True), dtype=np.int64)


def _places(card_run: CardRun, practices: NDArray[np.int64]) -> tuple[Flags, Floats]:
    """Who is typical on the period's last day, and the list sizes then; NaN is not known."""
    with connection.cursor() as cursor:
        about = {"ids": practices.tolist(), "day": card_run.run.period.ends_on}
        cursor.execute(_PLACES, about)
        rows = cursor.fetchall()
    typical, lists = zip(*rows, strict=True)
    return np.array(typical, np.bool_), np.array(lists, np.float64)


def _similar(
    held: RunArrays, telling: Sequence[int], typical: Flags, lists: Floats
) -> NDArray[np.intp]:
    at = [place for place, pk in enumerate(held.definitions) if pk in telling]
    columns = np.where(held.states[:, at] == NoBand.IMPOSSIBLE, np.nan, held.value[:, at])
    return alike(lists, list(columns.T), typical)


def _around(
    read: Iterable[RunArrays],
    definitions: Mapping[int, DefinitionData],
    ids: Sequence[int],
    typical: Flags,
    similar: NDArray[np.intp],
) -> WholeRun:
    values = np.full((typical.size, len(ids)), np.nan)
    spreads: dict[int, Spread] = {}
    practices = np.zeros(0, np.int64)
    for held in read:
        practices = held.practices
        for column, pk in enumerate(held.definitions):
            figures = figures_of(*_column(held, column), typical)
            spreads[pk] = spread_of(definitions[pk], figures)
            values[:, ids.index(pk)] = similar_of(definitions[pk], figures, similar)
    return WholeRun(practices, tuple(ids), spreads, values)


def _column(held: RunArrays, at: int) -> tuple[NDArray[np.int8], Floats, Floats, Floats]:
    columns = (held.value, held.numerator, held.denominator)
    return held.states[:, at], *(column[:, at] for column in columns)  # type: ignore[return-value]
