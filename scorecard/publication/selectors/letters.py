"""Reading which letters of an edition wait, went or failed, and the files of them."""

from collections.abc import Iterator

from django.db.models import Max, QuerySet

from scorecard.publication.lifecycle import Step
from scorecard.publication.models import (
    Edition,
    EditionStep,
    LetterDelivery,
    LetterFile,
    LetterState,
    PracticeComment,
)
from scorecard.publication.selectors.editions import editions
from scorecard.publication.selectors.reading import practices_in


def edition_for_letters(pk: int) -> Edition | None:
    found: Edition | None = editions().filter(pk=pk).first()
    return found


def to_send(edition: Edition) -> QuerySet[LetterDelivery]:
    """Those that have not gone; none of an edition that is not, or no longer, in force."""
    if edition.steps.latest("number").step != Step.PUBLISHED:
        return LetterDelivery.objects.none()
    waiting = LetterDelivery.objects.filter(edition=edition).exclude(state=LetterState.SENT)
    return waiting.select_related("practice").order_by("practice__code")


def without_letter(edition: Edition) -> list[int]:
    """Practices in the edition for which no letter was asked yet."""
    asked = LetterDelivery.objects.filter(edition=edition).values("practice")
    return list(practices_in(edition).exclude(pk__in=asked).values_list("pk", flat=True))


def without_file(edition: Edition, step: EditionStep) -> list[int]:
    """Practices whose letter has no file yet as it is under `step`, with what practices said and
    what was decided about it, or taken off, until now."""
    made = LetterFile.objects.filter(edition=edition, step=step)
    said = PracticeComment.objects.filter(edition=edition)
    found = said.aggregate(said=Max("at"), decided=Max("decision__at"), off=Max("removal__at"))
    if times := [one for one in found.values() if one]:
        made = made.filter(made_at__gte=max(times))
    missing = practices_in(edition).exclude(pk__in=made.values("practice"))
    return list(missing.values_list("pk", flat=True))


def files_of(edition: Edition, step: EditionStep) -> QuerySet[LetterFile]:
    found = LetterFile.objects.filter(edition=edition, step=step).select_related("practice")
    return found.order_by("practice__code")


def contents_of(files: QuerySet[LetterFile]) -> Iterator[LetterFile]:
    """One after the other, so that never all of them are in memory."""
    for pk in list(files.values_list("pk", flat=True)):
        yield from files.filter(pk=pk)
