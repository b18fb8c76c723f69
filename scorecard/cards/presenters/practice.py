"""One practice's results: the same for commissioner, network, practice and, frozen, the public."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from indicators.explained import rank_words
from indicators.explaining import (
    Explanation,
    Outcome,
    explain,
    interval_words,
    value_words,
)
from indicators.models import Definition, Result
from indicators.reasons import count_words
from indicators.selectors.certainty import certainties_of
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.verification import (
    NO_STANDINGS,
    Standings,
    standing_in,
    standings_of,
)
from indicators.standing import NOTHING, FigureStanding
from practices.models import ListKind, Practice
from practices.selectors import list_size
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardItem, CardVersion, Score
from scorecard.cards.presenters.certainty import (
    NO_CERTAINTY,
    NOTHING_TOLD,
    Certain,
    Told,
    note_of,
    told,
)
from scorecard.cards.presenters.eligibility import StandingLine
from scorecard.cards.presenters.eligibility import standings as standings_on
from scorecard.cards.presenters.levels import how_reached, overall_rule, too_little_known
from scorecard.cards.presenters.movement import (
    Before,
    before_of,
    movement_words,
    overall_movement,
    score_chart,
)
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.presenters.sections import Heading, headings, silent_words
from scorecard.cards.presenters.what_changed import own_line
from scorecard.cards.selectors.runs import BandedPeriods, score_history, scores_of, why_atypical
from scorecard.cards.selectors.versions import items_of
from scorecard.ui.words import COMPARISONS, Words, band_words


@dataclass(frozen=True)
class ResultLine:
    """One indicator of one practice, in words."""

    code: str
    name: str
    description: str
    value: str
    interval: str
    words: Words
    comparison: str
    rank: str
    explanation: Explanation
    standing: FigureStanding
    modelled: bool
    certainty: Told

    @property
    def figure(self) -> str:
        """The value; empty where the band's own words say why there is none."""
        return "" if self.value == self.words.word else self.value


@dataclass(frozen=True)
class DomainBlock:
    """A domain; `heading` is that of the section which it begins, `silent` says what counts as
    red because it was not returned."""

    heading: Heading | None
    name: str
    weight: str
    score: ScoreCell
    coverage: str
    movement: str
    silent: str
    lines: tuple[ResultLine, ...]


@dataclass(frozen=True)
class PracticeResults:
    """`how` says how the overall band came about, `rule` by which rule."""

    overall: ScoreCell
    how: str
    rule: str
    movement: str
    silent: str
    coverage: str
    domains: tuple[DomainBlock, ...]
    conditions: tuple[StandingLine, ...]
    collected: tuple[ResultLine, ...]
    context: tuple[ResultLine, ...]
    facts: tuple[ResultLine, ...]


def practice_results(
    version: CardVersion,
    items: Sequence[CardItem],
    results: Sequence[Result],
    scores: Sequence[Score],
    before: Before | None = None,
    standings: Standings = NO_STANDINGS,
    certain: Certain = NO_CERTAINTY,
) -> PracticeResults:
    """Put a practice's results in the order of the card. `scores`: as from `scores_of`."""
    by_definition = {result.definition_id: result for result in results}
    lines = [
        (item, _line(item.definition, by_definition[item.definition_id], standings, certain))
        for item in items
        if item.definition_id in by_definition
    ]
    overall = scores[0]
    silent = [
        item
        for item in items
        if item.definition_id in by_definition
        and by_definition[item.definition_id].no_band == NoBand.NOT_RETURNED
    ]
    above = headings(scores[1:])
    return PracticeResults(
        overall=score_cell(overall.score, overall.band, overall.reds, version),
        how=how_reached(
            version,
            overall.score,
            overall.band,
            overall.reds,
            too_little_known(items, _states(items, by_definition), scores[1:]),
        ),
        rule=overall_rule(version),
        movement=overall_movement(version, overall, before),
        silent=silent_words(one for one in silent if one.domain and one.domain.weight),
        coverage=f"{overall.coverage:.0%}",
        domains=tuple(
            _domain(version, score, lines, silent, before, above.get(score.domain_id or 0))
            for score in scores[1:]
        ),
        conditions=standings_on(
            version, {pk: (one.band, one.no_band) for pk, one in by_definition.items()}
        ),
        collected=tuple(line for item, line in lines if item.role == "collected"),
        context=tuple(line for item, line in lines if item.role == "context"),
        facts=tuple(line for item, line in lines if item.role == "fact"),
    )


def _states(items: Sequence[CardItem], results: Mapping[int, Result]) -> dict[int, int]:
    """Why each item has no band, by its id."""
    known = [item for item in items if item.definition_id in results]
    return {item.pk: results[item.definition_id].no_band for item in known}


