"""The pages of a release as plain data, frozen when it is drafted.

The preview, the public page and later files read these dictionaries and nothing else. Small
numbers are dealt with once, when the `Source` is made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators import legends
from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from indicators.models import Result
from indicators.presenters.words import day
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of
from practices.models import Practice
from scorecard.calc.types import Comparison, NoBand
from scorecard.cards.disclosure import PUBLIC, Policy
from scorecard.cards.models import CardItem, CardRun, Score
from scorecard.cards.presenters.grid import score_cell
from scorecard.cards.presenters.indicator import bars
from scorecard.cards.presenters.practice import result_line
from scorecard.ui.words import THE_AREA, band_words, public_comparison

Json = dict[str, Any]
NO_INTERVAL = (
    "No margin of chance can be worked out for this kind of figure, so practices are not said to be"
    " better or worse than the area."
)


@dataclass(frozen=True)
class Source:
    """All that a release is made from; `told` is what may be published, by practice and item."""

    card_run: CardRun
    items: tuple[CardItem, ...]
    practices: tuple[Practice, ...]
    told: dict[tuple[int, int], Outcome]
    scores: dict[int, list[Score]]
    policy: Policy


def source_of(
    card_run: CardRun,
    items: Iterable[CardItem],
    results: Iterable[Result],
    scores: Iterable[Score],
    policy: Policy = PUBLIC,
) -> Source:
    """Apply the policy to every figure that is published."""
    published = tuple(item for item in items if item.public)
    by_definition: dict[int, list[Result]] = {item.definition_id: [] for item in published}
    for result in results:
        if result.definition_id in by_definition:
            by_definition[result.definition_id].append(result)
    told = {}
    for item in published:
        found = by_definition[item.definition_id]
        outcomes = policy.disclose(data_of(item.definition), [outcome_of(one) for one in found])
        for result, outcome in zip(found, outcomes, strict=True):
            told[result.practice_id, item.pk] = outcome
    by_practice: dict[int, list[Score]] = {}
    practices = {}
    for score in scores:
        practices[score.practice_id] = score.practice
        by_practice.setdefault(score.practice_id, []).append(score)
    in_order = sorted(practices.values(), key=lambda one: (one.sort_key, one.code))
    return Source(card_run, published, tuple(in_order), told, by_practice, policy)


def common(source: Source) -> Json:
    """What every page says: area, period, the rule of the whole score, small numbers."""
    version = source.card_run.version
    period = source.card_run.run.period
    weights = ", ".join(f"{one.name} {_percent(one.weight)}" for one in version.domains.all())
    return {
        "area": version.scorecard.commissioner.name,
        "scorecard": version.scorecard.name,
        "purpose": version.scorecard.purpose,
        "period": period.name,
        "period_code": period.code,
        "banded_on": day(timezone.localdate(source.card_run.run.finished_at)),
        "overall_rule": (
            f"Overall, green from {version.green_from:g} of 100 points, red below"
            f" {version.red_below:g}, amber between. The parts count: {weights}."
        ),
        "small_numbers": source.policy.words,
    }


def contents_page(source: Source, shared: Json) -> Json:
    """Every practice with its overall band, every indicator that is published."""
    return {
        **shared,
        "practices": [
            {"code": one.code, "name": one.name, "overall": _overall(source, one)}
            for one in source.practices
        ],
        "indicators": [
            {
                "code": item.definition.code,
                "name": item.definition.name,
                "domain": item.domain.name if item.domain else item.get_role_display(),
            }
            for item in source.items
            if item.role == "weighted"
        ],
    }


def practice_page(source: Source, practice: Practice, shared: Json) -> Json:
    """One practice: facts and context first, then its results domain by domain."""
    lines = [
        (item, _line(item, source.told[practice.pk, item.pk]))
        for item in source.items
        if (practice.pk, item.pk) in source.told
    ]
    scores = [score for score in source.scores[practice.pk] if score.domain]
    return {
        **shared,
        "practice": {"code": practice.code, "name": practice.name, "postcode": practice.postcode},
        "atypical": practice.atypical,
        "overall": _overall(source, practice),
        "facts": [line for item, line in lines if item.role == "fact"],
        "context": [line for item, line in lines if item.role == "context"],
        "domains": [
            {
                "name": score.domain.name if score.domain else "",
                "weight": _percent(score.domain.weight) if score.domain else "",
                "score": _domain_score(source, score),
                "lines": [line for item, line in lines if item.domain_id == score.domain_id],
            }
            for score in sorted(scores, key=lambda one: one.domain.order if one.domain else 0)
        ],
    }


def indicator_page(source: Source, item: CardItem, shared: Json) -> Json:
    """One indicator: all practices in one chart and one table."""
    data = data_of(item.definition)
    told = [
        (practice, source.told[practice.pk, item.pk])
        for practice in source.practices
        if (practice.pk, item.pk) in source.told
    ]
    drawn = data.kind not in ("fact", "yes_no") and any(one.value is not None for _, one in told)
    compared = any(one.comparison != Comparison.NONE for _, one in told)
    levels = told[0][1].period_levels if told else None
    words = page_words(data, item.domain.name if item.domain else "", item.weight, levels)
    words["indicator"] |= {"code": item.definition.code, "version": item.definition.number}
    return {
        **shared,
        **words,
        "comparator": told[0][1].benchmark_name if told else "",
        "compared": compared,
        "why_not_compared": "" if compared or data.sampling != "none" else NO_INTERVAL,
        "lines": [
            {**_line(item, outcome), "practice": {"code": practice.code, "name": practice.name}}
            for practice, outcome in told
        ],
        "chart": asdict(bars(item.definition, told, lambda code: "")) if drawn else None,
    }


def page_words(
    data: DefinitionData, domain: str, weight: Decimal, levels: Mapping[str, Any] | None = None
) -> Json:
    """What the page says of the indicator itself; `levels` are those of the period."""
    names = ("name", "description", "numerator", "denominator", "rationale", "evidence", "source")
    return {
        "indicator": {
            **{name: getattr(data, name) for name in (*names, "bands_agreed")},
            "weight": f"{_percent(weight)} of {domain}" if domain else "",
        },
        "legend": legends.legend(data, levels),
    }


def _line(item: CardItem, told: Outcome) -> Json:
    line = result_line(item.definition, told)
    return {
        "code": line.code,
        "name": line.name,
        "description": line.description,
        "value": line.value,
        "figure": line.figure,
        "interval": line.interval,
        "band": told.band,
        "no_band": told.no_band,
        "comparison": public_comparison(told.comparison, item.definition.polarity, _than(item)),
        "sentences": line.explanation.sentences,
        "source": item.definition.source,
        "weighted": item.role == "weighted",
        "queried": line.queried,
    }


def _than(item: CardItem) -> str:
    """With what the public's comparison is made."""
    return THE_AREA if item.definition.comparator == "area" else legends.others(item.definition)


