"""Reading notices: which practices were not told yet, and what waits for a practice to look at."""

from typing import Any

from django.db.models import QuerySet

from practices.models import Practice
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import EditionStep, FirstLook, PreviewNotice
from scorecard.publication.selectors.editions import editions_shown_to
from scorecard.publication.selectors.reading import practices_in


def preview_step(pk: int) -> EditionStep | None:
    """The step that opened a preview, while the edition is still in it; else nobody is told."""
    found = EditionStep.objects.select_related("edition__release__scorecard__commissioner")
    step = found.filter(pk=pk, step=Step.PREVIEW).first()
    return step if step and step.edition.steps.latest("number") == step else None


def untold(step: EditionStep) -> list[Practice]:
    told = PreviewNotice.objects.filter(step=step, reminder=False).values("practice")
    return list(practices_in(step.edition).exclude(pk__in=told))


def to_remind(step: EditionStep) -> list[Practice]:
    """Nobody there has looked, and nobody was reminded while this preview is open."""
    gone = PreviewNotice.objects.filter(step=step, reminder=True).values("practice")
    looked = FirstLook.objects.filter(edition=step.edition_id).values("practice")
    found = practices_in(step.edition).exclude(pk__in=gone).exclude(pk__in=looked)
    return list(found)


def looked_at_now(practice: Practice) -> QuerySet[Any]:
    """Editions to which the practice can reply now."""
    return editions_shown_to(practice).filter(state=Step.PREVIEW)
