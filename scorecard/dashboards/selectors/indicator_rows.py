"""One indicator over every practice of a run, as columns: a nation in one statement.

Both halves come from the database packed; ordered rows in, the same order in every column out.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from numpy.typing import NDArray

from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from indicators.models import BenchmarkValue, Certainty, Result, Run, RunDefinition
from indicators.selectors.definitions import data_of
from practices.models import GroupSet
from practices.names import sort_key
from scorecard.calc.types import Codes, Flags, Floats, NoBand

_ROWS = """
SELECT json_agg(code), json_agg(name),
    coalesce(json_object_agg(practice_id, reason) FILTER (WHERE reason IS NOT NULL), '{}'),
    coalesce(
        json_object_agg(practice_id, own_levels) FILTER (WHERE own_levels IS NOT NULL), '{}'),
    string_agg(int8send(practice_id), ''::bytea),
    string_agg(int2send(band), ''::bytea),
    string_agg(int2send(no_band), ''::bytea),
    string_agg(int2send(comparison), ''::bytea),
    string_agg(float8send(coalesce(value, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(numerator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(denominator, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(lower, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(upper, 'NaN')), ''::bytea),
    string_agg(float8send(coalesce(own_benchmark, 'NaN')), ''::bytea),
    string_agg(int4send(coalesce(rank, 0)), ''::bytea)
FROM (
    SELECT r.*, p.code, p.name, a.reason
    FROM indicators_result r
    JOIN practices_practice p ON p.id = r.practice_id
    LEFT JOIN practices_atypical a ON a.practice_id = r.practice_id
        AND daterange(a.starts_on, a.ends_on, '[)') @> %(day)s
    WHERE r.part_id = %(part)s AND r.definition_id = %(definition)s
    ORDER BY p.sort_key, p.code
) ordered
"""
_KINDS = (">i8", ">i2", ">i2", ">i2", *(">f8",) * 6, ">i4")


@dataclass(frozen=True)
class IndicatorRows:
    """An entry per practice of the run, in order of name; NaN is missing.

    `bands`, `states` and `comparisons` are Band, NoBand and Comparison codes. `own_benchmark` is
    that of each practice where they differ; else the one of `banded` holds. `rank` is 0 for none.
    `atypical` has by practice id why one is not ranked, `own_levels` the levels agreed for it
    alone.
    """

    banded: RunDefinition
    practices: NDArray[np.int64]
    codes: Sequence[str]
    names: Sequence[str]
    atypical: Mapping[int, str]
    own_levels: Mapping[int, dict[str, Any]]
    bands: Codes
    states: Codes
    comparisons: Codes
    value: Floats
    numerator: Floats
    denominator: Floats
    lower: Floats
    upper: Floats
    own_benchmark: Floats
    rank: NDArray[np.int64]

    @cached_property
    def data(self) -> DefinitionData:
        return data_of(self.banded.definition)

    @cached_property
    def typical(self) -> Flags:
        unlike = np.array(list(self.atypical), dtype=np.int64)
        return np.asarray(~np.isin(self.practices, unlike))

    @cached_property
    def figures(self) -> Figures:
        """As the arithmetic of banding takes them; what had no band and counts all the same
        counts here too. The spread of a mean is not read: nothing here needs it."""
        counts = np.isin(self.states, (NoBand.BANDED, *_COUNTS)) & ~np.isnan(self.value)
        return Figures(
            numerator=self.numerator,
            denominator=self.denominator,
            value=self.value,
            spread=np.full(self.value.shape, np.nan),
            states=np.where(counts, NoBand.BANDED, NoBand.NO_DATA).astype(np.int8),
            peers=self.typical,
        )

    @property
    def has_value(self) -> Flags:
        return np.asarray(~np.isnan(self.value))


# Why a figure has no band that counts in pooled values all the same.
_COUNTS = (NoBand.TOO_FEW, NoBand.NO_COMPARISON, NoBand.NOT_BANDED)


def banded_definition(run: Run, code: str) -> RunDefinition | None:
    """The definition of an indicator by which a run judged, with what `published_in` and
    `group_sets_in` tell of it; None where it did not judge it."""
    if "\x00" in code:
        return None
    published = BenchmarkValue.objects.filter(
        period=run.period_id, indicator=OuterRef("definition__indicator")
    ).values(json=JSONObject(area="area", value="value", source="source"))
    sets = GroupSet.objects.filter(commissioner=OuterRef("run__commissioner")).values("name")
    found = RunDefinition.objects.filter(run=run, definition__indicator__code__iexact=code)
    found = found.select_related("definition__indicator", "part").defer("bands", "states")
    one = found.annotate(published=ArraySubquery(published), sets=ArraySubquery(sets)).first()
    if one is not None:
        one.run = run
    return one


def published_in(banded: RunDefinition) -> list[BenchmarkValue]:
    """The values of England, region and area published for the very period, the newest first."""
    about = {"period": banded.run.period, "indicator": banded.definition.indicator}
    return [BenchmarkValue(**about, **one) for one in banded.published]  # type: ignore[attr-defined]


def group_sets_in(banded: RunDefinition) -> list[str]:
    """The names of the commissioner's sets of groups."""
    return sorted(banded.sets, key=sort_key)  # type: ignore[attr-defined]


def rows_of(banded: RunDefinition, day: dt.date) -> IndicatorRows:
    """Every practice's result; `day` is the period's last, on which practices are typical."""
    asked: dict[str, Any] = {"part": banded.part_id, "definition": banded.definition_id, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, asked)
        codes, names, reasons, levels, *packed = cursor.fetchone()
    columns = [
        np.frombuffer(bytes(column or b""), dtype=kind)
        for column, kind in zip(packed, _KINDS, strict=True)
    ]
    ids, bands, states, comparisons, *numbers, rank = columns
    value, above, below, low, high, own = (column.astype(np.float64) for column in numbers)
    return IndicatorRows(
        banded,
        ids.astype(np.int64),
        _read(codes) or [],
        _read(names) or [],
        {int(pk): reason for pk, reason in _read(reasons).items()},
        {int(pk): own for pk, own in _read(levels).items()},
        bands.astype(np.int8),
        states.astype(np.int8),
        comparisons.astype(np.int8),
        value,
        above,
        below,
        low,
        high,
        own,
        rank.astype(np.int64),
    )


def _read(packed: Any) -> Any:
    return json.loads(packed) if isinstance(packed, str | bytes) else packed


def close_practices(banded: RunDefinition) -> set[int]:
    """Whose band on this definition is too close to call."""
    found = Certainty.objects.filter(
        part=banded.part_id, definition=banded.definition_id, too_close=True
    )
    return set(found.values_list("practice_id", flat=True))


class FigureBehind(NamedTuple):
    """The figure that one practice's result was made from, and the fact in words of a fact."""

    figure: int | None
    modelled: bool
    text: str


def figures_behind(rows: IndicatorRows, practices: Sequence[int]) -> dict[int, FigureBehind]:
    """By practice id, of those asked for."""
    found = Result.objects.filter(
        part=rows.banded.part_id, definition=rows.banded.definition_id, practice__in=practices
    ).values_list("practice_id", "figure_id", "figure__modelled", "text")
    return {pk: FigureBehind(figure, bool(modelled), text) for pk, figure, modelled, text in found}


@dataclass(frozen=True)
class Arrival:
    """Where a definition's figures came from: how many from each source, and the newest."""

    source: str
    figures: int
    newest: dt.datetime


_ARRIVALS = """
SELECT f.source, count(*), max(f.recorded_at)
FROM indicators_result r JOIN indicators_figure f ON f.id = r.figure_id
WHERE r.part_id = %s AND r.definition_id = %s GROUP BY f.source ORDER BY 2 DESC, 1
"""


def arrivals_of(banded: RunDefinition) -> list[Arrival]:
    """The figures that the results were made from, the most frequent source first."""
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVALS, [banded.part_id, banded.definition_id])
        return [Arrival(*row) for row in cursor.fetchall()]
