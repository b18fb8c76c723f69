"""A figure beyond an urgent limit makes a signal, in the transaction that keeps the figure.

The trail of all this is kept apart from that of the commissioner: the audit page shows nothing.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.many_figures import Floats, Ids, ManyFigures
from indicators.models import UrgentLimit, UrgentSignal, UrgentStep
from indicators.selectors.definitions import data_of
from indicators.selectors.urgent import trail_of
from indicators.selectors.urgent_figures import HeldNow, arriving, limits_on
from indicators.services.urgent_telling import TELL
from indicators.urgent import Verdict, judge
from scorecard.audit.services import record
from scorecard.jobs.queue import ask_on_commit

# By its place and source, since a copy into the table gives no ids back.
_SIGNAL = """
INSERT INTO indicators_urgentsignal (figure_id, limit_id, value, lower, upper, signalled_at)
SELECT f.id, %(limit)s, g.value, nullif(g.lower, 'NaN'), nullif(g.upper, 'NaN'), %(at)s
FROM unnest(%(practices)s::bigint[], %(periods)s::bigint[], %(values)s::float8[],
    %(lowers)s::float8[], %(uppers)s::float8[]) AS g (practice, period, value, lower, upper)
JOIN indicators_figure f ON f.practice_id = g.practice AND f.period_id = g.period
    AND f.indicator_id = %(indicator)s AND f.source = %(source)s AND f.replaced_at IS NULL
ON CONFLICT (figure_id) DO NOTHING
"""


class StepRefused(ValidationError):
    """Nothing more can be done about the signal; the sentence says why."""


def signal_arrivals(
    *, figures: ManyFigures, new: Ids, source: str, by: Any, at: dt.datetime
) -> None:
    """Signal those of the figures at the places `new` that lie beyond a limit.

    Whether they count or are held beside another source's: danger is looked at either way.
    Where no limit holds this is one query.
    """
    if not len(new):
        return
    indicators = figures.indicator[new]
    for limit in limits_on(np.unique(indicators).tolist()):
        given = figures.part(new[indicators == limit.indicator_id])
        found = judge(data_of(limit.definition), arriving(limit.definition, given), limit.rule)
        beyond = np.flatnonzero(found.beyond)
        if len(beyond):
            _signal(limit, given.part(beyond), _at(found, beyond), source, by, at)


def signal_held(*, limit: UrgentLimit, held: HeldNow, by: Any, at: dt.datetime) -> int:
    """Signal what is held already beyond a limit; how many. A figure has one signal ever."""
    found = judge(data_of(limit.definition), held.figures, limit.rule)
    known = set(
        UrgentSignal.objects.filter(figure__in=held.ids.tolist()).values_list(
            "figure_id", flat=True
        )
    )
    beyond = [at for at in np.flatnonzero(found.beyond).tolist() if held.ids[at] not in known]
    UrgentSignal.objects.bulk_create(
        UrgentSignal(
            figure_id=int(held.ids[one]),
            limit=limit,
            value=float(found.values[one]),
            lower=_known(found.lower[one]),
            upper=_known(found.upper[one]),
            signalled_at=at,
        )
        for one in beyond
    )
    if beyond:
        _announce(limit, len(beyond), by, at)
    return len(beyond)


@transaction.atomic
def add_step(
    *, signal: UrgentSignal, kind: str, words: str, by: Any, at: dt.datetime
) -> UrgentStep:
    """Acknowledge a signal or close it, in words. Raises StepRefused for a closed one,
    ValidationError without words or with what could be an NHS number."""
    refuse_nhs_numbers(words)
    signal = UrgentSignal.objects.select_for_update(of=("self",)).get(pk=signal.pk)
    if signal.steps.filter(kind=UrgentStep.Kind.CLOSED).exists():
        raise StepRefused("This signal has been closed already. What was done stands below.")
    step = UrgentStep(signal=signal, kind=kind, words=words.strip(), by=by, at=at)
    step.full_clean()
    step.save()
    action = (
        "close urgent signal" if kind == UrgentStep.Kind.CLOSED else "acknowledge urgent signal"
    )
    owner = trail_of(signal.limit.indicator.commissioner)
    record(action=action, subject=signal, by=by, at=at, organisation=owner)
    return step


def _signal(
    limit: UrgentLimit,
    given: ManyFigures,
    verdict: Sequence[Floats],
    source: str,
    by: Any,
    at: dt.datetime,
) -> None:
    values, lowers, uppers = verdict
    known = {
        "limit": limit.pk,
        "indicator": limit.indicator_id,
        "source": source,
        "at": at,
        "practices": given.practice.tolist(),
        "periods": given.period.tolist(),
        "values": values.tolist(),
        "lowers": lowers.tolist(),
        "uppers": uppers.tolist(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SIGNAL, known)
        made = cursor.rowcount
    if made:
        _announce(limit, made, by, at)


def _announce(limit: UrgentLimit, signals: int, by: Any, at: dt.datetime) -> None:
    owner = trail_of(limit.indicator.commissioner)
    details = {"signals": signals}
    record(
        action="signal urgently", subject=limit, by=by, at=at, organisation=owner, details=details
    )
    # A worker writes the messages: nobody's page waits for a mail server, nor shows by its
    # slowness that something was urgent.
    ask_on_commit(TELL)


def _at(verdict: Verdict, places: Ids) -> tuple[Floats, Floats, Floats]:
    return verdict.values[places], verdict.lower[places], verdict.upper[places]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
