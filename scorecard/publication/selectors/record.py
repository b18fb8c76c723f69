"""Reading what the sign-off record of an edition is made from."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from practices.models import Commissioner
from scorecard.cards.models import SignOff
from scorecard.cards.selectors.agreement import valid_signatures
from scorecard.cards.selectors.challenges import challenges_of
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.comments import newest
from scorecard.publication.selectors.editions import editions_of, steps_of
from scorecard.publication.selectors.reading import Reading, readings


@dataclass(frozen=True)
class Facts:
    """`comments` and `queries` count by decision: True, False, or None where there is none yet.
    `signatures` are those that agreed the scorecard's version."""

    edition: Edition
    steps: list[EditionStep]
    readings: list[Reading]
    comments: Counter[bool | None]
    queries: Counter[bool | None]
    signatures: list[SignOff]

    def last(self, step: Step) -> EditionStep | None:
        return next((one for one in reversed(self.steps) if one.step == step), None)

    @property
    def shown_at(self) -> dt.datetime | None:
        """When the time to reply began that ended last; more time given meanwhile prolongs it."""
        before = ["", *(one.step for one in self.steps)]
        pairs = zip(before, self.steps, strict=False)
        began = [one.at for was, one in pairs if one.step == Step.PREVIEW != was]
        return began[-1] if began else None

    @property
    def was_public(self) -> bool:
        return self.last(Step.PUBLISHED) is not None


def records_of(commissioner: Commissioner) -> QuerySet[Edition]:
    """Editions that practices were shown: before that there is nothing to sign off."""
    shown = EditionStep.objects.filter(step=Step.PREVIEW).values("edition")
    found: QuerySet[Edition] = editions_of(commissioner).filter(pk__in=shown)
    return found


def facts_of(edition: Edition) -> Facts:
    steps = steps_of(edition)
    began = next(one.at for one in steps if one.step == Step.PREVIEW)
    decided = newest(edition).values_list("decision__accepted", flat=True)
    return Facts(
        edition=edition,
        steps=steps,
        readings=readings(edition),
        comments=Counter(decided),
        queries=_queries(edition, began, _end(steps)),
        signatures=list(valid_signatures(edition.card_run.version).values()),
    )


def _end(steps: list[EditionStep]) -> dt.datetime | None:
    """When practices could reply no more, or nothing came of it."""
    done = (Step.PUBLISHED, Step.GIVEN_UP)
    return next((one.at for one in steps if one.step in done), None)


def _queries(edition: Edition, began: dt.datetime, end: dt.datetime | None) -> Counter[bool | None]:
    """About figures of this edition, raised while practices looked at it."""
    asked = challenges_of(edition.card_run).filter(raised_at__gte=began)
    if end:
        asked = asked.filter(raised_at__lte=end)
    return Counter(asked.order_by().values_list("decision__upheld", flat=True))