def result_line(
    definition: Definition,
    outcome: Outcome,
    standing: FigureStanding = NOTHING,
    certainty: Told = NOTHING_TOLD,
) -> ResultLine:
    data = data_of(definition)
    return ResultLine(
        code=definition.code,
        name=definition.name,
        description=definition.description,
        value=value_words(data, outcome),
        interval=interval_words(data, outcome),
        words=band_words(outcome.band, outcome.no_band),
        comparison=COMPARISONS[outcome.comparison],  # type: ignore[index]
        rank=rank_words(outcome),
        explanation=explain(data, outcome),
        standing=standing,
        modelled=outcome.modelled,
        certainty=certainty,
    )


def _line(
    definition: Definition, result: Result, standings: Standings, certain: Certain
) -> ResultLine:
    outcome = outcome_of(result)
    said = told(certain.rows.get(definition.pk), outcome, certain.numbers)
    return result_line(definition, outcome, standing_in(standings, result.figure_id), said)


def _domain(
    version: CardVersion,
    score: Score,
    lines: Sequence[tuple[CardItem, ResultLine]],
    silent: Sequence[CardItem],
    before: Before | None,
    heading: Heading | None,
) -> DomainBlock:
    domain = score.domain
    if domain is None:
        raise ValueError("A domain's score needs its domain.")
    return DomainBlock(
        heading=heading,
        name=domain.name,
        weight=f"{domain.weight.normalize():f}%",
        score=score_cell(score.score, score.band, score.reds, version),
        coverage=f"{score.coverage:.0%}",
        movement=movement_words(version, score.score, before, domain.name),
        silent=silent_words(one for one in silent if one.domain_id == domain.pk),
        lines=tuple(line for item, line in lines if item.domain_id == domain.pk),
    )


def practice_context(
    practice: Practice,
    periods: BandedPeriods | None,
    today: dt.date,
    link: str,
    *link_args: str,
    numbers: bool = False,
) -> dict[str, Any]:
    """What the practice page shows; `link` names the address of an explanation, whose arguments
    are `link_args` and the indicator's code. `results` is None where there are none. How far
    figures are trusted is that of `today`, whenever they were banded. `numbers`: whether the
    reader is told in numbers how certain a band is (`presenters.certainty`)."""
    context: dict[str, Any] = {
        "practice": practice,
        "periods": periods,
        "lists": _lists(practice, periods),
        "atypical": why_atypical(practice, periods),
        "results": None,
    }
    if periods is None:
        return context
    card_run = periods.current
    scores = scores_of(card_run, practice)
    if not scores:
        return context
    results = list(results_of(card_run.run).filter(practice=practice))
    version, previous = card_run.version, periods.previous
    before = before_of(previous, scores_of(previous, practice) if previous else ())
    standings = standings_of((result.figure_id for result in results), today)
    items = list(items_of(version))
    rows = certainties_of(card_run.run, practice=practice)
    certain = Certain({definition: one for (_, definition), one in rows.items()}, numbers)
    shown = practice_results(version, items, results, scores, before, standings, certain)
    query = f"?period={card_run.run.period.code}"
    links = {
        result.definition.code: reverse(link, args=[*link_args, result.definition.code]) + query
        for result in results
    }
    chart = score_chart(score_history(periods, practice), practice.name)
    origins = _origins(results, link, link_args)
    note = note_of(card_run.run, rows, numbers)
    again = own_line(periods, practice) if link == "practice-result" else ""
    found = {"results": shown, "links": links, "origins": origins, "chart": chart}
    return {**context, **found, "certainty_note": note, "again": again}


# The page that says where a figure comes from, for those who have one.
_ORIGINS = {"area-result": "figure", "practice-result": "practice-figure"}


def _origins(results: Sequence[Result], link: str, link_args: Sequence[str]) -> dict[str, str]:
    """By the indicator's code, the address of that page; empty for a network."""
    if link not in _ORIGINS:
        return {}
    return {
        one.definition.code: reverse(_ORIGINS[link], args=[link_args[0], one.figure_id])
        for one in results
        if one.figure_id
    }


def _lists(practice: Practice, periods: BandedPeriods | None) -> list[tuple[str, str]]:
    """The latest list sizes known at the end of the period."""
    if periods is None:
        return []
    on = periods.current.run.period.ends_on
    found = [(kind, list_size(practice, kind, on)) for kind in ListKind]
    return [
        (ListKind(kind).label.capitalize(), count_words(float(patients)))
        for kind, patients in found
        if patients is not None
    ]
