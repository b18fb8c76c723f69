"""Bands that practices gained and lost between two runs, each with what may be said of it.

The packed bands of both runs say where something changed; only those results are read. Of many
practices it is prepared by the job after the run.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Codes, Flags, Floats
from scorecard.cards.models import CardRun
from scorecard.dashboards.noise import Judge, Side, Verdict, gained, verdicts, why_unknown
from scorecard.dashboards.selectors.run_bands import RunBands, bands_of

_SIDE = (
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
)
_NUMBERS = ", ".join(
    f"string_agg(float8send(coalesce({side}.{name}, 'NaN')), ''::bytea)"
    for side in ("a", "b")
    for name in _SIDE
)
_READ = f"""
SELECT string_agg(int4send(c.at), ''::bytea), {_NUMBERS},
    string_agg(float8send(coalesce(CASE WHEN c.spread THEN (
        SELECT f.spread FROM indicators_figure f WHERE f.id = a.figure_id
    ) END, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(CASE WHEN c.spread THEN (
        SELECT f.spread FROM indicators_figure f WHERE f.id = b.figure_id
    ) END, 'NaN')), ''::bytea),
    string_agg(int8send(coalesce(a.figure_id, 0)), ''::bytea),
    string_agg(int8send(coalesce(b.figure_id, 0)), ''::bytea)
FROM unnest(%(at)s::int[], %(practice)s::bigint[], %(part_a)s::bigint[],
    %(definition_a)s::bigint[], %(part_b)s::bigint[], %(definition_b)s::bigint[],
    %(spread)s::boolean[])
    AS c (at, practice, part_a, definition_a, part_b, definition_b, spread)
JOIN indicators_result a ON a.part_id = c.part_a AND a.practice_id = c.practice
    AND a.definition_id = c.definition_a AND a.part_id = ANY(%(parts_a)s::bigint[])
JOIN indicators_result b ON b.part_id = c.part_b AND b.practice_id = c.practice
    AND b.definition_id = c.definition_b AND b.part_id = ANY(%(parts_b)s::bigint[])
"""  # noqa: S608

# How what moved is prepared: an array after the other, each with all indicators in line.
PACKED = {
    "practices": "<i8",
    "band_before": "i1",
    "band": "i1",
    "value_before": "<f8",
    "value": "<f8",
    "verdicts": "i1",
}
_PREPARED = """
SELECT lines::json, content FROM dashboards_preparedmoves WHERE run_id = %s AND before_id = %s
"""
# Of an indicator: its id, why chance cannot be judged, how many moved.
Line = tuple[int, str, int]


@dataclass(frozen=True)
class Moved:
    """One indicator: the practices (ids) whose band is another one; values may be NaN."""

    was: Definition
    definition: Definition
    why_unknown: str
    practices: NDArray[np.int64]
    band_before: Codes
    band: Codes
    value_before: Floats
    value: Floats
    verdicts: Codes

    @property
    def gained(self) -> Flags:
        return gained(self.band_before, self.band)

    @property
    def indicator(self) -> int:
        return self.definition.indicator_id

    def chosen(self, which: Flags) -> "Moved":
        """The same indicator with some of the practices."""
        some = {name: getattr(self, name)[which] for name in PACKED}
        return Moved(self.was, self.definition, self.why_unknown, **some)

    def of(self, practice: int) -> "Moved":
        return self.chosen(self.practices == practice)


def moves_between(
    before: CardRun,
    now: CardRun,
    *,
    bands: Sequence[RunBands] | None = None,
    indicators: Collection[int] | None = None,
    practice: int | None = None,
) -> list[Moved]:
    """By code, the indicators on which a band was gained or lost; had and has one in both runs.

    `indicators` and `practice` are ids; without them all. `bands`: of `now` and `before`, where
    they are read already.
    """
    pair = bands or bands_of([now, before])
    found = _prepared(before, now, pair) if pair[0].has_moves else None
    if found is not None:
        some = [one for one in found if indicators is None or one.indicator in indicators]
        chosen = some if practice is None else [one.of(practice) for one in some]
        return [one for one in chosen if one.practices.size]
    return moves_read(before, now, pair, indicators=indicators, practice=practice)


def moves_read(
    before: CardRun,
    now: CardRun,
    bands: Sequence[RunBands],
    *,
    indicators: Collection[int] | None = None,
    practice: int | None = None,
) -> list[Moved]:
    """The same from the results themselves, whatever is prepared."""
    second, first = bands
    cells = Cells()
    for indicator, column in second.columns.items():
        was = first.columns.get(indicator)
        if was is None or (indicators is not None and indicator not in indicators):
            continue
        other = (was.bands > 0) & (column.bands > 0) & (was.bands != column.bands)
        if practice is not None:
            other &= second.practices == practice
        if other.any():
            cells.add(was.definition, was.part, column.definition, column.part, other)
            cells.place(second.practices[other], was.bands[other], column.bands[other])
    moved = cells.read(before, now)
    return sorted(moved, key=lambda one: one.definition.code)


def pack(moved: Sequence[Moved]) -> tuple[list[Line], bytes]:
    """For `PreparedMoves`: its lines and its content."""
    lines = [(one.indicator, one.why_unknown, one.practices.size) for one in moved]
    columns = (
        np.concatenate([getattr(one, name) for one in moved] or [np.zeros(0)]).astype(kind)
        for name, kind in PACKED.items()
    )
    return lines, b"".join(column.tobytes() for column in columns)


def _prepared(before: CardRun, now: CardRun, bands: Sequence[RunBands]) -> list[Moved] | None:
    """None where they are not prepared (yet)."""
    with connection.cursor() as cursor:
        cursor.execute(_PREPARED, [now.run_id, before.run_id])
        row = cursor.fetchone()
    if row is None:
        return None
    lines, content = row
    ends = np.cumsum([size for _, _, size in lines], dtype=np.intp)
    columns, start = {}, 0
    for name, kind in PACKED.items():
        whole = np.frombuffer(content, kind, ends[-1] if lines else 0, start)
        columns[name], start = np.split(whole, ends[:-1]), start + whole.nbytes
    second, first = (one.columns for one in bands)
    return [
        Moved(
            first[indicator].definition,
            second[indicator].definition,
            why,
            **{name: parts[at] for name, parts in columns.items()},
        )
        for at, (indicator, why, _) in enumerate(lines)
    ]


class Cells:
    """Pairs of results of two runs, indicator after indicator, on the way to what `judge` says."""

    def __init__(self, judge: Judge = verdicts) -> None:
        self.judge = judge
        self.pairs: list[tuple[Definition, int, Definition, int, int]] = []
        self.practices: list[NDArray[np.int64]] = []
        self.before: list[Codes] = []
        self.now: list[Codes] = []

    def add(self, was: Definition, part: int, now: Definition, part_now: int, at: Flags) -> None:
        self.pairs.append((was, part, now, part_now, int(at.sum())))

    def place(self, practices: NDArray[np.int64], before: Codes, now: Codes) -> None:
        self.practices.append(practices)
        self.before.append(before)
        self.now.append(now)

    def read(self, before: CardRun, now: CardRun) -> list[Moved]:
        if not self.pairs:
            return []
        sides = self._sides(before, now)
        ends = np.cumsum([pair[-1] for pair in self.pairs])
        return [
            self._moved(number, slice(end - self.pairs[number][-1], end), sides, before, now)
            for number, end in enumerate(ends.tolist())
        ]

    def _moved(
        self,
        number: int,
        rows: slice,
        sides: tuple[Side, Side],
        before: CardRun,
        now: CardRun,
    ) -> Moved:
        was, _, definition, _, _ = self.pairs[number]
        old, data = data_of(was), data_of(definition)
        periods = before.run.period, now.run.period
        first, second = (_part(side, rows) for side in sides)
        bands = self.before[number], self.now[number]
        return Moved(
            was=was,
            definition=definition,
            why_unknown=why_unknown(old, data, *periods),
            practices=self.practices[number],
            band_before=bands[0],
            band=bands[1],
            value_before=first.value,
            value=second.value,
            verdicts=self.judge(old, data, periods, (first, second), gained(*bands)),
        )

    def _sides(self, before: CardRun, now: CardRun) -> tuple[Side, Side]:
        counts = [pair[-1] for pair in self.pairs]
        size = sum(counts)
        repeated: dict[str, Any] = {
            "part_a": [was_part for _, was_part, _, _, _ in self.pairs],
            "definition_a": [was.pk for was, _, _, _, _ in self.pairs],
            "part_b": [part for _, _, _, part, _ in self.pairs],
            "definition_b": [one.pk for _, _, one, _, _ in self.pairs],
            "spread": [one.sampling == "mean" for _, _, one, _, _ in self.pairs],
        }
        parameters = {name: np.repeat(ids, counts).tolist() for name, ids in repeated.items()}
        parameters |= {
            "at": list(range(size)),
            "practice": np.concatenate(self.practices).tolist(),
            "parts_a": before.run.parts,
            "parts_b": now.run.parts,
        }
        with connection.cursor() as cursor:
            cursor.execute(_READ, parameters)
            packed = cursor.fetchone()
        return _unpacked(packed, size)


def _unpacked(packed: Sequence[Any], size: int) -> tuple[Side, Side]:
    at = np.frombuffer(packed[0] or b"", ">i4")

    def column(number: int, kind: str, missing: float) -> Any:
        whole = np.full(size, missing, np.int64 if kind == ">i8" else float)
        whole[at] = np.frombuffer(packed[number] or b"", kind)
        return whole

    width = len(_SIDE)
    found = []
    for side in (0, 1):
        numbers = [column(1 + side * width + n, ">f8", np.nan) for n in range(width)]
        spread = column(1 + 2 * width + side, ">f8", np.nan)
        figures = column(3 + 2 * width + side, ">i8", 0)
        numerator, denominator, value, lower, upper = numbers
        found.append(Side(numerator, denominator, value, spread, lower, upper, figures))
    return found[0], found[1]


def _part(side: Side, rows: slice) -> Side:
    return Side(*(getattr(side, name)[rows] for name in Side.__dataclass_fields__))


def count(moved: Sequence[Moved], better: bool, verdict: Verdict | None = None) -> int:
    """How many bands were gained (or lost), of one verdict or of any."""
    return sum(
        int(
            (
                (one.gained if better else ~one.gained)
                & (True if verdict is None else one.verdicts == verdict)
            ).sum()
        )
        for one in moved
    )
