"""One result with everything behind it: the page that every coloured cell leads to."""

import datetime as dt
from typing import Any

from indicators.definitions import DefinitionData
from indicators.explaining import legend_of
from indicators.models import Figure, Result
from indicators.presenters.differences import other_sources
from indicators.presenters.words import day, moment
from indicators.reasons import count_words
from indicators.selectors.agreements import objectives_for
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.verification import standing_in, standings_of
from indicators.standing import FigureStanding
from practices.group_selectors import group_of, group_set_named
from practices.models import Practice
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.agreements import objective_words
from scorecard.cards.presenters.indicator import trend_chart
from scorecard.cards.presenters.practice import result_line
from scorecard.cards.selectors.runs import history_of
from scorecard.cards.selectors.versions import items_of

Rows = list[tuple[str, str]]


def result_context(
    card_run: CardRun, practice: Practice, code: str, today: dt.date
) -> dict[str, Any] | None:
    """What the page of one result shows; None when the run has no such result."""
    result = (
        results_of(card_run.run)
        .filter(practice=practice, definition__indicator__code=code)
        .select_related(
            "definition__indicator__commissioner", "figure__file", "figure__recorded_by"
        )
        .first()
    )
    if result is None:
        return None
    definition = result.definition
    history = history_of(card_run, practice, definition.indicator_id)
    standing = standing_in(standings_of([result.figure_id], today), result.figure_id)
    chartable = definition.kind not in ("fact", "yes_no") and len(history) > 1
    return {
        "practice": practice,
        "definition": definition,
        "period": card_run.run.period,
        "line": result_line(definition, outcome_of(result), standing),
        "numbers": _numbers(result),
        "method": _method(result, card_run),
        "provenance": _provenance(result.figure, standing),
        "figure": result.figure,
        "other_sources": other_sources(result.figure) if result.figure else [],
        "chart": trend_chart(definition, history, practice.name) if chartable else None,
    }


def _numbers(result: Result) -> Rows:
    data, outcome = data_of(result.definition), outcome_of(result)
    line = result_line(result.definition, outcome)
    rows = [("Value", line.value)]
    if data.numerator and data.kind != "mean":
        rows.append((f"Numerator: {data.numerator}", count_words(outcome.numerator)))
    if data.denominator:
        rows.append((f"Denominator: {data.denominator}", count_words(outcome.denominator)))
    if data.kind != "fact":
        rows.append(("95% interval", line.interval))
    if line.rank:
        rows.append(("Rank, 1 is best", line.rank))
    return rows


def _method(result: Result, card_run: CardRun) -> Rows:
    definition = result.definition
    item = items_of(card_run.version).filter(definition=definition).first()
    data = data_of(definition)
    rows = [
        ("Rule", legend_of(data, outcome_of(result))),
        *_group(result.practice, data, card_run),
        *_objectives(result, card_run),
        ("Levels agreed", definition.bands_agreed or "Not recorded"),
        ("Definition", f"version {definition.number} of {definition.code}"),
        ("Banding run", f"number {card_run.run_id}, {moment(card_run.run.finished_at)}"),
    ]
    if item and item.domain:
        if item.if_missing:
            rows.insert(1, ("When not returned", item.get_if_missing_display()))
        rows.insert(1, ("Weight", f"{item.weight.normalize():f}% of {item.domain.name}"))
    return rows


def _group(practice: Practice, data: DefinitionData, card_run: CardRun) -> Rows:
    """In which group the practice stood, where it is compared by its group."""
    if data.comparator != "group":
        return []
    period, name = card_run.run.period, data.comparator_group
    group_set = group_set_named(period.commissioner, name)
    if group_set is None:
        return [("Group", f"There is no set of groups called “{name}”.")]
    found, on = group_of(group_set, practice, period.ends_on), day(period.ends_on)
    if found is None:
        return [("Group", f"In no group of “{name}” on {on}, the last day of the period.")]
    said = f"{found.group}, since {day(found.starts_on)}"
    moved = found.starts_on > period.starts_on
    why = f": what counts is the last day of the period, {on}" if moved else ""
    return [("Group", f"{said}{why}.")]


def _objectives(result: Result, card_run: CardRun) -> Rows:
    """What the practice agreed for the period; beside the rule by which it was banded."""
    agreed = objectives_for(result.practice, result.definition.indicator_id, card_run.run.period)
    return [("Objective", objective_words(result.definition, one)) for one in agreed]


def _provenance(figure: Figure | None, standing: FigureStanding) -> Rows:
    if figure is None:
        return [("Source", "No figure is held for this period.")]
    where = figure.file.name if figure.file else _ENTERED.get(figure.source, "Entered by hand")
    if figure.row:
        where += f", row {figure.row}"
    return [
        ("Figure for", figure.period.name),
        ("Source file", where),
        ("Received", moment(figure.recorded_at)),
        ("Received from", str(figure.recorded_by) if figure.recorded_by else "A shell command"),
        ("Verification", f"{standing.sentence} {_who(standing)}".strip()),
    ]


_ENTERED = {"query": "Corrected after a query", "": "Entered without a file"}


def _who(standing: FigureStanding) -> str:
    return f"{standing.name} stands for it." if standing.name else ""