def _overall(source: Source, practice: Practice) -> Json:
    """The overall band; without its points where a figure behind it is withheld."""
    overall = next(score for score in source.scores[practice.pk] if score.domain is None)
    return _score(source, overall, with_points=not _withheld_in(source, practice.pk, None))


def _domain_score(source: Source, score: Score) -> Json:
    """Nothing of a domain's score where a figure in it is withheld: it would tell the band."""
    if _withheld_in(source, score.practice_id, score.domain_id):
        return {"score": "", "band": 0, **asdict(band_words(0, NoBand.WITHHELD))}
    return _score(source, score, with_points=True)


def _withheld_in(source: Source, practice: int, domain: int | None) -> bool:
    """Whether a scored figure of the practice is withheld, in the domain or (None) in any."""
    scored = [item for item in source.items if item.domain_id and domain in (None, item.domain_id)]
    outcomes = (source.told.get((practice, item.pk)) for item in scored)
    return any(one is not None and one.no_band == NoBand.WITHHELD for one in outcomes)


def _score(source: Source, score: Score, with_points: bool) -> Json:
    cell = score_cell(score.score, score.band, score.reds, source.card_run.version)
    return {
        "score": cell.score if with_points else "",
        "band": score.band,
        **asdict(cell.words),
    }


def _percent(weight: Any) -> str:
    return f"{weight.normalize():f}%"
