"""Freezing what a figure can be put beside: the area, England, and similar practices.

Where a figure of an indicator is withheld, or counts are rounded, the area's value and that of
similar practices are left out: with the figures that are told, they would tell it.
"""

import numpy as np
from django.db import connection

from indicators.binary_rows import Column
from indicators.models import BenchmarkValue
from scorecard.calc.types import Flags, NoBand
from scorecard.cards.around import UNKNOWN
from scorecard.cards.models import RunAround
from scorecard.cards.selectors.around import STORED, STORED_ID, stored_around
from scorecard.cards.services.around import keep_around
from scorecard.publication.models import (
    Edition,
    EditionBeside,
    EditionFigure,
    EditionIndicator,
    EditionSimilar,
)
from scorecard.publication.selectors.editions import small_numbers_of
from scorecard.publication.services import frozen_rows

_SIMILAR = """
SELECT string_agg(int8send(practice_id), ''::bytea), string_agg("similar", ''::bytea)
FROM cards_practicearound WHERE around_id = %s
"""


def freeze_beside(*, edition: Edition) -> None:
    """To be called after the figures are frozen, in the same transaction."""
    run = edition.card_run
    keep_around(card_run=run, by=edition.drafted_by, at=edition.drafted_at)
    around = RunAround.objects.filter(card_run=run).first()
    if around is None:
        return
    stored = stored_around(bytes(around.definitions), bytes(around.spreads), None)
    if stored is None:
        return
    ids = list(stored.spreads)
    closed = _closed(edition)
    england = _england(edition)
    EditionBeside.objects.bulk_create(
        EditionBeside(
            edition=edition,
            definition_id=pk,
            area=None if pk in closed else stored.spreads.get(pk, UNKNOWN).area,
            england=england.get(pk, (None, ""))[0],
            england_of=england.get(pk, (None, ""))[1],
        )
        for pk in ids
    )
    _similar(edition, around, np.isin(ids, list(closed)))


def _similar(edition: Edition, around: RunAround, closed: Flags) -> None:
    """A nation's are eight megabytes: they come and go as one array."""
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, [around.pk])
        practices, packed = (bytes(one or b"") for one in cursor.fetchone())
    ids = np.frombuffer(practices, dtype=STORED_ID)
    told = np.frombuffer(bytearray(packed), dtype=STORED).reshape(ids.size, closed.size)
    told[:, closed] = np.nan
    frozen_rows.add(
        EditionSimilar,
        [
            Column("edition_id", ">i8", edition.pk),
            Column("practice_id", ">i8", ids),
            frozen_rows.together("similar", told),
        ],
        ids.size,
    )


def _closed(edition: Edition) -> set[int]:
    """Definitions of which one figure at least is not told as it was counted."""
    figures = EditionFigure.objects.filter(edition=edition, no_band=NoBand.WITHHELD)
    found = set(figures.values_list("definition", flat=True).distinct())
    if small_numbers_of(edition.rules).small.rounding_base > 1:
        held = EditionIndicator.objects.filter(edition=edition)
        rounded = held.exclude(definition__supplied_by="national")
        found |= set(rounded.values_list("definition", flat=True))
    return found


def _england(edition: Edition) -> dict[int, tuple[float, str]]:
    """By definition id the newest value of England that was published for the period or before.

    A figure of the year so far is held against the same months of a year, or against nothing.
    """
    period = edition.release.period
    held = EditionIndicator.objects.filter(edition=edition).select_related("definition")
    by_indicator = {one.definition.indicator_id: one.definition for one in held}
    rows = BenchmarkValue.objects.filter(
        indicator__in=by_indicator,
        area=BenchmarkValue.Area.ENGLAND,
        period__ends_on__lte=period.ends_on,
    ).select_related("period")
    found: dict[int, tuple[float, str]] = {}
    for row in rows:
        definition = by_indicator[row.indicator_id]
        so_far = definition.period_type == "year_to_date"
        if not so_far or row.period.ends_on.month == period.ends_on.month:
            found.setdefault(definition.pk, (row.value, row.period.name))
    return found
