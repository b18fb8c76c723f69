"""How far the figures of a page are trusted: thousands of them, of which few are remarkable."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import connection

from indicators.selectors.verification import (
    FACTS,
    FACTS_FROM,
    NO_STANDINGS,
    Standings,
    read_standing,
)
from practices.models import Commissioner

# Where practices were never asked to verify and nobody has, only these figures have a standing.
_REMARKABLE = f"""
WITH asked AS MATERIALIZED (SELECT unnest(%(figures)s::bigint[]) AS id),
remarkable AS MATERIALIZED (
    SELECT id FROM indicators_figure
    WHERE practice_id = ANY(%(practices)s) AND (replaced_at IS NOT NULL OR NOT counts)
    UNION SELECT figure_id FROM indicators_query JOIN asked ON asked.id = figure_id
    UNION SELECT correction_id FROM indicators_querydecision
    JOIN asked ON asked.id = correction_id
    UNION SELECT id FROM asked WHERE EXISTS (
        SELECT FROM indicators_verificationwindow w JOIN indicators_period p ON p.id = w.period_id
        WHERE p.commissioner_id = %(area)s
    ) OR EXISTS (
        SELECT FROM indicators_verification v JOIN indicators_period p ON p.id = v.period_id
        WHERE p.commissioner_id = %(area)s
    )
)
SELECT {FACTS} FROM indicators_figure f {FACTS_FROM}
WHERE f.id = ANY(ARRAY(SELECT id FROM remarkable))
"""  # noqa: S608


def standings_on_page(
    commissioner: Commissioner,
    practices: Sequence[int],
    figures: Collection[int],
    today: dt.date,
) -> Standings:
    """By figure id, those of which there is anything to say beside the figure."""
    asked = [one for one in figures if one]
    if not asked:
        return NO_STANDINGS
    with connection.cursor() as cursor:
        cursor.execute(
            _REMARKABLE,
            {
                "area": commissioner.pk,
                "practices": list(practices),
                # Thousands at once: the driver would write them one by one.
                "figures": f"{{{str(asked)[1:-1]}}}",
            },
        )
        return dict(read_standing(row, today) for row in cursor.fetchall())
