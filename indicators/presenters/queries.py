"""Queries in words: what is challenged, why, and what was decided."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from indicators.models import Figure, Query
from indicators.presenters.words import day, days_left, figure_words, moment
from indicators.returns.due import DueIndicator
from indicators.selectors.queries import definition_of, held_since
from indicators.selectors.returns import RETURN_PROFILE, due_indicator
from indicators.selectors.verification import newest_definitions
from indicators.services.figures import CORRECTION
from indicators.verifying import is_late


@dataclass(frozen=True)
class QueryLine:
    """One query in a list. `decision` is empty while it waits.

    `by_practice`: the practice raised it itself; else the check of an import or somebody else did.
    `due` says by when it is answered; `overdue` when that day is over. `late`: raised after the
    last day for verifying. `now` is what is held since, where that is another figure. `evidence`
    is the number of the file, 0 without one.
    """

    pk: int
    practice: str
    practice_code: str
    indicator: str
    period: str
    figure: str
    reason: str
    proposed: str
    raised: str
    by_practice: bool
    decision: str
    decided: str
    correction: str
    figure_id: int
    due: str
    overdue: bool
    late: bool
    now: str
    evidence: int
    evidence_name: str


@dataclass(frozen=True)
class FigurePage:
    """A figure as it is queried or corrected: what it is and where it came from."""

    pk: int
    indicator: str
    kind: str
    period: str
    figure: str
    origin: str
    numerator: str
    denominator: str


def query_lines(queries: Iterable[Query], today: dt.date) -> tuple[QueryLine, ...]:
    """Queries as the selectors give them; any number of them in two more queries."""
    found = list(queries)
    definitions = newest_definitions(query.figure.indicator_id for query in found)
    now = held_since(query.figure for query in found if not hasattr(query, "decision"))
    return tuple(
        _query_line(
            query,
            due_indicator(definitions[query.figure.indicator_id]),
            now.get(query.figure_id),
            today,
        )
        for query in found
    )


def _query_line(
    query: Query, indicator: DueIndicator, now: Figure | None, today: dt.date
) -> QueryLine:
    figure = query.figure
    decision = getattr(query, "decision", None)
    correction = decision.correction if decision else None
    due, overdue = _due(query, today) if decision is None else ("", False)
    raised_on = timezone.localdate(query.raised_at)
    return QueryLine(
        pk=query.pk,
        practice=figure.practice.name,
        practice_code=figure.practice.code,
        indicator=f"{indicator.code} {indicator.name}",
        period=figure.period.name,
        figure=figure_words(figure, indicator),
        reason=query.reason,
        proposed=query.proposed,
        raised=moment(query.raised_at),
        by_practice=query.by_practice,  # type: ignore[attr-defined]
        decision=_decision_words(decision.upheld, decision.reason) if decision else "",
        decided=moment(decision.decided_at) if decision else "",
        correction=figure_words(correction, indicator) if correction else "",
        figure_id=figure.pk,
        due=due,
        overdue=overdue,
        late=is_late(getattr(figure.period, "verificationwindow", None), raised_on),
        now=figure_words(now, indicator) if now else "",
        evidence=query.evidence_id or 0,
        evidence_name=query.evidence.name if query.evidence else "",
    )


def _due(query: Query, today: dt.date) -> tuple[str, bool]:
    by = query.decide_by
    if by is None:
        return "", False
    if by < today:
        return f"The answer was due on {day(by)}, {days_left(by, today)}", True
    return f"Answer due by {day(by)} ({days_left(by, today)})", False


def figure_page(figure: Figure) -> FigurePage:
    indicator = due_indicator(definition_of(figure))
    return FigurePage(
        pk=figure.pk,
        indicator=f"{indicator.code} {indicator.name}",
        kind=indicator.kind,
        period=figure.period.name,
        figure=figure_words(figure, indicator),
        origin=origin_words(figure),
        numerator=indicator.numerator,
        denominator=indicator.denominator,
    )


def indicator_of(figure: Figure) -> DueIndicator:
    return due_indicator(definition_of(figure))


def as_typed(figure: Figure) -> dict[str, str]:
    """The figure as somebody would type it, to start a correction from."""
    numbers = {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
    }
    typed = {name: f"{number:.15g}" for name, number in numbers.items() if number is not None}
    return {**typed, "text": figure.text}


def _decision_words(upheld: bool, reason: str) -> str:
    return f"{'Upheld' if upheld else 'Declined'}: {reason}"


def origin_words(figure: Figure) -> str:
    """Where a figure comes from and when it came."""
    recorded = f"recorded on {moment(figure.recorded_at)}"
    if figure.file is None:
        corrected = figure.source == CORRECTION
        return f"{'Corrected after a query' if corrected else 'Entered without a file'}, {recorded}"
    row = f", row {figure.row}" if figure.row else ""
    kind = "Return" if figure.source == RETURN_PROFILE else "File"
    return f"{kind} {figure.file.name}{row}, {recorded}"
