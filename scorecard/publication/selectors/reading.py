"""Which practices were told of an edition, looked at it, and got their letter."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from practices.models import Practice
from scorecard.publication.models import (
    Edition,
    EditionPractice,
    FirstLook,
    LetterDelivery,
    PreviewNotice,
)
from scorecard.publication.selectors.editions import editions_shown_to


@dataclass(frozen=True)
class Reading:
    """One practice in an edition. `notice` is the first that it was sent and `reminder` the last;
    `look` is the first look of anybody there, `people` how many of them looked."""

    practice: EditionPractice
    notice: PreviewNotice | None
    reminder: PreviewNotice | None
    look: FirstLook | None
    people: int
    letter: LetterDelivery | None


def readings(edition: Edition) -> list[Reading]:
    """Every practice in the edition, in the order of names; four questions."""
    told: dict[bool, dict[int, PreviewNotice]] = {False: {}, True: {}}
    sent = PreviewNotice.objects.filter(step__edition=edition).order_by("sent_at", "pk")
    for one in sent:
        held = told[one.reminder]
        held[one.practice_id] = one if one.reminder else held.get(one.practice_id, one)
    looks: dict[int, list[FirstLook]] = {}
    for look in FirstLook.objects.filter(edition=edition).select_related("by"):
        looks.setdefault(look.practice_id, []).append(look)
    letters = {one.practice_id: one for one in edition.letters.select_related("asked_by")}
    return [
        Reading(
            practice=one,
            notice=told[False].get(one.practice_id),
            reminder=told[True].get(one.practice_id),
            look=next(iter(looks.get(one.practice_id, [])), None),
            people=len(looks.get(one.practice_id, [])),
            letter=letters.get(one.practice_id),
        )
        for one in EditionPractice.objects.filter(edition=edition)
    ]


def shown_to_reader(practice: Practice, reader: int) -> QuerySet[Edition]:
    """Editions that the practice may read, each with `looked`: whether this person has before."""
    own = FirstLook.objects.filter(edition=OuterRef("pk"), practice=practice, by=reader)
    found: QuerySet[Edition] = editions_shown_to(practice).annotate(looked=Exists(own))
    return found


def practices_in(edition: Edition) -> QuerySet[Practice]:
    inside = EditionPractice.objects.filter(edition=edition).values("practice")
    return Practice.objects.filter(pk__in=inside).order_by("code")
