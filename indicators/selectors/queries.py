"""Reading queries: which figures practices say are wrong, and what was decided."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from indicators.models import Definition, Figure, Query
from practices.models import Commissioner, Membership, Practice

_WITH = (
    "figure__practice",
    "figure__indicator__commissioner",
    "figure__period__verificationwindow",
    "figure__file",
    "evidence",
    "raised_by",
    "decision__decided_by",
    "decision__correction",
)


def queries_of_practice(practice: Practice) -> QuerySet[Query]:
    return _queries().filter(figure__practice=practice)


def queries_for(commissioner: Commissioner) -> QuerySet[Query]:
    return _queries().filter(figure__indicator__commissioner=commissioner)


def open_queries(queries: QuerySet[Query]) -> QuerySet[Query]:
    """Those whose answer is due first, at the top: what is overdue leads."""
    order = F("decide_by").asc(nulls_last=True)
    return queries.filter(decision__isnull=True).order_by(order, "raised_at", "pk")


def decided_queries(queries: QuerySet[Query]) -> QuerySet[Query]:
    return queries.filter(decision__isnull=False).order_by("-decision__decided_at", "-pk")


def query_in(commissioner: Commissioner, query_id: int) -> Query | None:
    return queries_for(commissioner).filter(pk=query_id).first()


def open_query_about(figure: Figure) -> Query | None:
    return _queries().filter(figure=figure, decision__isnull=True).first()


def figure_of(practice: Practice, figure_id: int) -> Figure | None:
    """A figure of the practice that counts; None for anybody else's and for replaced ones."""
    return (
        Figure.objects.current()
        .filter(practice=practice, pk=figure_id)
        .select_related("indicator__commissioner", "period", "practice", "file")
        .first()
    )


def held_since(figures: Iterable[Figure]) -> dict[int, Figure]:
    """By the id of a figure that counts no more: what counts in its place now."""
    gone = [one for one in figures if one.replaced_at is not None or not one.counts]
    if not gone:
        return {}
    same = [Q(practice=f.practice_id, indicator=f.indicator_id, period=f.period_id) for f in gone]
    places = reduce(or_, same)
    now = {
        (one.practice_id, one.indicator_id, one.period_id): one
        for one in Figure.objects.current().filter(places)
    }
    found = {f.pk: now.get((f.practice_id, f.indicator_id, f.period_id)) for f in gone}
    return {pk: figure for pk, figure in found.items() if figure is not None}


class Unbanded(NamedTuple):
    """A banded period in which corrections after queries do not show yet."""

    code: str
    name: str
    figures: int


_UNBANDED = """
WITH newest AS (
    SELECT DISTINCT ON (period_id) id, period_id, parts FROM indicators_run
    WHERE commissioner_id = %s ORDER BY period_id, finished_at DESC, id DESC
)
SELECT p.code, p.name, count(*)
FROM indicators_querydecision d
JOIN indicators_query q ON q.id = d.query_id
JOIN indicators_figure f ON f.id = q.figure_id
JOIN newest ON true
JOIN indicators_rundefinition rd ON rd.run_id = newest.id
JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = rd.definition_id
    AND r.practice_id = f.practice_id AND r.figure_id = f.id
JOIN indicators_period p ON p.id = newest.period_id
WHERE d.upheld GROUP BY p.id ORDER BY p.ends_on DESC, p.starts_on DESC
"""


def corrected_since_banding(commissioner: Commissioner) -> list[Unbanded]:
    """The periods to band again: their newest run still shows a figure that was corrected."""
    with connection.cursor() as cursor:
        cursor.execute(_UNBANDED, [commissioner.pk])
        return [Unbanded(*row) for row in cursor.fetchall()]


def definition_of(figure: Figure) -> Definition:
    """The newest definition of the figure's indicator: its name, unit and kind."""
    return figure.indicator.definitions.select_related("indicator").order_by("-number")[0]


def _queries() -> QuerySet[Query]:
    """With `by_practice`: whether somebody of the practice itself raised it, not an import."""
    own = Membership.objects.filter(
        user=OuterRef("raised_by"), practice=OuterRef("figure__practice")
    )
    found = Query.objects.annotate(by_practice=Exists(own))
    return found.select_related(*_WITH).defer(
        "figure__file__content", "figure__file__report", "evidence__content"
    )
