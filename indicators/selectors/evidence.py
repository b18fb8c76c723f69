"""Reading evidence: whose it is, and what it stands beside."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from indicators.models import ComplianceFinding, DraftValue, Evidence, FigureRemark, Query
from indicators.returns.figures import ReturnedFigure
from practices.models import Commissioner, Practice


def evidence_of_practice(practice: Practice, number: int) -> Evidence | None:
    return _all().filter(practice=practice, pk=number).first()


def evidence_beside(practice: Practice, figures: Iterable[ReturnedFigure]) -> dict[int, Evidence]:
    """The files of the practice that the figures name, by number, without their content."""
    numbers = {figure.evidence for figure in figures if figure.evidence is not None}
    if not numbers:
        return {}
    return _all().filter(practice=practice).defer("content").in_bulk(numbers)


def evidence_of_area(commissioner: Commissioner, number: int) -> Evidence | None:
    """One that was sent: a file that stands in a draft only is the practice's own affair."""
    sent = (
        Q(figureremark__isnull=False) | Q(query__isnull=False) | Q(compliancefinding__isnull=False)
    )
    return _all().filter(sent, commissioner=commissioner, pk=number).first()


def remarks_with(evidence: Evidence) -> QuerySet[FigureRemark]:
    """The figures that the file was put beside, by the remark that did it."""
    held = FigureRemark.objects.filter(evidence=evidence)
    return held.select_related("figure__indicator", "figure__period", "made_by")


def queries_with(evidence: Evidence) -> QuerySet[Query]:
    return Query.objects.filter(evidence=evidence).select_related(
        "figure__indicator", "figure__period"
    )


def is_used(evidence: Evidence) -> bool:
    """Whether it stands beside a figure, a query, a finding or something that was typed."""
    return any(
        model.objects.filter(evidence=evidence).exists()
        for model in (FigureRemark, Query, ComplianceFinding, DraftValue)
    )


def _all() -> QuerySet[Evidence]:
    return Evidence.objects.select_related("practice", "commissioner", "received_by")
