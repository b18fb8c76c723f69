"""Invented figures for whatever a scorecard measures, so that it can be banded and looked at."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Definition, Period
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import figures_for
from indicators.services.figures import FigureRow, Recorded, record_figures
from practices.models import Practice
from practices.selectors import list_sizes, networks_by_practice, practices_of
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.versions import items_of
from scorecard.demo.inventing import TYPICAL_LIST, Measured, invent
from scorecard.demo.world import SEED


@transaction.atomic
def fill_figures(
    *, version: CardVersion, period: Period, seed: int = SEED, by: Any, at: dt.datetime
) -> Recorded:
    """Invent the figures that the indicators of `version` lack in `period`; keep all others.

    The same again adds nothing: what is missing on purpose stays missing. Raises ValidationError
    outside a demo, and when version and period belong to different commissioners.
    """
    if not settings.DEMO:
        raise ValidationError("Invented figures belong to a demo only: set SCORECARD_ENV=demo.")
    commissioner = version.scorecard.commissioner
    if commissioner != period.commissioner:
        raise ValidationError(
            f"The period {period.code} belongs to {period.commissioner} and the scorecard to "
            f"{commissioner}. Choose a period of {commissioner}."
        )
    definitions = [item.definition for item in items_of(version)]
    practices = list(practices_of(commissioner, period.ends_on).order_by("code"))
    rows = _rows(seed, definitions, practices, period)
    return record_figures(rows=list(rows), file=None, by=by, at=at)


def _rows(
    seed: int, definitions: Sequence[Definition], practices: Sequence[Practice], period: Period
) -> Iterator[FigureRow]:
    held = figures_for(period, definitions, [practice.pk for practice in practices])
    measured = _measured(practices, period)
    for definition in definitions:
        data, code = data_of(definition), definition.code
        has_figure = held[definition.indicator_id].figure_ids
        for at, practice in enumerate(practices):
            who = measured[data.level][practice.pk]
            figure = None if has_figure[at] else invent(seed, code, data, who, period.code)
            if figure is not None:
                yield FigureRow(practice.pk, definition.indicator_id, period.pk, *figure)


def _measured(practices: Sequence[Practice], period: Period) -> dict[str, dict[int, Measured]]:
    """By level, then by practice id, who is measured."""
    sizes = {
        kind: list_sizes(practices, kind, period.ends_on) for kind in ("registered", "weighted")
    }
    alone = {practice.pk: _practice(practice, sizes) for practice in practices}
    networks = networks_by_practice(practices, period.ends_on)
    network_of = {
        practice.pk: networks[practice.pk].code if practice.pk in networks else practice.code
        for practice in practices
    }
    area_of = {practice.pk: period.commissioner.code for practice in practices}
    return {
        "practice": alone,
        "network": _together(alone, network_of),
        "area": _together(alone, area_of),
    }


def _practice(practice: Practice, sizes: dict[str, dict[int, Decimal]]) -> Measured:
    """Its lists; a typical one where none is known, and weighted as registered where only that."""
    registered = float(sizes["registered"].get(practice.pk, TYPICAL_LIST))
    weighted = float(sizes["weighted"].get(practice.pk, registered))
    return Measured(practice.code, registered, weighted)


def _together(alone: dict[int, Measured], group_of: dict[int, str]) -> dict[int, Measured]:
    totals: dict[str, Measured] = {}
    for pk, group in group_of.items():
        before = totals.get(group, Measured(group, 0.0, 0.0))
        totals[group] = Measured(
            group, before.registered + alone[pk].registered, before.weighted + alone[pk].weighted
        )
    return {pk: totals[group] for pk, group in group_of.items()}
