"""Reading notices: which practices were not told yet, and what waits for a practice to look at."""

from typing import Any

from django.db.models import QuerySet

from practices.models import Practice
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import EditionPractice, EditionStep, PreviewNotice
from scorecard.publication.selectors.editions import editions_shown_to


def preview_step(pk: int) -> EditionStep | None:
    """The step that opened a preview, while the edition is still in it; else nobody is told."""
    found = EditionStep.objects.select_related("edition__release__scorecard__commissioner")
    step = found.filter(pk=pk, step=Step.PREVIEW).first()
    return step if step and step.edition.steps.latest("number") == step else None


def untold(step: EditionStep) -> list[Practice]:
    inside = EditionPractice.objects.filter(edition=step.edition_id).values("practice")
    told = PreviewNotice.objects.filter(step=step).values("practice")
    return list(Practice.objects.filter(pk__in=inside).exclude(pk__in=told).order_by("code"))


def looked_at_now(practice: Practice) -> QuerySet[Any]:
    """Editions to which the practice can reply now."""
    return editions_shown_to(practice).filter(state=Step.PREVIEW)
