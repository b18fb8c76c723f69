"""The pages of a release as plain data, frozen when it is drafted.

The preview, the public page and later files read these dictionaries and nothing else. Small
numbers are dealt with once, when the `Source` is made.
"""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicators import legends
from indicators.definitions import DefinitionData
from indicators.presenters.words import day
from indicators.selectors.definitions import data_of
from practices.models import Practice
from scorecard.calc.types import Comparison
from scorecard.cards.models import CardItem
from scorecard.cards.presenters.indicator import bars
from scorecard.cards.presenters.levels import overall_rule
from scorecard.cards.presenters.practice import result_line
from scorecard.cards.presenters.release_scores import (
    domain_score,
    headings_of,
    how_of,
    overall_of,
    silent_of,
)
from scorecard.cards.presenters.release_source import Source
from scorecard.cards.presenters.sections import silent_words
from scorecard.ui.words import THE_AREA, TOO_CLOSE, public_comparison

Json = dict[str, Any]
NO_INTERVAL = (
    "No margin of chance can be worked out for this kind of figure, so practices are not said to be"
    " better or worse than the area."
)


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
        "overall_rule": f"Overall: {overall_rule(version)} The parts count: {weights}.",
        "small_numbers": source.policy.words,
        "too_close": f"{TOO_CLOSE.word}: {TOO_CLOSE.public}" if source.close else "",
    }


def contents_page(source: Source, shared: Json) -> Json:
    """Every practice with its overall band, every indicator that is published."""
    return {
        **shared,
        "practices": [
            {"code": one.code, "name": one.name, "overall": overall_of(source, one)}
            for one in source.practices
        ],
        "indicators": [
            {
                "code": item.definition.code,
                "name": item.definition.name,
                "section": item.domain.section if item.domain else "",
                "domain": item.domain.name if item.domain else item.get_role_display(),
            }
            for item in source.items
            if item.role == "weighted"
        ],
    }


def practice_page(source: Source, practice: Practice, shared: Json) -> Json:
    """One practice: facts and context first, then its results domain by domain."""
    lines = [
        (item, _line(source, practice, item))
        for item in source.items
        if (practice.pk, item.pk) in source.told
    ]
    scores = [score for score in source.scores[practice.pk] if score.domain]
    scores.sort(key=lambda one: one.domain.order if one.domain else 0)
    above = headings_of(source, practice.pk)
    return {
        **shared,
        "practice": {"code": practice.code, "name": practice.name, "postcode": practice.postcode},
        "atypical": source.atypical.get(practice.pk, ""),
        "overall": overall_of(source, practice),
        "how": how_of(source, practice.pk),
        "silent": silent_words(silent_of(source, practice.pk)),
        "facts": [line for item, line in lines if item.role == "fact"],
        "context": [line for item, line in lines if item.role == "context"],
        "domains": [
            {
                "heading": above.get(score.domain_id or 0),
                "name": score.domain.name if score.domain else "",
                "weight": _percent(score.domain.weight) if score.domain else "",
                "score": domain_score(source, score),
                "lines": [line for item, line in lines if item.domain_id == score.domain_id],
            }
            for score in scores
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
            {
                **_line(source, practice, item),
                "practice": {"code": practice.code, "name": practice.name},
            }
            for practice, _ in told
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


def _line(source: Source, practice: Practice, item: CardItem) -> Json:
    told, standing = source.told[practice.pk, item.pk], source.trust[practice.pk, item.pk]
    line = result_line(item.definition, told, standing)
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
        "queried": standing.queried,
        "modelled": line.modelled,
        "certainty": TOO_CLOSE.word if (practice.pk, item.pk) in source.close else "",
        "standing": {"kind": standing.kind.value, "words": standing.public},
    }


def _than(item: CardItem) -> str:
    """With what the public's comparison is made."""
    return THE_AREA if item.definition.comparator == "area" else legends.others(item.definition)


def _percent(weight: Any) -> str:
    return f"{weight.normalize():f}%"
