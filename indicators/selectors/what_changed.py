"""What changed between two bandings, and why: read and told apart as arrays.

Parts that the two runs share hold the same results, so only the others are looked at, and only
results whose band or state differs leave the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators import rules
from indicators.definitions import changes as changed_fields
from indicators.models import Definition, PartInputs, Run, RunDefinition
from indicators.selectors.definitions import data_of
from indicators.selectors.run_inputs import Kept, unpacked
from indicators.what_changed import Between, Reason, Rows, reasons_of
from scorecard.calc.types import AGREED, Flags, QuantileRule

# Fields of a definition that judge; the others are words.
_ALONE = ("kind", "polarity", "multiplier", "sampling", "rule", "minimum_denominator", "level")
_IN_TIME = ("valid_for_months", "period_type", "target_profile", "denominator_list")
_BESIDE = ("comparator", "comparator_value", "comparator_group", "over_dispersed")
JUDGING = frozenset((*_ALONE, *_IN_TIME, *_BESIDE))

_CHANGED = """
SELECT p.indicator,
    string_agg(int8send(c.practice_id), ''::bytea),
    string_agg(int2send(c.band_a), ''::bytea), string_agg(int2send(c.state_a), ''::bytea),
    string_agg(int2send(c.band_b), ''::bytea), string_agg(int2send(c.state_b), ''::bytea),
    string_agg(int8send(c.figure_a), ''::bytea), string_agg(int8send(c.figure_b), ''::bytea),
    string_agg(float8send(c.value_a), ''::bytea), string_agg(float8send(c.value_b), ''::bytea),
    string_agg(boolsend(fa.source IS NOT DISTINCT FROM fb.source), ''::bytea),
    string_agg(boolsend(fa.period_id IS NOT DISTINCT FROM fb.period_id), ''::bytea),
    string_agg(boolsend(c.other_denominator), ''::bytea),
    string_agg(boolsend(c.other_levels), ''::bytea),
    string_agg(boolsend(c.other_benchmark), ''::bytea)
FROM unnest(%(indicators)s::bigint[], %(parts_a)s::bigint[], %(definitions_a)s::bigint[],
    %(parts_b)s::bigint[], %(definitions_b)s::bigint[])
    AS p (indicator, part_a, definition_a, part_b, definition_b)
