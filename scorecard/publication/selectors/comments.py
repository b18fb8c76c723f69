"""Reading what practices say of an edition, for those who moderate it and for themselves.

What others are told of it is for `selectors.told` to say.
"""

import datetime as dt

from django.db.models import F, QuerySet
from django.utils import timezone

from indicators.models import Result
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import CommentRemoval, Edition, PracticeComment


def newest(edition: Edition) -> QuerySet[PracticeComment]:
    """What each practice says now beside each figure, decided or not; not what was taken back."""
    one_each = ("practice_id", "definition_id")
    held = PracticeComment.objects.filter(edition=edition).order_by(*one_each, "-pk")
    last = held.distinct(*one_each).values("pk")
    found = PracticeComment.objects.filter(pk__in=last).exclude(text="")
    return found.select_related(
        "practice", "definition__indicator", "decision", "removal", "by"
    ).order_by("practice__sort_key", "definition_id", "pk")


def undecided(edition: Edition) -> QuerySet[PracticeComment]:
    return newest(edition).filter(decision=None)


def accepted(edition: Edition) -> QuerySet[PracticeComment]:
    """What is shown: without what was taken off since."""
    return newest(edition).filter(decision__accepted=True, removal=None)


def any_taken_off(edition: Edition) -> bool:
    """Whether anything was taken off that was said in this edition."""
    return CommentRemoval.objects.filter(comment__edition=edition).exists()


def taken_off(edition: Edition) -> QuerySet[PracticeComment]:
    """What was shown, and is shown no more."""
    return newest(edition).filter(decision__accepted=True).exclude(removal=None)


def said_again(comment: PracticeComment) -> list[PracticeComment]:
    """The same words wherever an edition repeats them, the first first."""
    first = comment
    while first.carried_from is not None:
        first = first.carried_from
    found, new = [first], [first]
    while new:
        new = list(PracticeComment.objects.filter(carried_from__in=new))
        found += new
    return found


def to_decide_first(edition: Edition) -> QuerySet[PracticeComment]:
    """All of them, those that wait for a decision first."""
    return newest(edition).order_by(
        F("decision__id").asc(nulls_first=True), "practice__sort_key", "pk"
    )


def can_reply(edition: Edition, today: dt.date) -> bool:
    """Whether practices may still put their side."""
    last = edition.steps.latest("number")
    return last.step == Step.PREVIEW and today <= timezone.localdate(last.until)


def figures_to_query(edition: Edition, practice: int) -> dict[str, int]:
    """By the indicator's code the figures of a practice that still count, and so can be queried."""
    results = Result.objects.of_run(edition.card_run.run).filter(practice=practice)
    counting = results.filter(figure__replaced_at=None, figure__counts=True)
    return dict(counting.values_list("definition__indicator__code", "figure_id"))
