"""What became of public editions, step by step: the change log."""

from django.db.models import QuerySet

from scorecard.publication.models import EditionStep
from scorecard.publication.selectors.public import EVER, ever_public


def public_steps(slug: str) -> QuerySet[EditionStep]:
    """Each publication, correction and withdrawal in an area, the newest first."""
    here = ever_public().filter(release__scorecard__commissioner__slug=slug)
    return (
        EditionStep.objects.filter(edition__in=here.order_by().values("pk"), step__in=EVER)
        .select_related("edition__release__scorecard__commissioner", "edition__release__period")
        .select_related("edition__corrects")
        .order_by("-at", "-pk")
    )