CROSS JOIN LATERAL (
    SELECT practice_id,
        coalesce(a.band, -1)::int2 AS band_a, coalesce(a.no_band, 0)::int2 AS state_a,
        coalesce(b.band, -1)::int2 AS band_b, coalesce(b.no_band, 0)::int2 AS state_b,
        coalesce(a.figure_id, 0) AS figure_a, coalesce(b.figure_id, 0) AS figure_b,
        coalesce(a.value, 'NaN') AS value_a, coalesce(b.value, 'NaN') AS value_b,
        a.denominator IS DISTINCT FROM b.denominator AS other_denominator,
        a.own_levels IS DISTINCT FROM b.own_levels AS other_levels,
        a.own_benchmark IS DISTINCT FROM b.own_benchmark AS other_benchmark
    FROM (
        SELECT * FROM indicators_result
        WHERE part_id = p.part_a AND definition_id = p.definition_a
            AND (%(practice)s::bigint IS NULL OR practice_id = %(practice)s::bigint)
    ) a FULL JOIN (
        SELECT * FROM indicators_result
        WHERE part_id = p.part_b AND definition_id = p.definition_b
            AND (%(practice)s::bigint IS NULL OR practice_id = %(practice)s::bigint)
    ) b USING (practice_id)
    WHERE a.band IS DISTINCT FROM b.band OR a.no_band IS DISTINCT FROM b.no_band
) c
LEFT JOIN indicators_figure fa ON fa.id = c.figure_a
LEFT JOIN indicators_figure fb ON fb.id = c.figure_b
GROUP BY p.indicator
"""
_KINDS = (">i8", *[">i2"] * 4, ">i8", ">i8", ">f8", ">f8", *["?"] * 5)


@dataclass(frozen=True)
class Changed:
    """One indicator: the rows that changed, and by reason which of them it holds for.

    `fields` are those in which the two definitions differ, as far as they judge.
    """

    before: Definition
    definition: Definition
    fields: tuple[str, ...]
    rows: Rows
    reasons: Mapping[Reason, Flags]


def changes_between(before: Run, now: Run, practice: int | None = None) -> list[Changed]:
    """By code, the indicators that both runs have and of which a band or a state changed.

    With `practice` (an id) only its own results are looked at.
    """
    pairs = _pairs(before, now)
    read = _read(pairs, practice)
    parts = {one.part_id for pk in read for one in pairs[pk]}
    inputs = {one.part_id: one for one in PartInputs.objects.filter(part__in=parts)}
    kept = {part: unpacked(bytes(one.content)) for part, one in inputs.items()}
    codes = {part: one.code_version for part, one in inputs.items()}
    found = [_changed(*pairs[pk], rows, kept, codes) for pk, rows in read.items()]
    return sorted(found, key=lambda one: one.definition.code)


def _pairs(before: Run, now: Run) -> dict[int, tuple[RunDefinition, RunDefinition]]:
    """By indicator what the two runs judged by, where they do not share its results."""
    held: dict[int, dict[int, RunDefinition]] = {before.pk: {}, now.pk: {}}
    rows = RunDefinition.objects.filter(run__in=list(held)).defer("bands", "states")
    for one in rows.select_related("definition__indicator"):
        held[one.run_id][one.definition.indicator_id] = one
    first, second = held[before.pk], held[now.pk]
    return {
        pk: (was, second[pk])
        for pk, was in first.items()
        if pk in second
        and (was.part_id, was.definition_id) != (second[pk].part_id, second[pk].definition_id)
    }


def _read(
    pairs: Mapping[int, tuple[RunDefinition, RunDefinition]], practice: int | None
) -> dict[int, Rows]:
    parameters = {
        "indicators": list(pairs),
        "parts_a": [was.part_id for was, _ in pairs.values()],
        "definitions_a": [was.definition_id for was, _ in pairs.values()],
        "parts_b": [one.part_id for _, one in pairs.values()],
        "definitions_b": [one.definition_id for _, one in pairs.values()],
        "practice": practice,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, parameters)
        found = cursor.fetchall()
    return {
        indicator: Rows(
            *(np.frombuffer(one, kind) for one, kind in zip(packed, _KINDS, strict=True))
        )
        for indicator, *packed in found
    }


def _changed(
    was: RunDefinition,
    one: RunDefinition,
    rows: Rows,
    kept: Mapping[int, Kept],
    codes: Mapping[int, str],
) -> Changed:
    before, now = data_of(was.definition), data_of(one.definition)
    fields = tuple(name for name in changed_fields(before, now) if name in JUDGING)
    inputs = kept.get(was.part_id), kept.get(one.part_id)
    rule = rules.read(now.rule)
    between = Between(
        definition=bool(fields),
        levels=was.levels != one.levels,
        compares=rule is not None and not isinstance(rule, AGREED),
        by_benchmark=rule is not None and not isinstance(rule, (*AGREED, QuantileRule)),
        benchmark=was.benchmark != one.benchmark,
        code=codes.get(was.part_id) != codes.get(one.part_id),
        group=_other_group(rows, was, one, *inputs),
        atypical=_other_flags(rows, *inputs),
    )
    return Changed(was.definition, one.definition, fields, rows, reasons_of(rows, between))


def _other_flags(rows: Rows, before: Kept | None, now: Kept | None) -> Flags:
    if before is None or now is None:
        return np.zeros(rows.practices.size, dtype=bool)
    first, second = (kept.counted[_places(kept, rows.practices)] for kept in (before, now))
    return np.asarray(first != second)


def _other_group(
    rows: Rows, was: RunDefinition, one: RunDefinition, before: Kept | None, now: Kept | None
) -> Flags:
    """Whether the network, the group or the similar practices are others."""
    nothing = np.zeros(rows.practices.size, dtype=bool)
    if before is None or now is None:
        return nothing
    first = before.members_of(was.definition_id, _places(before, rows.practices))
    second = now.members_of(one.definition_id, _places(now, rows.practices))
    if first is None or second is None or first.shape != second.shape:
        return nothing
    return np.asarray((first != second).any(axis=1))


def _places(kept: Kept, practices: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where practices stand in what was kept; the first place for those who do not (their
    results are not compared)."""
    order = np.argsort(kept.practices)
    at = np.searchsorted(kept.practices, practices, sorter=order)
    places = order[np.minimum(at, order.size - 1)]
    return np.where(kept.practices[places] == practices, places, 0)
