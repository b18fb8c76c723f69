"""Figures as arrays, indicators by practices, packed by the database: a nation in half a second.

Looking at a million rows one by one costs Python several times what reading them costs the
database. So the server strings the columns of a hundred practices together, each practice found
by the key of figures that count, and sends them as they come; nothing is held twice.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from indicators.selectors.one_picture import Reader, in_halves
from scorecard.calc.types import NoBand

_TOGETHER = 100  # practices in a row of the answer
STATES = {
    "present": NoBand.BANDED,
    "suppressed": NoBand.SUPPRESSED,
    "not_applicable": NoBand.NOT_APPLICABLE,
    "no_data": NoBand.NO_DATA,
}

# One practice and one period at a time: the key finds its rows, and they lie side by side.
_PACKED = """
SELECT block.start,
    packed.counts, packed.indicators, packed.figures, packed.states,
    packed.numerators, packed.denominators, packed.given, packed.spread_counts, packed.spreads,
    packed.queried, packed.texts
FROM generate_series(0, cardinality(%(practices)s::bigint[]) - 1, %(together)s) block (start)
CROSS JOIN LATERAL (
    SELECT string_agg(int4send(counted::int4), ''::bytea) AS counts,
        string_agg(indicators, ''::bytea) AS indicators, string_agg(figures, ''::bytea) AS figures,
        string_agg(states, ''::bytea) AS states,
        string_agg(numerators, ''::bytea) AS numerators,
        string_agg(denominators, ''::bytea) AS denominators,
        string_agg(given, ''::bytea) AS given,
        string_agg(int4send(spread_counted::int4), ''::bytea) AS spread_counts,
        string_agg(spreads, ''::bytea) AS spreads,
        string_agg(queried, ''::bytea) AS queried,
        array_agg(texts) FILTER (WHERE texts IS NOT NULL) AS texts
    FROM unnest((%(practices)s::bigint[])[block.start + 1 : block.start + %(together)s])
        practice (id)
    CROSS JOIN LATERAL (
        SELECT count(*) AS counted,
            string_agg(int8send(f.indicator_id), ''::bytea) AS indicators,
            string_agg(int8send(f.id), ''::bytea) AS figures,
            string_agg({state}, ''::bytea) AS states,
            string_agg(float8send(coalesce(f.numerator, 'NaN')), ''::bytea) AS numerators,
            string_agg(float8send(coalesce(f.denominator, 'NaN')), ''::bytea) AS denominators,
            string_agg(float8send(coalesce(f.value, 'NaN')), ''::bytea) AS given,
            count(f.spread) AS spread_counted,
            string_agg(int8send(f.indicator_id) || float8send(f.spread), ''::bytea)
                FILTER (WHERE f.spread IS NOT NULL) AS spreads,
            string_agg(int8send(f.id), ''::bytea) FILTER (WHERE f.id IN (
                SELECT q.figure_id FROM indicators_query q
                WHERE NOT EXISTS (
                    SELECT FROM indicators_querydecision d WHERE d.query_id = q.id
                )
            )) AS queried,
            json_object_agg(f.id, f.text) FILTER (WHERE f.text <> '') AS texts
        FROM indicators_figure f
        WHERE f.practice_id = practice.id AND f.period_id = %(period)s
            AND f.replaced_at IS NULL AND f.counts AND {indicator} = ANY(%(indicators)s::bigint[])
    ) one
) packed
"""
_STATE = "CASE f.state {} END".format(
    " ".join(rf"WHEN '{name}' THEN '\x{code:02x}'::bytea" for name, code in STATES.items())
)
# Few figures have one, those of means: each names its indicator.
_SPREAD = np.dtype([("indicator", ">i8"), ("spread", ">f8")])
# So few are found one by one by the key; of more the practice's rows are read and sifted.
_FEW = 8


class FigureArrays:
    """Indicators x practices, in the order given: what is read later stands over the earlier.

    Where nothing was found `figure_ids` is 0, and numbers are NaN. `texts` and `queried` are by
    figure.
    """

    def __init__(self, indicators: Sequence[int | None], practices: Sequence[int]) -> None:
        self.practices = list(practices)
        self.indicators = _numbered(indicators)
        shape = len(indicators), len(practices)
        self.figure_ids = np.zeros(shape, np.int64)
        self.states = np.zeros(shape, np.int8)
        self.numerator, self.denominator, self.value, self.spread = (
            np.full(shape, np.nan) for _ in range(4)
        )
        self.queried: set[int] = set()
        self.texts: dict[int, str] = {}

    def read(self, period: int, indicators: Sequence[int], second: Reader | None = None) -> None:
        """Place the figures of a period that are current and count; see `one_picture`."""
        wanted = np.isin(self.indicators, _numbered(indicators))
        order = np.argsort(self.indicators)
        rows = order[wanted[order]]
        size = len(self.practices)
        in_halves(
            size * rows.size,
            size,
            second,
            lambda reader, start, stop: self._read(reader, period, rows, start, stop),
        )

    def _read(
        self,
        reader: Reader,
        period: int,
        rows: NDArray[np.intp],
        start: int,
        stop: int,
    ) -> None:
        """Place what one reader finds of the practices from `start` up to `stop`."""
        for found in _blocks(reader, period, self.indicators[rows], self.practices[start:stop]):
            self._place(rows, start, found)

    def _place(self, rows: NDArray[np.intp], first: int, found: tuple[Any, ...]) -> None:
        """`rows` are those of the indicators that were asked for, in the order of their ids."""
        start, counts, indicators, figures, states, *numbers = found[:8]
        spread_counts, spreads, queried, texts = found[8:]
        start += first
        at = self._places(rows, start, counts, _unpack(indicators, ">i8"))
        columns = (self.numerator, self.denominator, self.value)
        for column, packed in zip(columns, numbers, strict=True):
            column.reshape(-1)[at] = _unpack(packed, ">f8")
        self.figure_ids.reshape(-1)[at] = _unpack(figures, ">i8")
        self.states.reshape(-1)[at] = _unpack(states, "i1")
        if spreads:
            told = np.frombuffer(spreads, _SPREAD)
            places = self._places(rows, start, spread_counts, told["indicator"])
            self.spread.reshape(-1)[places] = told["spread"]
        self.queried.update(_unpack(queried or b"", ">i8").tolist())
        for said in texts or ():
            self.texts |= {int(figure): text for figure, text in said.items()}

    def _places(
        self, rows: NDArray[np.intp], start: int, counts: bytes, indicators: NDArray[np.int64]
    ) -> NDArray[np.intp]:
        """Where the values belong that so many figures of one practice after the other have."""
        given = _unpack(counts, ">i4")
        row = rows[np.searchsorted(self.indicators[rows], indicators)]
        practice = start + np.repeat(np.arange(given.size), given)
        return np.asarray(row * len(self.practices) + practice)

    def texts_of(self, row: int) -> list[str]:
        """What the figures of an indicator say in words, an entry per practice."""
        if not self.texts:
            return [""] * len(self.practices)
        return [self.texts.get(figure, "") for figure in self.figure_ids[row].tolist()]

    def queried_of(self, row: int) -> NDArray[np.bool_]:
        return np.isin(self.figure_ids[row], np.array(list(self.queried), np.int64))


def _blocks(
    reader: Reader,
    period: int,
    indicators: NDArray[np.int64],
    practices: Sequence[int],
) -> Iterator[tuple[Any, ...]]:
    """The rows of the answer as they come, those without a figure left out."""
    indicator = "f.indicator_id" if indicators.size <= _FEW else "(f.indicator_id + 0)"
    given = {
        "period": period,
        "indicators": indicators.tolist(),
        "practices": list(practices),
        "together": _TOGETHER,
    }
    statement = _PACKED.format(state=_STATE, indicator=indicator)
    # Django's own cursor puts parameters in as text, and then no answer comes in binary form.
    with connection.wrap_database_errors, psycopg.Cursor(reader) as cursor:
        for row in cursor.stream(statement, given, binary=True):
            if row[2] is not None:
                yield row


def _numbered(indicators: Sequence[int | None]) -> NDArray[np.int64]:
    """One that is being made up has no number yet, and no figures: none has number 0."""
    return np.array([one or 0 for one in indicators], np.int64)


def _unpack(packed: bytes, kind: str) -> NDArray[Any]:
    return np.frombuffer(packed, dtype=kind)
