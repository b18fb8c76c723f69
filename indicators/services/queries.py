"""A practice says that a figure is wrong; the commissioner corrects it or says why not."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import (
    Collection,
    Evidence,
    Figure,
    Indicator,
    Query,
    QueryDecision,
    Verification,
    VerificationWindow,
)
from indicators.returns.columns import Column
from indicators.returns.figures import ReturnedFigure, read_correction
from indicators.selectors.collections import lock_of
from indicators.selectors.queries import definition_of
from indicators.selectors.returns import due_indicator
from indicators.selectors.verification import window_of
from indicators.services.figures import CORRECTION, FigureRow, record_figures
from indicators.services.telling import tell_of_decision
from indicators.verifying import answer_by, is_late
from scorecard.audit.services import record

_CONTENT = ("state", "numerator", "denominator", "value", "text")


class QueryRefused(ValidationError):
    """The query or its decision cannot stand; the sentence says why."""


@transaction.atomic
def raise_query(
    *,
    figure: Figure,
    reason: str,
    proposed: str = "",
    evidence: Evidence | None = None,
    verification: Verification | None = None,
    after_lock: bool = False,
    by: Any,
    at: dt.datetime,
) -> Query:
    """A practice queries a current figure about itself, from whatever source it came.

    The figure stays in use and is marked "queried" until it is decided. After the last day for
    verifying that is still possible, and late, until the return is locked (the commissioner's own
    check of an answer comes `after_lock`). Raises QueryRefused for
    a replaced figure, for one that is queried already and after that lock, ValidationError without
    a reason or with what could be an NHS number.
    """
    figure = (
        Figure.objects.select_for_update(of=("self",))
        .select_related("period__commissioner", "indicator__commissioner", "practice")
        .get(pk=figure.pk)
    )
    check_may_query(figure=figure, after_lock=after_lock, at=at)
    refuse_nhs_numbers(reason, proposed)
    query = Query(
        figure=figure,
        reason=reason.strip(),
        proposed=proposed.strip(),
        evidence=evidence,
        verification=verification,
        decide_by=answer_by(window_of(figure.period), timezone.localdate(at)),
        raised_by=by,
        raised_at=at,
    )
    query.full_clean()
    query.save()
    _record("raise query", query, by, at, {"reason": query.reason, "proposed": query.proposed})
    return query


def check_may_query(*, figure: Figure, after_lock: bool = False, at: dt.datetime) -> None:
    """Raises QueryRefused for a figure that `raise_query` does not take."""
    if figure.replaced_at is not None or not figure.counts:
        raise QueryRefused("This figure has been corrected since. Look at the new one first.")
    if Query.objects.filter(figure=figure, decision__isnull=True).exists():
        raise QueryRefused("This figure is queried already and waits for a decision.")
    if not after_lock:
        _refuse_after_lock(figure, window_of(figure.period), timezone.localdate(at))


def _refuse_after_lock(figure: Figure, window: VerificationWindow | None, today: dt.date) -> None:
    """Late is late: once nothing more is taken for the period, the challenge ends too."""
    collection = Collection.objects.filter(period=figure.period).first()
    if collection is None or not is_late(window, today) or lock_of(collection) is None:
        return
    who = collection.contact or f"{figure.period.commissioner}"
    raise QueryRefused(
        f"The last day for verifying is over and {figure.period} is locked, so this figure can no"
        f" longer be queried here. Ask {who}."
    )


@transaction.atomic
def uphold(
    *,
    query: Query,
    reason: str,
    numerator: float | None = None,
    denominator: float | None = None,
    value: float | None = None,
    text: str = "",
    by: Any,
    at: dt.datetime,
) -> QueryDecision:
    """The practice is right: keep the corrected figure; the queried one stays in the history.

    Raises QueryRefused when the query is decided already, when the correction is no possible
    figure, when it is the queried figure again, and when a newer figure counts since.
    """
    refuse_nhs_numbers(reason, text)
    query = _open(query)
    held = query.figure
    _refuse_stale(held)
    given = _corrected(query, numerator, denominator, value, text)
    row = FigureRow(
        practice_id=held.practice_id,
        indicator_id=held.indicator_id,
        period_id=held.period_id,
        state=given.state,
        numerator=given.numerator,
        denominator=given.denominator,
        value=given.value,
        text=given.text,
    )
    if all(getattr(held, name) == getattr(given, name) for name in _CONTENT):
        raise QueryRefused("This is the figure that was queried. Change it, or decline the query.")
    record_figures(rows=[row], file=None, source=CORRECTION, decides=True, by=by, at=at)
    correction = Figure.objects.current().get(
        practice=held.practice_id, indicator=held.indicator_id, period=held.period_id
    )
    return _decide(query, True, reason, correction, by, at)


@transaction.atomic
def decline(*, query: Query, reason: str, by: Any, at: dt.datetime) -> QueryDecision:
    """The figure stays; the practice is told why. Raises QueryRefused, ValidationError."""
    refuse_nhs_numbers(reason)
    return _decide(_open(query), False, reason, None, by, at)


def _open(query: Query) -> Query:
    # The lock makes two people who decide at once wait for each other.
    locked = Query.objects.select_for_update(of=("self",)).select_related(
        "figure__indicator__commissioner", "figure__practice", "figure__period"
    )
    query = locked.get(pk=query.pk)
    if QueryDecision.objects.filter(query=query).exists():
        raise QueryRefused("This query has been decided already.")
    return query


def _refuse_stale(queried: Figure) -> None:
    """What came since was not queried, so a decision about the old figure does not replace it."""
    # Files that arrive meanwhile wait, as they do for each other.
    Indicator.objects.select_for_update(no_key=True).get(pk=queried.indicator_id)
    if Figure.objects.current().filter(pk=queried.pk).exists():
        return
    raise QueryRefused(
        "A newer figure has come since this query was raised, and a correction would replace it. "
        "Decline this query and say so, or ask the practice; the newer figure can be queried "
        "itself."
    )


def _corrected(
    query: Query,
    numerator: float | None,
    denominator: float | None,
    value: float | None,
    text: str,
) -> ReturnedFigure:
    indicator = due_indicator(definition_of(query.figure))
    cells = {
        Column.NUMERATOR: numerator,
        Column.DENOMINATOR: denominator,
        Column.VALUE: value,
        Column.TEXT: text,
    }
    found = read_correction(indicator, cells)
    if found is None:
        raise QueryRefused("Give the corrected figure, or decline the query.")
    if isinstance(found, list):
        raise QueryRefused([f"{p.column}: {p.what} {p.mend}" for p in found])
    return found


def _decide(
    query: Query, upheld: bool, reason: str, correction: Figure | None, by: Any, at: dt.datetime
) -> QueryDecision:
    decision = QueryDecision(
        query=query,
        upheld=upheld,
        reason=reason.strip(),
        correction=correction,
        decided_by=by,
        decided_at=at,
    )
    decision.full_clean()
    decision.save()
    action = "uphold query" if upheld else "decline query"
    _record(action, query, by, at, {"reason": decision.reason})
    tell_of_decision(query.figure.practice, query.figure.period, timezone.localdate(at))
    return decision


def _record(action: str, query: Query, by: Any, at: dt.datetime, details: dict[str, Any]) -> None:
    figure = query.figure
    named = {
        "practice": figure.practice.code,
        "indicator": figure.indicator.code,
        "period": figure.period.code,
    }
    owner = figure.indicator.commissioner.code
    record(action=action, subject=query, by=by, at=at, organisation=owner, details=named | details)
