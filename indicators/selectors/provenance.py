"""Reading one figure with everything behind it: its file, its place, what was said about it."""

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from indicators.models import DataReturn, Figure, FigureRemark, Query
from indicators.selectors.queries import queries_of_practice
from indicators.selectors.returns import RETURN_PROFILE
from practices.models import Commissioner, Practice


def figure_in(commissioner: Commissioner, pk: int) -> Figure | None:
    """Any figure on the commissioner's indicators, replaced ones too."""
    return _figures().filter(pk=pk, indicator__commissioner=commissioner).first()


def figure_about(practice: Practice, pk: int) -> Figure | None:
    """Any figure about the practice, replaced ones too."""
    return _figures().filter(pk=pk, practice=practice).first()


def held_in_place(figure: Figure) -> list[Figure]:
    """All that was ever held for the same practice, indicator and period, the newest first."""
    found = (
        _figures()
        .defer("file__content", "file__outcome", "file__report")
        .filter(practice=figure.practice_id, indicator=figure.indicator_id, period=figure.period_id)
    )
    return list(found.order_by("-recorded_at", "-pk"))


def queries_in_place(figure: Figure) -> QuerySet[Query]:
    """All queries about figures of that place, decided ones too, the newest first."""
    about = queries_of_practice(figure.practice)
    return about.filter(figure__indicator=figure.indicator_id, figure__period=figure.period_id)


def remarks_on(figure: Figure) -> QuerySet[FigureRemark]:
    return figure.remarks.select_related("evidence", "made_by").defer("evidence__content")


def return_with(figure: Figure) -> DataReturn | None:
    """The return that the figure was sent with; None for one from elsewhere."""
    return DataReturn.objects.filter(file=figure.file_id).first() if figure.file_id else None


def figures_left_by(sent: DataReturn) -> dict[str, int]:
    """The ids of what the practice's own returns said once this one was kept, by indicator code."""
    at = sent.submitted_at
    held = Figure.objects.filter(
        Q(replaced_at__isnull=True) | Q(replaced_at__gt=at),
        practice=sent.practice_id,
        period=sent.collection.period_id,
        source=RETURN_PROFILE,
        recorded_at__lte=at,
    )
    return dict(held.values_list("indicator__code", "pk"))


def modelled_and_held(indicator_id: int) -> tuple[int, int]:
    """Of the figures of an indicator that count: how many are modelled, and how many there are."""
    held = Figure.objects.current().filter(indicator=indicator_id)
    found = held.aggregate(held=Count("pk"), modelled=Count("pk", filter=Q(modelled=True)))
    return found["modelled"], found["held"]


def content_of(figure: Figure) -> bytes | None:
    """The file that the figure came in, as it was received; None where it is not kept."""
    found = Figure.objects.filter(pk=figure.pk).values_list("file__content", flat=True).first()
    return None if found is None else bytes(found)


def _figures() -> QuerySet[Figure]:
    """With `file_kept`: whether the content of the file is there."""
    found = Figure.objects.select_related(
        "practice",
        "indicator__commissioner",
        "period",
        "file__received_by",
        "recorded_by",
        "querydecision",
    ).defer("file__content", "file__outcome")
    kept = Q(file__content__isnull=False)
    return found.annotate(file_kept=ExpressionWrapper(kept, output_field=BooleanField()))
