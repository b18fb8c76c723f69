"""Splitting a run over workers: planned as one picture, judged in parts, seen as one run."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from django.db import transaction

from indicators.inputs import Groups
from indicators.models import Definition, Period, RunPart
from indicators.selectors.snapshot import figures_for
from indicators.selectors.surroundings import surroundings_of
from indicators.services.judged import Progress
from indicators.services.part_orders import (
    Order,
    judge_order,
    loaded_of,
    order_of,
    packed_order,
    packed_part,
)
from indicators.services.parts import drop
from indicators.services.runs import key_part, load_part
from practices.models import Practice
from practices.selectors import atypical_on
from scorecard.jobs.models import Job, JobState
from scorecard.jobs.registry import Part

KIND = "band_part"


def plan_parts(
    *,
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[Practice],
    groups: Groups,
    most: int,
) -> list[Part]:
    """Orders of at most `most` results each, and of one definition at least.

    To be called within `one_picture`. A definition is judged by its own figures and by what lies
    around them, never by the results of another, so any cut between definitions gives the same.
    """
    ids = [practice.pk for practice in practices]
    atypical = atypical_on(ids, period.ends_on)
    counted = np.array([practice not in atypical for practice in ids], dtype=bool)
    held = figures_for(period, definitions, ids)
    around = surroundings_of(period, definitions, ids, held, counted, groups)
    whole = Order(
        period=period.pk,
        area=period.commissioner.name,
        practices=np.array(ids, np.int64),
        counted=counted,
        held={one.pk: held[one.indicator_id] for one in definitions},
        around=around,
    )
    size = max(1, most // len(practices))
    return [
        _part(whole, definitions[start : start + size], period)
        for start in range(0, len(definitions), size)
    ]


def _part(whole: Order, definitions: Sequence[Definition], period: Period) -> Part:
    order = replace(whole, held={one.pk: whole.held[one.pk] for one in definitions})
    return Part(
        kind=KIND,
        title=f"Banding {period.name}: {definitions[0].code} to {definitions[-1].code}",
        steps=len(definitions),
        material=packed_order(order),
    )


def judge_part(*, content: bytes, at: dt.datetime, progress: Progress) -> tuple[RunPart, bytes]:
    """Fill the table of a part by its order; what `loaded_of` reads. Nobody sees it yet.

    Raises ValidationError where levels agreed for one practice no longer fit the rule.
    """
    order = order_of(content)
    loaded = load_part(
        period=Period.objects.get(pk=order.period),
        practices=order.practices,
        judged=judge_order(order, progress),
        at=at,
    )
    key_part(loaded)
    return loaded.part, packed_part(loaded)


@transaction.atomic
def drop_orphans() -> list[int]:
    """Take away parts that were filled for a run that came to nothing; their ids."""
    orphans = Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        kind=KIND,
        state=JobState.DONE,
        parent__state__in=(JobState.FAILED, JobState.PARKED, JobState.CANCELLED),
        result__has_key="part",
    )
    dropped = []
    for job in orphans:
        part = RunPart.objects.filter(pk=job.result.pop("part")).first()
        job.save(update_fields=["result"])
        if part is not None:
            drop(part=part)
            dropped.append(part.pk)
            part.delete()
    return dropped


__all__ = ["KIND", "drop_orphans", "judge_part", "loaded_of", "plan_parts"]
