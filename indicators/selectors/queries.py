"""Reading queries: which figures practices say are wrong, and what was decided."""

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Definition, Figure, Query
from practices.models import Commissioner, Membership, Practice

_WITH = (
    "figure__practice",
    "figure__indicator__commissioner",
    "figure__period",
    "figure__file",
    "raised_by",
    "decision__decided_by",
    "decision__correction",
)


def queries_of_practice(practice: Practice) -> QuerySet[Query]:
    return _queries().filter(figure__practice=practice)


def queries_for(commissioner: Commissioner) -> QuerySet[Query]:
    """Open ones first, the longest waiting at the top; then decided ones, the newest first."""
    return _queries().filter(figure__indicator__commissioner=commissioner)


def open_queries(queries: QuerySet[Query]) -> QuerySet[Query]:
    return queries.filter(decision__isnull=True).order_by("raised_at", "pk")


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


def definition_of(figure: Figure) -> Definition:
    """The newest definition of the figure's indicator: its name, unit and kind."""
    return figure.indicator.definitions.select_related("indicator").order_by("-number")[0]


def _queries() -> QuerySet[Query]:
    """With `by_practice`: whether somebody of the practice itself raised it, not an import."""
    own = Membership.objects.filter(
        user=OuterRef("raised_by"), practice=OuterRef("figure__practice")
    )
    found = Query.objects.annotate(by_practice=Exists(own))
    return found.select_related(*_WITH).defer("figure__file__content")
