"""Reading notices: which practices were not told yet, and what waits for a practice to look at."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
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


# A practice with a score of its run is in an edition; as JSON, so that it can come in a statement
# of more.
PREVIEWS = f"""
SELECT jsonb_agg(jsonb_build_array(card.commissioner_id, period.name, e.id, now.until))
FROM publication_edition e
JOIN LATERAL (SELECT step, until FROM publication_editionstep
    WHERE edition_id = e.id ORDER BY number DESC LIMIT 1) now ON now.step = '{Step.PREVIEW.value}'
JOIN publication_release release ON release.id = e.release_id
JOIN cards_scorecard card ON card.id = release.scorecard_id
JOIN indicators_period period ON period.id = release.period_id
WHERE EXISTS (SELECT FROM cards_score s
    WHERE s.card_run_id = e.card_run_id AND s.practice_id = %(practice)s)
"""  # noqa: S608


@dataclass(frozen=True)
class ToReply:
    """An edition in preview, to which the practice can reply until `until`."""

    asked_by: int
    period: str
    edition: int
    until: dt.datetime


def to_reply(practice: Practice) -> list[ToReply]:
    with connection.cursor() as cursor:
        cursor.execute(PREVIEWS, {"practice": practice.pk})
        (packed,) = cursor.fetchone() or (None,)
    return to_reply_from(packed)


def to_reply_from(packed: str | None) -> list[ToReply]:
    """The same from what PREVIEWS answered."""
    return [
        ToReply(asked_by, period, edition, dt.datetime.fromisoformat(until))
        for asked_by, period, edition, until in json.loads(packed or "[]")
        if until
    ]
