"""Banding a period by a scorecard version: results first, then domain and overall scores."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from numpy.typing import NDArray

from indicators.definitions import DefinitionData
from indicators.inputs import Groups
from indicators.models import Definition, Period
from indicators.selectors.one_picture import Reader, one_picture
from indicators.services.judged import Progress, judge_period
from indicators.services.runs import Saved, save_run, show
from practices.group_selectors import groups_by_practice
from practices.models import Practice
from practices.selectors import network_ids, practices_of
from scorecard.cards.models import CardItem, CardRun, CardVersion
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.services.rest import rest_of
from scorecard.cards.services.score_rows import score_columns, write_scores


def no_progress(done: int, total: int, message: str) -> None:
    """For callers that do not show how far a run is."""


def band_period(
    *,
    version: CardVersion,
    period: Period,
    key: uuid.UUID,
    by: Any,
    at: dt.datetime,
    progress: Progress = no_progress,
    clock: Callable[[], dt.datetime],
    only: Collection[int] | None = None,
) -> CardRun:
    """Band `period`; the same `key` again gives the run that is already there.

    With `only` (ids of definitions) the others stand as the newest run of the period banded them.
    Raises ValidationError when there is no indicator on the card or no practice in the area, or
    that run cannot stand in.
    """
    if done := CardRun.objects.filter(run__key=key).first():
        return done
    try:
        with one_picture(second=only is None) as second:
            return _band(version, period, key, by, at, progress, clock, only, second)
    except IntegrityError:
        # Another attempt at the same job was quicker.
        if done := CardRun.objects.filter(run__key=key).first():
            return done
        raise


def _band(
    version: CardVersion,
    period: Period,
    key: uuid.UUID,
    by: Any,
    at: dt.datetime,
    progress: Progress,
    clock: Callable[[], dt.datetime],
    only: Collection[int] | None,
    second: Reader | None,
) -> CardRun:
    items, practices = what_is_banded(version, period)
    rest = None if only is None else rest_of(period, items, practices, only)
    judged = judge_period(
        period=period,
        definitions=_needed(items, only),
        practices=practices,
        progress=progress,
        groups=groups_of(items, practices, period),
        second=second,
    )
    if only is not None:
        judged = (one for one in judged if one.definition.pk in only)
    saved = save_run(
        period=period,
        practices=practices,
        judged=judged,
        key=key,
        by=by,
        started_at=at,
        clock=clock,
        rest=rest,
    )
    card_run = score_run(version, saved, practices, items)
    # The last moment at which somebody may cancel: after it all is there.
    progress(len(items) + 1, len(items) + 1, "Scored every practice")
    return card_run


def what_is_banded(version: CardVersion, period: Period) -> tuple[list[CardItem], list[Practice]]:
    """What is on the card, and the practices open on the period's last day.

    Raises ValidationError when there is none of either.
    """
    commissioner = version.scorecard.commissioner
    items = list(items_of(version))
    practices = list(practices_of(commissioner, period.ends_on).order_by("pk").only("pk"))
    if not items:
        raise ValidationError(f"{version} has no indicator yet. Add one before banding.")
    if not practices:
        raise ValidationError(f"{commissioner} has no open practice on {period.ends_on:%d %B %Y}.")
    return items, practices


def score_run(
    version: CardVersion, saved: Saved, practices: Sequence[Practice], items: Sequence[CardItem]
) -> CardRun:
    """Roll the bands of a run up into scores of domains and of whole practices, and show it all."""
    card_run = CardRun.objects.create(run=saved.run, version=version)
    scores = score_columns(card_run, practices, items, saved.bands, saved.states)
    write_scores(scores)
    show(saved)
    return card_run


def _needed(items: Sequence[CardItem], only: Collection[int] | None) -> list[Definition]:
    """What is read and judged: similar practices are found by the context too."""
    if only is None:
        return [item.definition for item in items]
    again = [item for item in items if item.definition_id in only]
    if any(item.definition.comparator == "similar" for item in again):
        again += [item for item in items if item.says_who_is_alike and item not in again]
    return [item.definition for item in again]


def groups_of(
    items: Sequence[CardItem],
    practices: Sequence[Practice],
    period: Period,
    also: Sequence[Definition | DefinitionData] = (),
) -> Groups:
    """Networks and groups on the period's last day, and the context that says who is alike.

    `also` are definitions without a place on the card, which may compare by groups too.
    """
    day = period.ends_on
    networks = network_ids([one.pk for one in practices], day)
    context = frozenset(item.definition_id for item in items if item.says_who_is_alike)
    every: list[Definition | DefinitionData] = [*(item.definition for item in items), *also]
    names = {one.comparator_group for one in every if one.comparator == "group"}
    sets = groups_by_practice(period.commissioner, names, practices, day)
    return Groups(
        networks=_ids(networks, practices),
        context=context,
        sets={name: _ids(placed, practices) for name, placed in sets.items()},
    )


def _ids(placed: Mapping[int, int], practices: Sequence[Practice]) -> NDArray[np.int64]:
    return np.array([placed.get(one.pk, -1) for one in practices], dtype=np.int64)
