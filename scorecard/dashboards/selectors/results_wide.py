"""Results of a page of practices by a page of indicators, as arrays: packed by the database, one
statement. Bands and states of all practices of a run at once, from what the run packed itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Run, RunDefinition
from scorecard.calc.types import Band, Codes, Floats, NoBand

_RESULTS = """
SELECT string_agg(int8send(practice_id), ''::bytea),
    string_agg(int8send(definition_id), ''::bytea),
    string_agg(int2send(band::int2), ''::bytea),
    string_agg(int2send(no_band::int2), ''::bytea),
    string_agg(float8send(coalesce(value, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(numerator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(denominator, 'NaN')), ''::bytea),
    string_agg(int8send(coalesce(figure_id, 0)), ''::bytea),
    coalesce(json_agg(json_build_array(practice_id, definition_id, own_levels))
        FILTER (WHERE own_levels IS NOT NULL), '[]')
FROM indicators_result r
JOIN unnest(%s::bigint[], %s::bigint[]) AS held (part, definition)
    ON held.part = r.part_id AND held.definition = r.definition_id
WHERE r.part_id = ANY(%s) AND r.practice_id = ANY(%s) AND r.definition_id = ANY(%s)
"""
_KINDS = (">i8", ">i8", ">i2", ">i2", ">f8", ">f8", ">f8", ">i8")


@dataclass(frozen=True)
class Wide:
    """Practices x definitions, both by id in the order asked for.

    `bands` are Band codes, `states` NoBand codes (NO_DATA where the run has no such result);
    numbers are unrounded and NaN is missing; `figures` are ids, 0 none. `own_levels` are those
    agreed for one practice alone, by (practice, definition).
    """

    practices: tuple[int, ...]
    definitions: tuple[int, ...]
    bands: Codes
    states: Codes
    value: Floats
    numerator: Floats
    denominator: Floats
    figures: NDArray[np.int64]
    own_levels: Mapping[tuple[int, int], dict[str, Any]]


def wide(run: Run, practices: Sequence[int], definitions: Sequence[int]) -> Wide:
    """Some results of a run; 6,000 of them take milliseconds."""
    held = RunDefinition.objects.filter(run=run, definition__in=list(definitions))
    parts = dict(held.values_list("definition_id", "part_id"))
    return wide_of_parts(parts, practices, definitions)


def wide_of_parts(
    parts: Mapping[int, int], practices: Sequence[int], definitions: Sequence[int]
) -> Wide:
    """The same where it is known already in which part each definition's results lie."""
    known = {one: parts[one] for one in definitions if one in parts}
    asked = [list(known.values()), list(known), sorted(set(known.values()))]
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, [*asked, list(practices), list(known)])
        *packed, own = cursor.fetchone()
    columns = [
        np.frombuffer(bytes(one or b""), kind) for one, kind in zip(packed, _KINDS, strict=True)
    ]
    rows = _places(practices, columns[0])
    at = rows, _places(definitions, columns[1])
    shape = len(practices), len(definitions)
    return Wide(
        tuple(practices),
        tuple(definitions),
        _spread(shape, at, columns[2], Band.NONE, np.int8),
        _spread(shape, at, columns[3], NoBand.NO_DATA, np.int8),
        _spread(shape, at, columns[4], np.nan, np.float64),
        _spread(shape, at, columns[5], np.nan, np.float64),
        _spread(shape, at, columns[6], np.nan, np.float64),
        _spread(shape, at, columns[7], 0, np.int64),
        {(practice, one): levels for practice, one, levels in own},
    )


@dataclass(frozen=True)
class RunBands:
    """Bands and states of every practice of a run, in the run's own order of practices, on some
    definitions in the order asked for: practices x definitions."""

    bands: Codes
    states: Codes


def bands_of_run(
    held: Mapping[int, RunDefinition], practices: int, definitions: Sequence[int]
) -> RunBands:
    """From the run's definitions by definition id (with `bands` and `states`), for all practices
    (`practices` is how many); a definition the run has not is NO_DATA for everybody."""
    shape = practices, len(definitions)
    bands = np.full(shape, Band.NONE, np.int8, order="F")
    states = np.full(shape, NoBand.NO_DATA, np.int8, order="F")
    for column, definition in enumerate(definitions):
        one = held.get(definition)
        if one is not None and one.bands:
            bands[:, column] = np.frombuffer(bytes(one.bands), np.int8)
            states[:, column] = np.frombuffer(bytes(one.states), np.int8)
    return RunBands(bands, states)


def _places(wanted: Sequence[int], found: NDArray[Any]) -> NDArray[np.intp]:
    """Where each of `found` stands among `wanted`, which holds them all."""
    ids = np.asarray(wanted, np.int64)
    order = np.argsort(ids, kind="stable")
    return np.asarray(order[np.searchsorted(ids, found, sorter=order)])


def _spread(
    shape: tuple[int, int],
    at: tuple[NDArray[np.intp], NDArray[np.intp]],
    column: NDArray[Any],
    empty: Any,
    kind: Any,
) -> NDArray[Any]:
    found = np.full(shape, empty, kind)
    found[at] = column
    return found
