"""Reading editions: their state, and which of them the public reads."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from indicators.models import Period
from practices.models import Commissioner, Practice
from scorecard.cards.models import CardRun, Scorecard
from scorecard.publication import levels, small_numbers
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import (
    Edition,
    EditionPractice,
    EditionStep,
    PublicationRules,
)
from scorecard.publication.small_numbers import Policy

_LAST = EditionStep.objects.filter(edition=OuterRef("pk")).order_by("-number")


def editions() -> QuerySet[Any]:
    """Every edition with its `state`, the last step that was taken, the time that step set
    (`until`), and `published_at`: when it was, if ever."""
    annotated: QuerySet[Any] = Edition.objects.annotate(
        state=Subquery(_LAST.values("step")[:1]),
        until=Subquery(_LAST.values("until")[:1]),
        published_at=Subquery(_LAST.filter(step=Step.PUBLISHED).values("at")[:1]),
    )
    return annotated.select_related(
        "release__scorecard__commissioner",
        "release__period",
        "card_run__run",
        "card_run__version",
        "rules",
        "drafted_by",
    )


def editions_of(commissioner: Commissioner) -> QuerySet[Any]:
    return editions().filter(release__scorecard__commissioner=commissioner)


def editions_waiting(commissioner: Commissioner, step: Step, today: dt.date) -> QuerySet[Any]:
    """Taken as far as `step`; without those that practices still have time to look at."""
    found = editions_of(commissioner).filter(state=step)
    return found.exclude(until__date__gt=today) if step == Step.PREVIEW else found


def editions_shown_to(practice: Practice) -> QuerySet[Any]:
    """What a practice may read of itself: every edition that was ever shown to the practices."""
    shown = EditionStep.objects.filter(step=Step.PREVIEW).values("edition")
    inside = EditionPractice.objects.filter(practice=practice).values("edition")
    return editions().filter(pk__in=shown).filter(pk__in=inside)


def state_of(edition: Edition) -> Step:
    return Step(edition.steps.latest("number").step)


def last_step(edition: Edition) -> EditionStep:
    return edition.steps.select_related("by", "proposed_by").latest("number")


def due(at: dt.datetime) -> QuerySet[Any]:
    """Editions whose time has come."""
    return editions().filter(state=Step.SCHEDULED, until__lte=at)


def published_lately(period: Period, after: dt.datetime, until: dt.datetime) -> Edition | None:
    """The edition of a period that was published last, where that was between two times."""
    found = editions().filter(release__period=period, state=Step.PUBLISHED)
    lately = found.filter(published_at__gt=after, published_at__lte=until)
    last: Edition | None = lately.order_by("-published_at").first()
    return last


def rules_of(scorecard: Scorecard) -> PublicationRules | None:
    return PublicationRules.objects.filter(scorecard=scorecard).first()


def levels_of(rules: PublicationRules | None) -> levels.Levels:
    """Where nothing was decided yet, those of a first year."""
    return levels.read(rules.levels) if rules else levels.FIRST_YEAR


def small_numbers_of(rules: PublicationRules | None) -> Policy:
    return small_numbers.read(rules.small_numbers if rules else small_numbers.DEFAULT)


def drafted_runs() -> QuerySet[CardRun]:
    """Runs that an edition rests on: its preview goes to the practices."""
    return CardRun.objects.filter(editions__isnull=False)


def steps_of(edition: Edition) -> list[EditionStep]:
    """Every step that was taken, the first one first."""
    return list(edition.steps.select_related("by", "proposed_by"))


def standing(scorecard: Scorecard, period: Period) -> Edition | None:
    """The edition of a scorecard and period that is published now: what a correction corrects."""
    found = editions().filter(release__scorecard=scorecard, release__period=period)
    now: Edition | None = found.filter(state=Step.PUBLISHED).first()
    return now
