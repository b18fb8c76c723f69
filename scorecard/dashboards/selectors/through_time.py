"""Deciles of an indicator's values in every banded period that can stand in one line."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from indicators.assessing import same_measure
from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.assessments import AssessedYear, comparable_runs
from scorecard.cards.selectors.runs import BandedPeriods

# Practices with too few to band and atypical ones are left out, as of medians and ranks. The last
# column is the period from which most of the figures come.
_DECILES = """
SELECT rd.run_id, r.definition_id, count(*),
    percentile_cont(ARRAY[.1, .2, .3, .4, .5, .6, .7, .8, .9]) WITHIN GROUP (ORDER BY r.value),
    (array_agg(f.period_id ORDER BY r.practice_id))[1]
FROM indicators_rundefinition rd
JOIN indicators_definition d ON d.id = rd.definition_id
JOIN indicators_run run ON run.id = rd.run_id
JOIN indicators_period period ON period.id = run.period_id
JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = rd.definition_id
LEFT JOIN indicators_figure f ON f.id = r.figure_id AND d.valid_for_months > 0
WHERE rd.run_id = ANY(%(runs)s) AND r.part_id = ANY(%(parts)s) AND d.indicator_id = %(indicator)s
  AND r.value IS NOT NULL AND r.no_band <> %(too_few)s
  AND NOT EXISTS (
    SELECT FROM practices_atypical a
    WHERE a.practice_id = r.practice_id
      AND daterange(a.starts_on, a.ends_on, '[)') @> period.ends_on
  )
GROUP BY rd.run_id, r.definition_id
"""


@dataclass(frozen=True)
class PeriodDeciles:
    """One banded period: the nine deciles, ascending, by the definition numbered `number`."""

    card_run: CardRun
    practices: int
    deciles: tuple[float, ...]
    number: int


@dataclass(frozen=True)
class ThroughTime:
    """Oldest first. `other_measure` names the periods in which something else was measured."""

    periods: tuple[PeriodDeciles, ...]
    other_measure: tuple[str, ...]


def deciles_of(periods: BandedPeriods, definition: Definition) -> ThroughTime:
    """Up to the period being read. A figure that stands for several periods counts once."""
    runs = _runs(periods, definition)
    rows = {row[0]: row[1:] for row in _rows(runs, definition)}
    made_by = Definition.objects.in_bulk({row[0] for row in rows.values()})
    data, found, other, seen = data_of(definition), [], [], set()
    for one in runs:
        if one.run_id not in rows:
            continue
        pk, practices, deciles, source = rows[one.run_id]
        if not same_measure(data, data_of(made_by[pk])):
            other.append(one.run.period.name)
        elif source is None or source not in seen:
            seen.add(source)
            found.append(PeriodDeciles(one, practices, tuple(deciles), made_by[pk].number))
    return ThroughTime(tuple(found), tuple(other))


def _runs(periods: BandedPeriods, definition: Definition) -> list[CardRun]:
    until = periods.current.run.period.ends_on
    before = tuple(one for one in reversed(periods.runs) if one.run.period.ends_on <= until)
    year = AssessedYear("", periods.current, before, ())
    return comparable_runs(year, definition.period_type)


def _rows(runs: list[CardRun], definition: Definition) -> list[tuple]:  # type: ignore[type-arg]
    asked: dict[str, Any] = {
        "runs": [one.run_id for one in runs],
        "parts": [part for one in runs for part in one.run.parts],
        "indicator": definition.indicator_id,
        "too_few": int(NoBand.TOO_FEW),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DECILES, asked)
        return list(cursor.fetchall())
