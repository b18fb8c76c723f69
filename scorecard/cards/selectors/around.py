"""The practices of a run on each of its indicators, and what those similar to each add up to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.comparing import alike
from indicators.definitions import DefinitionData
from indicators.models import Result, RunDefinition
from indicators.selectors.snapshot import lists_on
from practices.models import ListKind
from practices.selectors import atypical_on
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
    unlike = atypical_on(practices.tolist(), run.period.ends_on)
    others = ~np.isin(practices, [*seen, *unlike])
    held = RunDefinition.objects.filter(run=run).values_list("definition_id", "states")
    return frozenset(pk for pk, states in held if are_few(bytes(states), others))


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


def tells_area(card_run: CardRun, definition: int, data: DefinitionData) -> bool:
    """Whether the area's value on one definition (an id) may be told to one of its practices."""
    held = (
        Result.objects.of_run(card_run.run)
        .filter(definition=definition)
        .values_list("practice_id", "no_band", "value", "numerator", "denominator")
        .order_by("practice_id")
    )
    practices, states, *numbers = (np.array(one) for one in zip(*held, strict=True))
    unlike = atypical_on(practices.tolist(), card_run.run.period.ends_on)
    value, above, below = (one.astype(float) for one in numbers)
    typical = ~np.isin(practices, list(unlike))
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
    found = card_run.scores.filter(domain=None).order_by("practice_id")
    practices = np.array(found.values_list("practice_id", flat=True), dtype=np.int64)
    day = card_run.run.period.ends_on
    unlike = atypical_on(practices.tolist(), day)
    typical = ~np.isin(practices, list(unlike))
    lists = lists_on(day, ListKind.REGISTERED, practices.tolist())
    telling = [pk for pk in sorted(context) if adds_up(definitions[pk])]
    held = arrays_of_run(card_run, practices, telling)
    columns = np.where(held.states == NoBand.IMPOSSIBLE, np.nan, held.value)
    similar = alike(lists, list(columns.T), typical)
    return _around(card_run, definitions, practices, typical, similar)


def _around(
    card_run: CardRun,
    definitions: Mapping[int, DefinitionData],
    practices: NDArray[np.int64],
    typical: Flags,
    similar: NDArray[np.intp],
) -> WholeRun:
    ids = sorted(pk for pk, data in definitions.items() if adds_up(data))
    values = np.full((practices.size, len(ids)), np.nan)
    spreads: dict[int, Spread] = {}
    for start in range(0, len(ids), AT_A_TIME):
        held = arrays_of_run(card_run, practices, ids[start : start + AT_A_TIME])
        for column, pk in enumerate(held.definitions):
            figures = figures_of(*_column(held, column), typical)
            spreads[pk] = spread_of(definitions[pk], figures)
            values[:, ids.index(pk)] = similar_of(definitions[pk], figures, similar)
    return WholeRun(practices, tuple(ids), spreads, values)


def _column(held: RunArrays, at: int) -> tuple[NDArray[np.int8], Floats, Floats, Floats]:
    columns = (held.value, held.numerator, held.denominator)
    return held.states[:, at], *(column[:, at] for column in columns)  # type: ignore[return-value]
