"""Queries in words: what is challenged, why, and what was decided."""

from dataclasses import dataclass

from indicators.models import Figure, Query
from indicators.presenters.words import figure_words, moment
from indicators.returns.due import DueIndicator
from indicators.selectors.queries import definition_of
from indicators.selectors.returns import RETURN_PROFILE, due_indicator
from indicators.services.figures import CORRECTION


@dataclass(frozen=True)
class QueryLine:
    """One query in a list. `decision` is empty while it waits.

    `by_practice`: the practice raised it itself; else the check of an import or somebody else did.
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


def query_line(query: Query) -> QueryLine:
    """A query as the selectors give it, with `by_practice`."""
    figure = query.figure
    indicator = due_indicator(definition_of(figure))
    decision = getattr(query, "decision", None)
    correction = decision.correction if decision else None
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
    )


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
