"""What practices say is wrong in the figures of a run, and which of those changed since."""

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from indicators.models import Query, Result
from indicators.selectors.queries import queries_for
from scorecard.cards.models import CardRun


def challenges_of(card_run: CardRun) -> QuerySet[Query]:
    """Every query about a figure of the run or of its period, decided or not."""
    run = card_run.run
    used = Result.objects.of_run(run).filter(figure__isnull=False).values("figure")
    asked = queries_for(card_run.version.scorecard.commissioner)
    return asked.filter(Q(figure__period=run.period_id) | Q(figure__in=used))


_CHANGED = """
SELECT count(*) FROM indicators_result r JOIN indicators_figure f ON f.id = r.figure_id
JOIN indicators_rundefinition rd ON rd.definition_id = r.definition_id AND rd.part_id = r.part_id
WHERE r.part_id = ANY(%s) AND rd.run_id = %s AND (f.replaced_at IS NOT NULL OR NOT f.counts)
"""


def changed_since(card_run: CardRun) -> int:
    """How many of the run's figures have been corrected or replaced since it was banded."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [card_run.run.parts, card_run.run_id])
        found: Any = cursor.fetchone()
    return int(found[0])
