"""A run as arrays, practices by definitions, packed by the database: a nation in a fraction of a
second. One statement for the results, one for the scores.

In each group the server strings the same rows together in the same order for every column, so the
practices' ids tell where each value belongs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Result
from practices.models import Practice
from practices.selectors import with_atypical
from scorecard.calc.types import Band, Codes, Flags, Floats, NoBand
from scorecard.cards.models import CardRun

_RESULTS = """
SELECT definition_id,
    string_agg(int8send(practice_id), ''::bytea),
    string_agg(int2send(band::int2), ''::bytea),
    string_agg(int2send(no_band::int2), ''::bytea),
    string_agg(float8send(coalesce(value, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(numerator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(denominator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(lower, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(upper, 'NaN')), ''::bytea)
FROM indicators_result r
JOIN indicators_rundefinition rd USING (definition_id, part_id)
WHERE part_id = ANY(%s) AND rd.run_id = %s AND definition_id = ANY(%s)
GROUP BY definition_id
"""

_SCORES = """
SELECT domain_id,
    string_agg(int8send(practice_id), ''::bytea),
    string_agg(int2send(band::int2), ''::bytea),
    string_agg(float8send(coalesce(score, 'NaN')), ''::bytea)
FROM cards_score
WHERE card_run_id = %s
GROUP BY domain_id
"""


@dataclass(frozen=True)
class RunScores:
    """What a run said of every practice: entries and rows in the order of `practices` (ids).

    `domain_scores` has a column for each id in `domains`.
    """

    practices: NDArray[np.int64]
    scores: Floats
    bands: Codes
    domains: tuple[int, ...]
    domain_scores: Floats


@dataclass(frozen=True)
class RunArrays:
    """Practices x definitions; `definitions` are those asked for that the run has, by id.

    `bands` are Band codes, `states` NoBand codes; numbers are unrounded and NaN is missing.
    """

    practices: NDArray[np.int64]
    definitions: tuple[int, ...]
    bands: Codes
    states: Codes
    value: Floats
    numerator: Floats
    denominator: Floats
    lower: Floats
    upper: Floats


def scores_of_run(card_run: CardRun) -> RunScores:
    """Every practice's overall score and band, and its domain scores."""
    found = {row[0]: row[1:] for row in _read(_SCORES, [card_run.pk])}
    ids, bands, scores = found.pop(None, (b"", b"", b""))
    practices = np.sort(_unpack(ids, ">i8"))
    domains = tuple(sorted(found))
    domain_scores = np.full((practices.size, len(domains)), np.nan)
    for column, domain in enumerate(domains):
        own_ids, _, own_scores = found[domain]
        _place(domain_scores[:, column], practices, own_ids, _unpack(own_scores, ">f8"))
    overall, codes = np.full(practices.size, np.nan), np.zeros(practices.size, np.int8)
    _place(overall, practices, ids, _unpack(scores, ">f8"))
    _place(codes, practices, ids, _unpack(bands, ">i2"))
    return RunScores(practices, overall, codes, domains, domain_scores)


def arrays_of_run(
    card_run: CardRun, practices: NDArray[np.int64], definitions: Sequence[int]
) -> RunArrays:
    """The results of `practices` (ids in order) on `definitions`, as far as the run has them."""
    run = card_run.run
    wanted = [run.parts, run.pk, list(set(definitions))]
    found = {row[0]: row[1:] for row in _read(_RESULTS, wanted)}
    here = tuple(definition for definition in definitions if definition in found)
    shape = practices.size, len(here)
    # By column: each is filled in one go.
    bands = np.full(shape, Band.NONE, np.int8, order="F")
    states = np.full(shape, NoBand.NO_DATA, np.int8, order="F")
    numbers = [np.full(shape, np.nan, order="F") for _ in range(5)]
    for column, definition in enumerate(here):
        ids, own_bands, own_states, *packed = found.pop(definition)
        _place(bands[:, column], practices, ids, _unpack(own_bands, ">i2"))
        _place(states[:, column], practices, ids, _unpack(own_states, ">i2"))
        for array, values in zip(numbers, packed, strict=True):
            _place(array[:, column], practices, ids, _unpack(values, ">f8"))
    return RunArrays(practices, here, bands, states, *numbers)


def own_levels_of_run(
    card_run: CardRun, definitions: Sequence[int]
) -> dict[int, dict[int, dict[str, Any]]]:
    """By definition and practice id: the levels agreed for that practice alone."""
    found: dict[int, dict[int, dict[str, Any]]] = {}
    if not definitions:
        return found
    results = Result.objects.of_run(card_run.run)
    rows = results.filter(definition__in=definitions, own_levels__isnull=False).values_list(
        "definition_id", "practice_id", "own_levels"
    )
    for definition, practice, levels in rows:
        if levels:
            found.setdefault(definition, {})[practice] = levels
    return found


def _read(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _unpack(packed: bytes | memoryview, kind: str) -> NDArray[Any]:
    return np.frombuffer(bytes(packed), dtype=kind)


def _place(
    column: NDArray[Any],
    practices: NDArray[np.int64],
    ids: bytes | memoryview,
    values: NDArray[Any],
) -> None:
    """Put each value where its practice stands; who is not among `practices` is passed over."""
    own = _unpack(ids, ">i8")
    at = np.minimum(np.searchsorted(practices, own), practices.size - 1)
    known = practices[at] == own
    column[at[known]] = values[known]


def practices_of_run(card_run: CardRun) -> list[Practice]:
    """The practices of a run in ascending order of id, as `RunScores.practices` are.

    Each has `why_atypical`, the reason on the period's last day.
    """
    found = Practice.objects.filter(score__card_run=card_run, score__domain=None)
    return list(with_atypical(found, card_run.run.period.ends_on).order_by("pk"))


def typical_of(practices: Sequence[Practice]) -> Flags:
    """Which of the practices of a run were like the others on the period's last day."""
    return np.array([not one.why_atypical for one in practices], dtype=np.bool_)  # type: ignore[attr-defined]
