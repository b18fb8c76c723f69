"""One practice's results: the same for commissioner, network, practice and, frozen, the public."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from indicators.explaining import (
    Explanation,
    Outcome,
    count_words,
    explain,
    interval_words,
    value_words,
)
from indicators.models import Definition, Result
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of, results_of
from practices.models import ListKind, Practice
from practices.selectors import list_size
from scorecard.cards.models import CardItem, CardVersion, Score
from scorecard.cards.presenters.grid import ScoreCell, score_cell
from scorecard.cards.selectors.runs import BandedPeriods, scores_of
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
    queried: bool

    @property
    def figure(self) -> str:
        """The value; empty where the band's own words say why there is none."""
        return "" if self.value == self.words.word else self.value


@dataclass(frozen=True)
class DomainBlock:
    name: str
    weight: str
    score: ScoreCell
    coverage: str
    lines: tuple[ResultLine, ...]


@dataclass(frozen=True)
class PracticeResults:
    overall: ScoreCell
    coverage: str
    domains: tuple[DomainBlock, ...]
    context: tuple[ResultLine, ...]
    facts: tuple[ResultLine, ...]


def practice_results(
    version: CardVersion,
    items: Sequence[CardItem],
    results: Sequence[Result],
    scores: Sequence[Score],
) -> PracticeResults:
    """Put a practice's results in the order of the card. `scores`: as from `scores_of`."""
    by_definition = {result.definition_id: result for result in results}
    lines = [
        (item, result_line(item.definition, outcome_of(by_definition[item.definition_id])))
        for item in items
        if item.definition_id in by_definition
    ]
    overall = scores[0]
    return PracticeResults(
        overall=score_cell(overall.score, overall.band, overall.reds, version),
        coverage=f"{overall.coverage:.0%}",
        domains=tuple(_domain(version, score, lines) for score in scores[1:]),
        context=tuple(line for item, line in lines if item.role == "context"),
        facts=tuple(line for item, line in lines if item.role == "fact"),
    )


def result_line(definition: Definition, outcome: Outcome) -> ResultLine:
    data = data_of(definition)
    ranked = outcome.rank is not None and bool(outcome.band)
    return ResultLine(
        code=definition.code,
        name=definition.name,
        description=definition.description,
        value=value_words(data, outcome),
        interval=interval_words(data, outcome),
        words=band_words(outcome.band, outcome.no_band),
        comparison=COMPARISONS[outcome.comparison],  # type: ignore[index]
        rank=f"{outcome.rank} of {outcome.ranked_of}" if ranked else "",
        explanation=explain(data, outcome),
        queried=outcome.queried,
    )


def _domain(
    version: CardVersion, score: Score, lines: Sequence[tuple[CardItem, ResultLine]]
) -> DomainBlock:
    domain = score.domain
    if domain is None:
        raise ValueError("A domain's score needs its domain.")
    return DomainBlock(
        name=domain.name,
        weight=f"{domain.weight.normalize():f}%",
        score=score_cell(score.score, score.band, score.reds, version),
        coverage=f"{score.coverage:.0%}",
        lines=tuple(line for item, line in lines if item.domain_id == domain.pk),
    )


def practice_context(
    practice: Practice, periods: BandedPeriods | None, link: str, *link_args: str
) -> dict[str, Any]:
    """What the practice page shows; `link` names the address of an explanation, whose arguments
    are `link_args` and the indicator's code. `results` is None where there are none."""
    context: dict[str, Any] = {
        "practice": practice,
        "periods": periods,
        "lists": _lists(practice, periods),
        "results": None,
    }
    if periods is None:
        return context
    card_run = periods.current
    scores = scores_of(card_run, practice)
    if not scores:
        return context
    results = list(results_of(card_run.run).filter(practice=practice))
    version = card_run.version
    shown = practice_results(version, list(items_of(version)), results, scores)
    query = f"?period={card_run.run.period.code}"
    links = {
        result.definition.code: reverse(link, args=[*link_args, result.definition.code]) + query
        for result in results
    }
    return {**context, "results": shown, "links": links}


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
