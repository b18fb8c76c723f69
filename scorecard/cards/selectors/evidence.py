"""What a year's runs hold of an indicator, as arrays for the arithmetic of its assessment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from indicators.assessing import Column, Evidence, PeriodValues, same_measure, standing_of
from indicators.definitions import DefinitionData
from indicators.models import Definition, Result
from indicators.selectors.definitions import data_of
from practices.models import Atypical, NetworkLink
from practices.selectors import holds_on
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.selectors.assessments import AssessedYear, comparable_runs, weighted_items

# Practices with too few to band and atypical ones are left out of medians, as of ranks. The last
# column is the period from which most of the figures come.
_SERIES = """
SELECT rd.run_id, r.definition_id, count(*),
    percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY r.value), avg(r.value),
    mode() WITHIN GROUP (ORDER BY f.period_id)
FROM indicators_result r
JOIN indicators_rundefinition rd ON rd.definition_id = r.definition_id AND rd.part_id = r.part_id
JOIN indicators_run run ON run.id = rd.run_id
JOIN indicators_period period ON period.id = run.period_id
JOIN indicators_definition d ON d.id = r.definition_id
LEFT JOIN indicators_figure f ON f.id = r.figure_id
WHERE r.part_id = ANY(%(parts)s) AND rd.run_id = ANY(%(runs)s)
  AND d.indicator_id = ANY(%(indicators)s)
  AND r.value IS NOT NULL AND r.no_band <> %(too_few)s 
  AND NOT EXISTS (
    SELECT FROM practices_atypical a
    WHERE a.practice_id = r.practice_id
      AND daterange(a.starts_on, a.ends_on, '[)') @> period.ends_on
  )
GROUP BY rd.run_id, r.definition_id
"""
_FIELDS = (
    "definition_id",
    "practice_id",
    "numerator",
    "denominator",
    "value",
    "figure__spread",
    "band",
    "no_band",
)


class _InRun(NamedTuple):
    run_id: int
    definition_id: int
    practices: int
    quartiles: list[float]
    mean: float
    source_id: int | None


def evidence_of(year: AssessedYear, items: Sequence[CardItem]) -> dict[int, Evidence]:
    """By definition id, what is held of each of `items`; its domain's others are read too."""
    domains = {item.domain_id for item in items}
    near = [item for item in weighted_items(year) if item.domain_id in domains]
    columns = _columns(year.last, [item.definition for item in near])
    series = _series(year, [item.definition for item in items])
    standings = {
        item.definition_id: standing_of(data_of(item.definition), columns[item.definition_id])
        for item in near
    }
    found = {}
    for item in items:
        pk = item.definition_id
        rest = [
            standings[other.definition_id]
            for other in near
            if other.domain_id == item.domain_id and other.definition_id != pk
        ]
        nobody = np.empty((columns[pk].values.size, 0))
        others = np.column_stack(rest) if rest else nobody
        found[pk] = Evidence(data_of(item.definition), columns[pk], others, series[pk])
    return found


def _columns(run: CardRun, definitions: Sequence[Definition]) -> dict[int, Column]:
    """The last run by definition id; every column has the same practices in the same order."""
    unlike = Atypical.objects.filter(holds_on(run.run.period.ends_on))
    rows = list(
        Result.objects.of_run(run.run)
        .filter(definition__in=definitions)
        .exclude(practice__in=unlike.values("practice_id"))
        .order_by("practice_id")
        .values_list(*_FIELDS)
    )
    places = {pk: at for at, pk in enumerate(dict.fromkeys(row[1] for row in rows))}
    made = {one.pk: _empty(len(places)) for one in definitions}
    for definition, practice, *numbers, band, reason in rows:
        column, at = made[definition], places[practice]
        targets = (column.numerators, column.denominators, column.values, column.deviations)
        if numbers[2] is None:  # what is held beside no value counts nowhere, but nobody is zero
            if numbers[1] == 0:
                column.denominators[at] = 0
            continue
        for target, number in zip(targets, numbers, strict=True):
            target[at] = np.nan if number is None else number
        column.enough[at] = reason != NoBand.TOO_FEW
        column.points[at] = band - Band.RED if band else np.nan
    for one in definitions:
        if one.level != "practice":
            _leave_one_of_each(made[one.pk], _sharing(run, one, list(places)))
    return made


def _sharing(run: CardRun, definition: Definition, practices: list[int]) -> list[int]:
    """By practice, with whom it shares the figure: its network, or everybody in the area."""
    if definition.level == "area":
        return [0] * len(practices)
    links = NetworkLink.objects.filter(holds_on(run.run.period.ends_on), practice__in=practices)
    networks = dict(links.values_list("practice_id", "network_id"))
    return [networks.get(pk, -pk) for pk in practices]


def _leave_one_of_each(column: Column, groups: list[int]) -> None:
    """A figure that practices share is one figure: its copies would look like agreement."""
    seen: set[int] = set()
    for at, group in enumerate(groups):
        if np.isnan(column.values[at]) and np.isnan(column.denominators[at]):
            continue
        if group in seen:
            for numbers in (column.numerators, column.denominators, column.values, column.points):
                numbers[at] = np.nan
        seen.add(group)


def _empty(size: int) -> Column:
    above, below, values, deviations, points = (np.full(size, np.nan) for _ in range(5))
    return Column(above, below, values, deviations, points, np.zeros(size, bool))


def _series(
    year: AssessedYear, definitions: Sequence[Definition]
) -> dict[int, tuple[PeriodValues, ...]]:
    """By definition id, the periods in which the same was measured, oldest first."""
    by_indicator = _by_indicator(_rows(year, [one.indicator_id for one in definitions]))
    found = {}
    for one in definitions:
        data = data_of(one)
        same = {
            row.run_id: row
            for row, then in by_indicator[one.indicator_id]
            if same_measure(data, then)
        }
        runs = comparable_runs(year, data.period_type)
        found[one.pk] = tuple(_periods(runs, same, answers=data.kind == "yes_no"))
    return found


def _by_indicator(rows: Iterable[_InRun]) -> dict[int, list[tuple[_InRun, DefinitionData]]]:
    """The rows of each indicator, with the definition by which each was made."""
    rows = list(rows)
    made_by = Definition.objects.in_bulk({row.definition_id for row in rows})
    said = {pk: data_of(definition) for pk, definition in made_by.items()}
    found: dict[int, list[tuple[_InRun, DefinitionData]]] = defaultdict(list)
    for row in rows:
        found[made_by[row.definition_id].indicator_id].append((row, said[row.definition_id]))
    return found


def _periods(
    runs: Iterable[CardRun], rows: dict[int, _InRun], answers: bool
) -> Iterable[PeriodValues]:
    """A figure that stands for several periods (a yearly survey) counts once, in the first."""
    seen = set()
    for run in runs:
        row = rows.get(run.run_id)
        if row is None or row.source_id in seen:
            continue
        seen.add(row.source_id)
        low, middle, high = [100 * row.mean] * 3 if answers else row.quartiles
        period = run.run.period
        yield PeriodValues(period.code, period.ends_on, row.practices, middle, low, high)


def _rows(year: AssessedYear, indicators: Sequence[int]) -> list[_InRun]:
    asked: dict[str, Any] = {
        "runs": [run.run_id for run in year.runs],
        "parts": [part for run in year.runs for part in run.run.parts],
        "indicators": list(indicators),
        "too_few": int(NoBand.TOO_FEW),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SERIES, asked)
        return [_InRun(*row) for row in cursor.fetchall()]
