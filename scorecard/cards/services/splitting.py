"""Banding a period in parts, each a job of its own that any worker on any host may take."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from indicators.models import Period
from indicators.selectors.one_picture import one_picture
from indicators.services.judged import Progress
from indicators.services.runs import write_run
from indicators.services.splitting import loaded_of, plan_parts
from practices.models import Practice
from scorecard.cards.models import CardRun, CardVersion
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.services.banding import groups_of, score_run, what_is_banded
from scorecard.jobs.registry import Part


def plan_banding(*, version: CardVersion, period: Period, most: int) -> list[Part]:
    """Parts of at most `most` results each; none where all of it is no more than that.

    Raises ValidationError when there is no indicator on the card or no practice in the area.
    """
    with one_picture():
        items, practices = what_is_banded(version, period)
        if len(items) * len(practices) <= most:
            return []
        return plan_parts(
            period=period,
            definitions=[item.definition for item in items],
            practices=practices,
            groups=groups_of(items, practices, period),
            most=most,
        )


@transaction.atomic
def put_together(
    *,
    version: CardVersion,
    period: Period,
    made: Sequence[bytes],
    key: uuid.UUID,
    by: Any,
    started_at: dt.datetime,
    progress: Progress,
    clock: Callable[[], dt.datetime],
) -> CardRun:
    """Let the parts be seen as one run, with scores; the same `key` again gives the one there is.

    `made` is what each part left behind. Raises MixedCode.
    """
    if done := CardRun.objects.filter(run__key=key).first():
        return done
    loaded = [loaded_of(content) for content in made]
    items = list(items_of(version))
    # As they were when it was planned, whoever has closed since.
    ids = loaded[0].practices
    by_id = Practice.objects.in_bulk(ids.tolist())
    progress(len(items), len(items) + 1, "Putting the parts together")
    saved = write_run(
        period=period, loaded=loaded, key=key, by=by, started_at=started_at, clock=clock
    )
    card_run = score_run(version, saved, [by_id[pk] for pk in ids.tolist()], items)
    progress(len(items) + 1, len(items) + 1, "Scored every practice")
    return card_run
