"""Reading what readers wrote, and counting it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from practices.models import Commissioner
from scorecard.publication.models import Feedback


def feedback_to(commissioner: Commissioner) -> QuerySet[Feedback]:
    """The newest first, each with its answers."""
    mine = Feedback.objects.filter(commissioner=commissioner)
    return mine.prefetch_related("answers__by")


def unanswered(commissioner: Commissioner) -> int:
    return Feedback.objects.filter(commissioner=commissioner, answers=None).count()


def by_page_and_month(commissioner: Commissioner) -> Sequence[Any]:
    """`month` (its first day), `page` and `count`; the newest month first, most first."""
    mine = Feedback.objects.filter(commissioner=commissioner).order_by()
    months = mine.annotate(month=TruncMonth("received_at")).values("month", "page")
    return list(months.annotate(count=Count("pk")).order_by("-month", "-count", "page"))
