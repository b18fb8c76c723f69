"""Results of a page of practices by a page of indicators, as arrays: packed by the database, one
statement. Bands and states of all practices of a run at once, from what the run packed itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Run, RunDefinition
from scorecard.calc.types import Band, Codes, Floats, NoBand

# How the numbers of a practice are prepared, and what stands where there is none.
ROW = {
    "value": "<f8",
    "numerator": "<f8",
    "denominator": "<f8",
    "lower": "<f8",
    "upper": "<f8",
    "figures": "<i8",
    "bands": "i1",
    "states": "i1",
}
EMPTY: dict[str, Any] = {
    "value": np.nan,
    "numerator": np.nan,
    "denominator": np.nan,
    "lower": np.nan,
    "upper": np.nan,
    "figures": 0,
    "bands": Band.NONE,
    "states": NoBand.NO_DATA,
}
# The same as the database packs them: its own order of bytes.
WIRE = {
    "value": ">f8",
    "numerator": ">f8",
    "denominator": ">f8",
    "lower": ">f8",
    "upper": ">f8",
    "figures": ">i8",
    "bands": ">i2",
    "states": ">i2",
}
PACKED = """
    string_agg(float8send(coalesce(value, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(numerator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(denominator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(lower, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(upper, 'NaN')), ''::bytea),
    string_agg(int8send(coalesce(figure_id, 0)), ''::bytea),
    string_agg(int2send(band::int2), ''::bytea),
    string_agg(int2send(no_band::int2), ''::bytea)
"""
_RESULTS = f"""
SELECT string_agg(int8send(practice_id), ''::bytea),
    string_agg(int8send(definition_id), ''::bytea),
    coalesce(json_agg(json_build_array(practice_id, definition_id, own_levels))
        FILTER (WHERE own_levels IS NOT NULL), '[]'),
    {PACKED}
FROM indicators_result r
JOIN unnest(%s::bigint[], %s::bigint[]) AS held (part, definition)
    ON held.part = r.part_id AND held.definition = r.definition_id
WHERE r.part_id = ANY(%s) AND r.practice_id = ANY(%s) AND r.definition_id = ANY(%s)
"""  # noqa: S608
_PREPARED = """
SELECT p.definitions, p.own_levels::json, found.ids, found.contents
FROM dashboards_preparedrun p CROSS JOIN (
    SELECT string_agg(int8send(practice_id), ''::bytea) AS ids,
        string_agg(content, ''::bytea) AS contents
    FROM dashboards_preparedrow WHERE run_id = %s AND practice_id = ANY(%s)
) found
WHERE p.run_id = %s
"""


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
    lower: Floats
    upper: Floats
    figures: NDArray[np.int64]
    own_levels: Mapping[tuple[int, int], dict[str, Any]]


# Of fewer practices a page reads the results themselves as quickly.
PREPARED_FROM = 500


class Ask(NamedTuple):
    """Some results of a run. `parts`, by definition: where they lie, if that is known already."""

    run: Run
    practices: Sequence[int]
    definitions: Sequence[int]
    parts: Mapping[int, int] | None = None


# A statement of one row with so many columns, its parameters.
Statement = tuple[str, list[Any], int]
Row = Sequence[Any]


def wide(
    run: Run,
    practices: Sequence[int],
    definitions: Sequence[int],
    parts: Mapping[int, int] | None = None,
) -> Wide:
    """Some results of a run; 6,000 of them take milliseconds where they are prepared."""
    (found,), _ = wide_together([Ask(run, practices, definitions, parts)])
    return found


def wide_together(
    asks: Sequence[Ask], others: Sequence[Statement] = ()
) -> tuple[list[Wide], list[Row]]:
    """Results of several runs, and what else a page asks for, in one statement; in two where
    those of many practices are not prepared yet."""
    statements = [
        _prepared_of(one) if is_prepared_run(one.run) else _results_of(one) for one in asks
    ]
    rows = _rows_of([*statements, *others])
    found = [_read_row(*pair) for pair in zip(asks, rows, strict=False)]
    late = [one for one, known in zip(asks, found, strict=True) if known is None]
    instead = iter(_rows_of([_results_of(one) for one in late]) if late else ())
    whole = [
        _from_results(one, next(instead)) if known is None else known
        for one, known in zip(asks, found, strict=True)
    ]
    return whole, rows[len(asks) :]


def _read_row(ask: Ask, row: Row) -> Wide | None:
    return _prepared(ask, row) if is_prepared_run(ask.run) else _from_results(ask, row)


def _rows_of(statements: Sequence[Statement]) -> list[Row]:
    tables = " ".join(
        f"LEFT JOIN ({statement}) k{at} ON true" for at, (statement, _, _) in enumerate(statements)
    )
    columns = ", ".join(f"k{at}.*" for at in range(len(statements)))
    parameters = [one for _, own, _ in statements for one in own]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM (SELECT) one {tables}", parameters)  # noqa: S608
        row = cursor.fetchone() or ()
    found = []
    for _, _, size in statements:
        found.append(row[:size])
        row = row[size:]
    return found


def is_prepared_run(run: Run) -> bool:
    """Whether it has practices enough; its numbers may be on their way still."""
    return len(bytes(run.practices)) >= PREPARED_FROM * 8


def row_type(definitions: int) -> np.dtype[Any]:
    """The numbers of one practice as they are prepared, for so many definitions."""
    return np.dtype([(name, kind, (definitions,)) for name, kind in ROW.items()])


def _prepared_of(ask: Ask) -> Statement:
    return _PREPARED, [ask.run.pk, list(ask.practices), ask.run.pk], 4


def _prepared(ask: Ask, found: Row) -> Wide | None:
    _, practices, definitions, _ = ask
    if found[0] is None or (practices and not found[2]):
        return None
    held, own, ids, contents = found
    known = np.frombuffer(bytes(held), np.int64)
    rows = np.frombuffer(bytes(contents or b""), row_type(known.size))
    at = _places(practices, np.frombuffer(bytes(ids or b""), ">i8"))
    column = {one: number for number, one in enumerate(known.tolist())}
    here = [(place, column[one]) for place, one in enumerate(definitions) if one in column]
    to, source = (np.array(places, np.intp) for places in zip(*here, strict=True))
    spread = {}
    for name, empty in EMPTY.items():
        spread[name] = np.full((len(practices), len(definitions)), empty, ROW[name])
        spread[name][np.ix_(at, to)] = rows[name][:, source]
    levels = {(practice, one): said for practice, one, said in own}
    return Wide(tuple(practices), tuple(definitions), **spread, own_levels=levels)


def _results_of(ask: Ask) -> Statement:
    parts = ask.parts
    if parts is None:
        held = RunDefinition.objects.filter(run=ask.run, definition__in=list(ask.definitions))
        parts = dict(held.values_list("definition_id", "part_id"))
    known = {one: parts[one] for one in ask.definitions if one in parts}
    asked = [list(known.values()), list(known), sorted(set(known.values()))]
    return _RESULTS, [*asked, list(ask.practices), list(known)], 3 + len(EMPTY)


def _from_results(ask: Ask, found: Row) -> Wide:
    _, practices, definitions, _ = ask
    ids, of, own, *packed = found
    rows = _places(practices, np.frombuffer(bytes(ids or b""), ">i8"))
    columns = _places(definitions, np.frombuffer(bytes(of or b""), ">i8"))
    spread = {}
    for content, (name, empty) in zip(packed, EMPTY.items(), strict=True):
        spread[name] = np.full((len(practices), len(definitions)), empty, ROW[name])
        spread[name][rows, columns] = np.frombuffer(bytes(content or b""), WIRE[name])
    levels = {(practice, one): said for practice, one, said in own}
    return Wide(tuple(practices), tuple(definitions), **spread, own_levels=levels)


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
