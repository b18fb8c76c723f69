"""Banding a period by a scorecard version: results first, then domain and overall scores."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from numpy.typing import NDArray

from indicators.definitions import DefinitionData
from indicators.inputs import Groups
from indicators.models import Definition, Period
from indicators.services.judged import Progress, judge_period
from indicators.services.runs import Saved, save_run
from practices.group_selectors import groups_by_practice
from practices.models import Practice
from practices.selectors import networks_by_practice, practices_of
from scorecard.calc import weighting
from scorecard.calc.types import Codes, NoBand
from scorecard.cards.models import CardItem, CardRun, CardVersion, Domain, OverallBy, Score
from scorecard.cards.selectors.versions import items_of


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
) -> CardRun:
    """Band `period`; the same `key` again gives the run that is already there.

    Raises ValidationError when there is no indicator on the card or no practice in the area.
    """
    if done := CardRun.objects.filter(run__key=key).first():
        return done
    commissioner = version.scorecard.commissioner
    items = list(items_of(version))
    practices = list(practices_of(commissioner, period.ends_on).order_by("pk"))
    if not items:
        raise ValidationError(f"{version} has no indicator yet. Add one before banding.")
    if not practices:
        raise ValidationError(f"{commissioner} has no open practice on {period.ends_on:%d %B %Y}.")
    judged = judge_period(
        period=period,
        definitions=[item.definition for item in items],
        practices=practices,
        progress=progress,
        groups=groups_of(items, practices, period),
    )
    with transaction.atomic():
        saved = save_run(
            period=period,
            practices=practices,
            judged=judged,
            key=key,
            by=by,
            started_at=at,
            clock=clock,
        )
        card_run = CardRun.objects.create(run=saved.run, version=version)
        scores = scores_from(card_run, practices, items, saved)
        Score.objects.bulk_create(scores, batch_size=5000)
    progress(len(items) + 1, len(items) + 1, "Scored every practice")
    return card_run


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
    networks = networks_by_practice(practices, day)
    context = frozenset(item.definition_id for item in items if item.role == item.Role.CONTEXT)
    every: list[Definition | DefinitionData] = [*(item.definition for item in items), *also]
    names = {one.comparator_group for one in every if one.comparator == "group"}
    sets = groups_by_practice(period.commissioner, names, practices, day)
    return Groups(
        networks=_ids({pk: one.pk for pk, one in networks.items()}, practices),
        context=context,
        sets={name: _ids(placed, practices) for name, placed in sets.items()},
    )


def _ids(placed: Mapping[int, int], practices: Sequence[Practice]) -> NDArray[np.int64]:
    return np.array([placed.get(one.pk, -1) for one in practices], dtype=np.int64)


def scores_from(
    card_run: CardRun,
    practices: Sequence[Practice],
    items: Sequence[CardItem],
    saved: Saved,
) -> list[Score]:
    """The scores that the version of `card_run` gives to bands and states; nothing is written."""
    version = card_run.version
    domains = list(version.domains.all())
    place = {domain.pk: at for at, domain in enumerate(domains)}
    weighted = [item for item in items if item.domain_id]
    if not weighted:
        return []
    states = np.column_stack([saved.states[item.definition_id] for item in weighted])
    bands = weighting.not_returned_as_red(
        np.column_stack([saved.bands[item.definition_id] for item in weighted]),
        states,
        [item.if_missing == CardItem.IfMissing.RED for item in weighted],
    )
    scored = weighting.score(
        bands,
        np.array([place[item.domain_id] for item in weighted if item.domain_id]),
        np.array([float(item.weight) for item in weighted]),
        np.array([float(domain.weight) for domain in domains]),
        points=version.band_points,
        minimum_coverage=version.minimum_coverage,
        applicable=states != NoBand.NOT_APPLICABLE,
    )
    return _scores(card_run, practices, domains, scored)


def _scores(
    card_run: CardRun,
    practices: Sequence[Practice],
    domains: Sequence[Domain],
    scored: weighting.Composite,
) -> list[Score]:
    version = card_run.version
    overall = weighting.overall_band(scored.overall_scores, version.green_from, version.red_below)
    columns: list[tuple[Domain | None, Any, Any, Any, Any]] = [
        (
            None,
            scored.overall_scores,
            scored.overall_banded,
            scored.reds,
            _whole(version, overall, scored),
        )
    ]
    columns += [
        (
            domain,
            scored.domain_scores[:, at],
            scored.domain_coverage[:, at],
            scored.domain_reds[:, at],
            weighting.overall_band(
                scored.domain_scores[:, at], version.green_from, version.red_below
            ),
        )
        for at, domain in enumerate(domains)
    ]
    return [
        Score(
            card_run=card_run,
            practice=practice,
            domain=domain,
            score=None if np.isnan(scores[at]) else float(scores[at]),
            coverage=float(np.nan_to_num(coverage[at])),
            band=int(bands[at]),
            reds=int(reds[at]),
        )
        for domain, scores, coverage, reds, bands in columns
        for at, practice in enumerate(practices)
    ]


def _whole(version: CardVersion, by_score: Codes, scored: weighting.Composite) -> Codes:
    """The bands of whole practices, by what the version says they rest on."""
    if version.overall_by == OverallBy.SCORE:
        return by_score
    by_reds = weighting.overall_by_reds(
        scored.reds,
        version.reds_amber_from or 1,
        version.reds_red_from or 1,
        known=~np.isnan(scored.overall_scores),
    )
    return by_reds if version.overall_by == OverallBy.REDS else weighting.both(by_score, by_reds)
