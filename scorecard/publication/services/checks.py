"""What is refused, or has to be acknowledged, before an edition goes a step further."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep, Release
from scorecard.publication.selectors.concerns import Concerns

UPHELD = (
    "{figures} in this edition {were} found wrong after a query, and the correction is not in it."
    " Band the period again and draft the edition from that."
)
ANEW = (
    "Who is told what was decided anew since this was drafted. Draft it again, so that it follows"
    " what holds now."
)
REPLACED = (
    "Edition {number} of this period was published since this was drafted. Draft a correction of"
    " that, and say what has changed."
)
OVERTAKEN = (
    "{title}, edition {number}, was published since this was drafted and counts some of the same."
    " Who has both could work out what is withheld. Draft it again, so that this is looked at."
)
GONE = (
    "Edition {number}, which this corrects, was withdrawn on {day}, so there is nothing left to"
    " correct. Give this one up and draft a new edition of the period."
)
ELSEWHERE = (
    "{area} has published {codes} of some of these practices for the same days, and one of the two"
    " editions withholds figures that the other one tells. Who reads both could work them out."
    " Under “Who sees what” decide on small numbers as strict as theirs, or keep {codes} from the"
    " public; then draft it again."
)
QUERIED = (
    "{figures} {were} under query and not decided. Decide them first, or tick that you know and"
    " that they are published as queried."
)
STALE = (
    "The period was banded again on {day}, so this edition is not from the newest results. Draft it"
    " again from those, or say why this one is to be published."
)


def check_concerns(concerns: Concerns, queried: int | None, stale: str) -> None:
    """Raises ValidationError with everything that stands in the way.

    `queried` is the number of figures under query that somebody said they know of, `stale` why an
    edition of an older run is to be published all the same.
    """
    found = [*_refused(concerns), *_unsaid(concerns, queried, stale)]
    if found:
        raise ValidationError(found)


def check_correction(release: Release, corrects: Edition | None, reason: str) -> None:
    """A published edition is corrected by name, with a reason, and by nobody else."""
    steps = EditionStep.objects.filter(edition__release=release)
    gone = steps.filter(step__in=(Step.CORRECTED, Step.WITHDRAWN)).values("edition")
    standing = steps.filter(step=Step.PUBLISHED).exclude(edition__in=gone)
    published = standing.values_list("edition", flat=True).first()
    if published and (corrects is None or corrects.pk != published):
        raise ValidationError(
            "An edition of this period is published. Draft a correction of it, and say why."
        )
    if corrects and corrects.pk != published:
        raise ValidationError("Only the edition that is published now can be corrected.")
    if corrects:
        needs(reason, "Say what was wrong and what has changed: readers are told.")


def needs(reason: str, otherwise: str) -> None:
    """Raises ValidationError beside the field for a reason that is not given."""
    if not reason.strip():
        raise ValidationError({"reason": otherwise})


def check_still(concerns: Concerns, known: bool) -> None:
    """The same for what was approved before: refused is what nobody knew of then."""
    found = _refused(concerns)
    if not known:
        found.append(
            "Since it was approved, more figures came under query or the period was banded again."
            " Send it back, so that it is proposed and approved knowing that."
        )
    if found:
        raise ValidationError(found)


def _refused(concerns: Concerns) -> list[str]:
    found = []
    if concerns.upheld:
        found.append(UPHELD.format(**_figures(concerns.upheld, "was", "were")))
    if concerns.decided_anew:
        found.append(ANEW)
    if other := concerns.overtaken:
        said = REPLACED if concerns.same_release else OVERTAKEN
        found.append(said.format(number=other.number, title=other.title))
    if withdrawn := concerns.gone:
        day = timezone.localdate(withdrawn.at)
        found.append(GONE.format(number=withdrawn.edition.number, day=f"{day:%-d %B %Y}"))
    if there := concerns.elsewhere:
        area = there.edition.release.scorecard.commissioner.name
        found.append(ELSEWHERE.format(area=area, codes=", ".join(there.codes)))
    return found


def _unsaid(concerns: Concerns, queried: int | None, stale: str) -> list[str]:
    found = []
    if concerns.queried and queried != concerns.queried:
        found.append(QUERIED.format(**_figures(concerns.queried, "is", "are")))
    if concerns.newer_at and not stale.strip():
        day = timezone.localdate(concerns.newer_at)
        found.append(STALE.format(day=f"{day:%-d %B %Y}"))
    return found


def _figures(number: int, one: str, more: str) -> dict[str, str]:
    return {
        "figures": "1 figure" if number == 1 else f"{number} figures",
        "were": one if number == 1 else more,
    }
