"""The results of a run, definition by definition, as arrays in one order of practices.

For what takes over a whole run, a nation's too: the server strings the columns of a definition
together, so no row is looked at one by one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Run
from indicators.selectors import one_picture
from indicators.selectors.one_picture import Reader, another_reader, shared_out
from scorecard.calc.types import Codes, Flags, Floats

_NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "own_benchmark", "percentile")
_CODES = ("band", "no_band", "comparison")
# One definition after the other: their rows lie together, so nothing is sorted, and at most one
# definition is held by the database.
_RESULTS = f"""
SELECT definition_id, packed.* FROM indicators_rundefinition rd CROSS JOIN LATERAL (SELECT
    string_agg(int8send(practice_id), ''::bytea) AS practices,
    {", ".join(f"string_agg(float8send(coalesce({name}, 'NaN')), ''::bytea)" for name in _NUMBERS)},
    {", ".join(f"string_agg(int2send({name}), ''::bytea)" for name in _CODES)},
    string_agg(int4send(coalesce(rank, 0)), ''::bytea),
    string_agg(int8send(coalesce(figure_id, 0)), ''::bytea),
    json_object_agg(practice_id, text) FILTER (WHERE text <> ''),
    json_object_agg(practice_id, own_levels) FILTER (WHERE own_levels IS NOT NULL)
FROM indicators_result r WHERE r.part_id = rd.part_id AND r.definition_id = rd.definition_id
) packed
WHERE rd.part_id = ANY(%s) AND rd.run_id = %s AND rd.definition_id = ANY(%s)
    AND packed.practices IS NOT NULL
"""  # noqa: S608
# Asked by a second reader: results never change, but it may not see the run yet, or no more.
# Locks are waited for here or nowhere: who waits for them may wait for our own transaction.
_SEEN = """
SELECT (SELECT count(*) FROM indicators_rundefinition WHERE run_id = %s),
    (SELECT count(*) FROM (SELECT FROM indicators_result WHERE part_id = ANY(%s) LIMIT 1) one)
"""
_CLOSE = """
SELECT definition_id, string_agg(int8send(practice_id), ''::bytea)
FROM indicators_certainty c JOIN indicators_rundefinition rd USING (definition_id, part_id)
WHERE part_id = ANY(%s) AND rd.run_id = %s AND too_close
GROUP BY definition_id
"""


_AT_ONCE = 8  # definitions that are asked for at once


def _nothing() -> None:
    """There is nothing else to do."""


@dataclass(frozen=True)
class RunColumns:
    """One definition, an entry per practice asked for; `there` says who has a result.

    NaN is missing, also among `ranks`; `figure_ids` are 0 where there was no figure. `texts` and
    `own_levels` are by the position of the practice, few or none.
    """

    there: Flags
    numbers: dict[str, Floats]
    codes: dict[str, Codes]
    ranks: Floats
    figure_ids: NDArray[np.int64]
    texts: dict[int, str]
    own_levels: dict[int, dict[str, Any]]

    @classmethod
    def nothing(cls, size: int) -> "RunColumns":
        """Of a definition that the run did not judge."""
        return cls(
            there=np.zeros(size, dtype=bool),
            numbers={name: np.full(size, np.nan) for name in _NUMBERS},
            codes={name: np.zeros(size, np.int8) for name in _CODES},
            ranks=np.full(size, np.nan),
            figure_ids=np.zeros(size, np.int64),
            texts={},
            own_levels={},
        )


def run_columns(
    run: Run, practices: NDArray[np.int64], meanwhile: Callable[[], None] = _nothing
) -> dict[int, RunColumns]:
    """By definition id the results of the practices with these ids, which are in order of size.

    Those of a nation are read by two server processes at once, some definitions each. What else
    there is for ours to do beforehand is done `meanwhile`.
    """
    ids = list(run.definitions.order_by("definition").values_list("definition_id", flat=True))
    found: dict[int, RunColumns] = {}

    def read(reader: Reader, part: list[int]) -> None:
        for definition, who, *packed in _streamed(_RESULTS, run, part, by=reader):
            places = _Places(practices, np.frombuffer(who, ">i8").astype(np.int64))
            found[definition] = _placed(places, packed)

    with another_reader(wanted=len(ids) * practices.size >= one_picture.MUCH) as second:
        sees = second is not None and _sees(second, run, len(ids))
        parts = [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]
        with connection.wrap_database_errors:
            shared_out(parts, second if sees else None, read, meanwhile)
    return found


def _sees(second: Reader, run: Run, definitions: int) -> bool:
    """Whether the other reader has the run in its picture, and nothing can take it away."""
    try:
        second.execute("SET LOCAL lock_timeout = '1s'")
        row = second.execute(_SEEN, [run.pk, run.parts]).fetchone()
    except psycopg.errors.LockNotAvailable:
        return False
    return row == (definitions, 1)


def too_close(run: Run, practices: NDArray[np.int64]) -> dict[int, Flags]:
    """By definition id whose band is too close to call; absent where nobody's is."""
    found = {}
    connection.ensure_connection()
    with connection.wrap_database_errors:
        for definition, packed in _streamed(_CLOSE, run, by=connection.connection):
            ids = np.frombuffer(packed, ">i8").astype(np.int64)
            found[definition] = np.isin(practices, ids)
    return found


class _Places:
    """Where the rows of a definition belong; those of other practices are left out."""

    def __init__(self, practices: NDArray[np.int64], ids: NDArray[np.int64]) -> None:
        self.size = practices.size
        at = np.searchsorted(practices, ids)
        self.rows = np.flatnonzero(practices[np.minimum(at, self.size - 1)] == ids)
        self.at = at[self.rows]
        self._ids = ids

    @cached_property
    def of(self) -> dict[int, int]:
        return dict(zip(self._ids[self.rows].tolist(), self.at.tolist(), strict=True))

    def put(self, packed: bytes, kind: str, empty: Any, into: str) -> NDArray[Any]:
        found = np.full(self.size, empty, into)
        found[self.at] = np.frombuffer(packed, kind)[self.rows]
        return found


def _placed(places: _Places, packed: list[Any]) -> RunColumns:
    numbers, codes = packed[: len(_NUMBERS)], packed[len(_NUMBERS) : -4]
    ranks, figures, texts, levels = packed[-4:]
    there = np.zeros(places.size, dtype=bool)
    there[places.at] = True
    rank = places.put(ranks, ">i4", 0, "<f8")
    return RunColumns(
        there=there,
        numbers={
            name: places.put(one, ">f8", np.nan, "<f8")
            for name, one in zip(_NUMBERS, numbers, strict=True)
        },
        codes={
            name: places.put(one, ">i2", 0, "i1") for name, one in zip(_CODES, codes, strict=True)
        },
        ranks=np.where(rank > 0, rank, np.nan),
        figure_ids=places.put(figures, ">i8", 0, "<i8"),
        texts=_by_place(places, texts),
        own_levels=_by_place(places, levels),
    )


def _by_place(places: _Places, said: dict[str, Any] | None) -> dict[int, Any]:
    return {
        places.of[int(one)]: what for one, what in (said or {}).items() if int(one) in places.of
    }


def _streamed(statement: str, run: Run, *more: Any, by: Reader) -> Iterator[tuple[Any, ...]]:
    # Django's own cursor puts parameters in as text, and then no answer comes in binary form.
    with psycopg.Cursor(by) as cursor:
        yield from cursor.stream(statement, [run.parts, run.pk, *more], binary=True)
