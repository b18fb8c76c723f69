"""What a run does not show yet: figures that came, or were corrected, after it was made."""

from typing import NamedTuple

from django.db import connection

from indicators.models import Run


class Since(NamedTuple):
    """One definition of a run, and at how many practices another figure counts by now."""

    definition: int
    code: str
    name: str
    figures: int


# A result may rest on a figure of an earlier period; that one stands until this period has its own.
_SINCE = """
SELECT rd.definition_id, i.code, d.name, count(*)
FROM indicators_rundefinition rd
JOIN indicators_definition d ON d.id = rd.definition_id
JOIN indicators_indicator i ON i.id = d.indicator_id
JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = rd.definition_id
LEFT JOIN indicators_figure now ON now.practice_id = r.practice_id
    AND now.indicator_id = i.id AND now.period_id = %s AND now.replaced_at IS NULL AND now.counts
LEFT JOIN indicators_figure used ON used.id = r.figure_id AND now.id IS NULL
WHERE rd.run_id = %s AND r.part_id = ANY(%s) AND (
    now.id <> r.figure_id OR (now.id IS NOT NULL AND r.figure_id IS NULL)
    OR used.replaced_at IS NOT NULL OR NOT used.counts
)
GROUP BY rd.definition_id, i.code, d.name ORDER BY i.code
"""


def changed_since(run: Run) -> list[Since]:
    """By code, the definitions of which another figure counts than the one the run judged.

    What else has changed since (levels, groups, list sizes, definitions) is not looked at.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [run.period_id, run.pk, run.parts])
        return [Since(*row) for row in cursor.fetchall()]
