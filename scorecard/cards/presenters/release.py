"""The pages of a release as plain data, frozen when it is drafted.

The preview, the public page and later files read these dictionaries and nothing else.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from indicators import rules
from indicators.models import Definition, Result
from indicators.presenters.words import day
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of
from practices.models import Practice
from scorecard.cards.disclosure import PUBLIC, Policy
from scorecard.cards.models import CardItem, CardRun, Score
from scorecard.cards.presenters.grid import score_cell
from scorecard.cards.presenters.indicator import bars
from scorecard.cards.presenters.practice import ResultLine, result_line
from scorecard.ui.words import public_comparison

Json = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """All that a release is made from."""

    card_run: CardRun
    items: Sequence[CardItem]
    results: Sequence[Result]
    scores: Sequence[Score]
    policy: Policy = PUBLIC

    @property
    def published_items(self) -> list[CardItem]:
        return [item for item in self.items if item.public]


def common(source: Source) -> Json:
    """What every page says: area, period, the rule of the whole score, small numbers."""
    version = source.card_run.version
    period = source.card_run.run.period
    return {
        "area": version.scorecard.commissioner.name,
        "scorecard": version.scorecard.name,
        "purpose": version.scorecard.purpose,
        "period": period.name,
        "period_code": period.code,
        "banded_on": day(timezone.localdate(source.card_run.run.finished_at)),
        "overall_rule": (
            f"Overall, green from {version.green_from:g} of 100 points, red below"
            f" {version.red_below:g}, amber between. Points are added by the weights shown."
        ),
        "small_numbers": source.policy.words,
    }


def contents_page(source: Source) -> Json:
    """Every practice with its overall band, every indicator that is published."""
    overall = sorted(
        (score for score in source.scores if score.domain_id is None),
        key=lambda score: (score.practice.sort_key, score.practice.code),
    )
    return {
        **common(source),
        "practices": [
            {"code": s.practice.code, "name": s.practice.name, "overall": _score(source, s)}
            for s in overall
        ],
        "indicators": [
            {
                "code": item.definition.code,
                "name": item.definition.name,
                "domain": item.domain.name if item.domain else item.get_role_display(),
            }
            for item in source.published_items
            if item.role == "weighted"
        ],
    }


def practice_page(source: Source, practice: Practice) -> Json:
    """One practice: facts and context first, then its results domain by domain."""
    results = {r.definition_id: r for r in source.results if r.practice_id == practice.pk}
    lines = [
        (item, _line(source, item, results[item.definition_id]))
        for item in source.published_items
        if item.definition_id in results
    ]
    scores = [score for score in source.scores if score.practice_id == practice.pk]
    overall = next(score for score in scores if score.domain_id is None)
    return {
        **common(source),
        "practice": {"code": practice.code, "name": practice.name, "postcode": practice.postcode},
        "atypical": practice.atypical,
        "overall": _score(source, overall),
        "facts": [line for item, line in lines if item.role == "fact"],
        "context": [line for item, line in lines if item.role == "context"],
        "domains": [
            {
                "name": score.domain.name if score.domain else "",
                "weight": f"{score.domain.weight.normalize():f}%" if score.domain else "",
                "score": _score(source, score),
                "lines": [line for item, line in lines if item.domain_id == score.domain_id],
            }
            for score in sorted(scores, key=lambda s: s.domain.order if s.domain else -1)
            if score.domain_id is not None
        ],
    }


def indicator_page(source: Source, item: CardItem) -> Json:
    """One indicator: all practices in one chart and one table."""
    definition = item.definition
    data = data_of(definition)
    results = [r for r in source.results if r.definition_id == definition.pk]
    lines = [
        {**_line(source, item, r), "practice": {"code": r.practice.code, "name": r.practice.name}}
        for r in results
    ]
    first = results[0] if results else None
    return {
        **common(source),
        "indicator": {
            **{name: getattr(definition, name) for name in ("code", "name", "description")},
            **{name: getattr(data, name) for name in ("numerator", "denominator", "rationale")},
            "evidence": data.evidence,
            "source": data.source,
            "bands_agreed": data.bands_agreed,
            "version": definition.number,
            "domain": item.domain.name if item.domain else "",
            "weight": f"{item.weight.normalize():f}%",
        },
        "legend": rules.legend(data.rule, data.polarity, data.unit),
        "comparator": first.benchmark_name if first else "",  # type: ignore[attr-defined]
        "lines": lines,
        "chart": _chart(source, definition, results),
    }


def _line(source: Source, item: CardItem, result: Result) -> Json:
    definition = item.definition
    told = source.policy.disclose(data_of(definition), outcome_of(result))
    line: ResultLine = result_line(definition, told)
    return {
        "code": line.code,
        "name": line.name,
        "description": line.description,
        "value": line.value,
        "interval": line.interval,
        "band": told.band,
        "no_band": told.no_band,
        "comparison": public_comparison(told.comparison, definition.polarity),
        "sentences": line.explanation.sentences,
        "queried": line.queried,
    }


def _score(source: Source, score: Score) -> Json:
    cell = score_cell(score.score, score.band, score.reds, source.card_run.version)
    return {"score": cell.score, "band": score.band, **asdict(cell.words)}


def _chart(source: Source, definition: Definition, results: Sequence[Result]) -> Json | None:
    data = data_of(definition)
    if data.kind in ("fact", "yes_no") or not results:
        return None
    told = [(r.practice, source.policy.disclose(data, outcome_of(r))) for r in results]
    return asdict(bars(definition, told, lambda code: ""))
