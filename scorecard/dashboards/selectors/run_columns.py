"""The counts behind all results of a run, definition by definition: what sums are made of.

Those of a run of many practices are prepared, packed in the run's own order of practices.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from scorecard.calc.types import Codes, Floats
from scorecard.cards.models import CardRun
from scorecard.dashboards.pooled import Column
from scorecard.dashboards.selectors.results_wide import is_prepared_run

# What a column holds, one after the other, each for all practices.
NAMES = ("value", "numerator", "denominator")
_UNLIKE = """ARRAY(
    SELECT a.practice_id FROM practices_atypical a
    WHERE daterange(a.starts_on, a.ends_on, '[)') @> %(day)s::date
)"""
_RESULTS = f"""
SELECT definition_id, string_agg(int8send(practice_id), ''::bytea),
    {", ".join(f"string_agg(float8send(coalesce({one}, 'NaN')), ''::bytea)" for one in NAMES)},
    {_UNLIKE}
FROM indicators_result r
JOIN indicators_rundefinition rd USING (definition_id, part_id)
WHERE part_id = ANY(%(parts)s) AND rd.run_id = %(run)s AND definition_id = ANY(%(definitions)s)
GROUP BY definition_id
"""  # noqa: S608
# Until they are prepared the results themselves, in the same statement.
_PREPARED = f"""
SELECT definition_id, content, NULL::bytea, NULL::bytea, NULL::bytea, {_UNLIKE}
FROM dashboards_preparedcolumn
WHERE run_id = %(run)s AND definition_id = ANY(%(definitions)s)
UNION ALL
SELECT * FROM ({_RESULTS}) results
WHERE NOT EXISTS (SELECT FROM dashboards_preparedcolumn WHERE run_id = %(run)s)
"""  # noqa: S608
Found = Iterator[tuple[int, Column]]


def columns_of_run(
    card_run: CardRun, practices: NDArray[np.int64], states: Mapping[int, Codes]
) -> Found:
    """By definition, in no order: who is typical, and the numbers of all practices.

    `practices` are the ids of all of the run in its own order; `states` are, by definition, those
    of them that the run keeps packed. A definition that the run has no results of is not there.
    """
    order = np.argsort(practices, kind="stable")
    statement = _PREPARED if is_prepared_run(card_run.run) else _RESULTS
    with connection.cursor() as cursor:
        cursor.execute(statement, _asked(card_run, states))
        for definition, first, *packed, unlike in cursor:
            typical = ~np.isin(practices, unlike)
            if packed[-1] is None:
                value, above, below = np.frombuffer(first, "<f8").reshape(len(NAMES), -1)
            else:
                own = np.frombuffer(bytes(first), ">i8")
                at = order[np.searchsorted(practices, own, sorter=order)]
                value, above, below = (_spread(practices.size, at, one) for one in packed)
            yield definition, Column(states[definition], value, above, below, typical)


def pack(value: Floats, numerator: Floats, denominator: Floats) -> bytes:
    return np.stack([value, numerator, denominator]).astype("<f8").tobytes()


def _asked(card_run: CardRun, states: Mapping[int, Codes]) -> dict[str, Any]:
    run = card_run.run
    day = run.period.ends_on
    return {"run": run.pk, "parts": run.parts, "day": day, "definitions": list(states)}


def _spread(size: int, at: NDArray[np.intp], packed: bytes) -> Floats:
    found = np.full(size, np.nan)
    found[at] = np.frombuffer(bytes(packed), ">f8")
    return found
