"""Keeping figures: many at once, every earlier version kept.

They are taken as columns, compared with what is held, and copied in as blocks, so that a million
of them take seconds, not minutes. The same file twice leaves everything as it is.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from indicators.many_figures import (
    CORRECTION,
    FigureRow,
    FiguresRefused,
    Ids,
    ManyFigures,
    Places,
    refuse_contradictions,
)
from indicators.merging import ANOTHER, NONE, THIS, Merge, all_new, joined, merge
from indicators.models import Indicator, Period, ReceivedFile, SourceAgreement
from indicators.selectors.held import any_held, figures_held
from indicators.services.figure_copy import Giver, write
from indicators.services.urgent_signals import signal_arrivals
from practices.models import Commissioner
from scorecard.audit.services import record

__all__ = ["CORRECTION", "FigureRow", "FiguresRefused", "ManyFigures", "Recorded", "record_figures"]

# From so many on the statistics of the table are renewed at once: pages plan by them.
MANY = 50_000
# So many are compared at a time, for the sake of memory.
AT_ONCE = 100_000


class Recorded(NamedTuple):
    """How many figures were new, the same as the one held, or put in place of another.

    `beside`: of the new ones, those that do not count because another source's figure does.
    """

    stored: int
    unchanged: int
    replaced: int
    beside: int = 0


def _silent(done: int, total: int) -> None:
    """For callers whom nobody waits for."""


@transaction.atomic
def record_figures(
    *,
    rows: Iterable[FigureRow] | ManyFigures,
    file: ReceivedFile | None,
    source: str = "",
    decides: bool = False,
    progress: Callable[[int, int], None] = _silent,
    by: Any,
    at: dt.datetime,
) -> Recorded:
    """Keep figures of one source. A different one it gave before gets `replaced_at` and stays.

    Where another source holds the place already, its figure goes on counting and the new one is
    held beside it; unless it `decides` (a correction after a query), an agreement names its
    source, or the other has no value and this one has. `progress` is told how many of the new
    figures are in the database, of how many.

    Raises FiguresRefused when a practice has two figures for one indicator and period, when a
    number is not finite, or when an indicator and a period belong to different commissioners.
    """
    figures = rows if isinstance(rows, ManyFigures) else ManyFigures.of_rows(rows)
    places = Places(figures)
    refuse_contradictions(figures, places)
    commissioner_id = _commissioner(figures)
    merged = _merge(figures, places, source, decides)
    giver = Giver(file.pk if file else None, source, by.pk if by else None, at)
    write(figures, merged, giver, progress)
    signal_arrivals(figures=figures, new=merged.new, source=source, by=by, at=at)
    _renew_statistics(merged)
    replaced = len(merged.replaced)
    counts = Recorded(len(merged.new) - replaced, merged.unchanged, replaced, merged.beside)
    _audit(counts, commissioner_id, file, by, at)
    return counts


def _merge(figures: ManyFigures, places: Places, source: str, decides: bool) -> Merge:
    if not len(figures):
        return all_new(places)
    # Two files that arrive at once wait for each other here, indicator by indicator.
    indicators = Indicator.objects.select_for_update(no_key=True).order_by("pk")
    list(indicators.filter(pk__in=np.unique(figures.indicator).tolist()).values_list("pk"))
    if not any_held(figures):
        return all_new(places)
    starts = range(0, len(figures), AT_ONCE)
    parts = [places.order[start : start + AT_ONCE] for start in starts]
    return joined([_merge_part(figures.part(at), at, source, decides) for at in parts])


def _merge_part(figures: ManyFigures, at: Ids, source: str, decides: bool) -> Merge:
    """The merge of the figures at some places of the columns, in numbers of these places."""
    places, held = Places(figures), figures_held(figures, source)
    if not len(held.id):
        merged = all_new(places)
    else:
        merged = merge(figures, places, held, _Agreements(figures, source), decides)
    return replace(merged, new=at[merged.new])


class _Agreements:
    """Whose figure counts, as agreed: the most particular agreement first, then the newest."""

    def __init__(self, figures: ManyFigures, source: str) -> None:
        self.figures, self.source = figures, source

    def __call__(self, at: Ids) -> NDArray[np.int8]:
        """For places in the columns: NONE, ANOTHER or THIS."""
        said = np.full(len(at), NONE, np.int8)
        practice, period = self.figures.practice[at], self.figures.period[at]
        indicator = self.figures.indicator[at]
        found = SourceAgreement.objects.filter(indicator__in=np.unique(indicator).tolist())
        # The strongest last, so that it has the last word.
        for one in sorted(found, key=_strength):
            where = indicator == one.indicator_id
            if one.practice_id:
                where &= practice == one.practice_id
            if one.period_id:
                where &= period == one.period_id
            said[where] = THIS if one.source == self.source else ANOTHER
        return said


def _strength(one: SourceAgreement) -> tuple[int, dt.datetime, int]:
    particular = (one.practice_id is not None) + (one.period_id is not None)
    return particular, one.agreed_at, one.pk


def _commissioner(figures: ManyFigures) -> int | None:
    """Whose indicators were given; none when there were no rows. Raises FiguresRefused."""
    beyond = int(figures.period.max(initial=0)) + 1
    pairs = [divmod(one, beyond) for one in np.unique(figures.indicator * beyond + figures.period)]
    indicators = Indicator.objects.in_bulk({int(indicator) for indicator, _ in pairs})
    periods = Period.objects.in_bulk({int(period) for _, period in pairs})
    for indicator_id, period_id in pairs:
        indicator, period = indicators.get(indicator_id), periods.get(period_id)
        if indicator and period and indicator.commissioner_id != period.commissioner_id:
            raise FiguresRefused(
                f"Indicator {indicator.code} and period {period.code} belong to different"
                " commissioners."
            )
    return next((one.commissioner_id for one in indicators.values()), None)


def _renew_statistics(merged: Merge) -> None:
    if len(merged.new) >= MANY:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE indicators_figure")


def _audit(
    counts: Recorded,
    commissioner_id: int | None,
    file: ReceivedFile | None,
    by: Any,
    at: dt.datetime,
) -> None:
    """One event for the whole file; without a file and without a row there is nothing to say."""
    commissioner = Commissioner.objects.filter(pk=commissioner_id or 0).first()
    subject = file or commissioner
    if subject is None:
        return
    owner = file.commissioner if file else commissioner
    record(
        action="record figures",
        subject=subject,
        by=by,
        at=at,
        organisation=owner.code if owner else "",
        details=counts._asdict(),
    )
