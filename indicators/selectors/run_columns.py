"""The results of a run, definition by definition, as arrays in one order of practices.

For what takes over a whole run, a nation's too: the server strings the columns of a definition
together, so no row is looked at one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Run
from scorecard.calc.types import Codes, Flags, Floats

_NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "own_benchmark", "percentile")
_CODES = ("band", "no_band", "comparison")
_RESULTS = f"""
SELECT definition_id,
    string_agg(int8send(practice_id), ''::bytea),
    {", ".join(f"string_agg(float8send(coalesce({name}, 'NaN')), ''::bytea)" for name in _NUMBERS)},
    {", ".join(f"string_agg(int2send({name}), ''::bytea)" for name in _CODES)},
    string_agg(int4send(coalesce(rank, 0)), ''::bytea),
    string_agg(int8send(coalesce(figure_id, 0)), ''::bytea),
    json_object_agg(practice_id, text) FILTER (WHERE text <> ''),
    json_object_agg(practice_id, own_levels) FILTER (WHERE own_levels IS NOT NULL)
FROM indicators_result r JOIN indicators_rundefinition rd USING (definition_id, part_id)
WHERE part_id = ANY(%s) AND rd.run_id = %s
GROUP BY definition_id
"""  # noqa: S608
_CLOSE = """
SELECT definition_id, string_agg(int8send(practice_id), ''::bytea)
FROM indicators_certainty c JOIN indicators_rundefinition rd USING (definition_id, part_id)
WHERE part_id = ANY(%s) AND rd.run_id = %s AND too_close
GROUP BY definition_id
"""


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


def run_columns(run: Run, practices: NDArray[np.int64]) -> Iterator[tuple[int, RunColumns]]:
    """By definition id the results of the practices with these ids, which are in order of size."""
    for definition, found, *packed in _streamed(_RESULTS, run):
        ids = np.frombuffer(found, ">i8").astype(np.int64)
        yield definition, _placed(_Places(practices, ids), packed)


def too_close(run: Run, practices: NDArray[np.int64]) -> dict[int, Flags]:
    """By definition id whose band is too close to call; absent where nobody's is."""
    found = {}
    for definition, packed in _streamed(_CLOSE, run):
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
        self.of = dict(zip(ids[self.rows].tolist(), self.at.tolist(), strict=True))

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


def _streamed(statement: str, run: Run) -> Iterator[tuple[Any, ...]]:
    connection.ensure_connection()
    # Django's own cursor puts parameters in as text, and then no answer comes in binary form.
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
    ):
        yield from cursor.stream(statement, [run.parts, run.pk], binary=True)
