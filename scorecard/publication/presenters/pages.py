"""The pages of an edition as plain data, for whoever reads it: practices, board, public.

All of it comes from `Told`, so no page says what its audience may not know.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from indicators import legends
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.presenters.indicator import bars
from scorecard.cards.presenters.levels import too_little_known
from scorecard.cards.presenters.measure import page_words, percent
from scorecard.cards.presenters.practice import result_line
from scorecard.cards.presenters.sections import counts_silent, silent_words
from scorecard.charts.words import counted
from scorecard.publication.models import EditionIndicator, EditionPractice
from scorecard.publication.presenters.scores import ScoresTold, scores_told
from scorecard.publication.selectors.told import Told, ToldFigure
from scorecard.ui.words import THE_AREA, TOO_CLOSE, public_comparison

Json = dict[str, Any]
NO_INTERVAL = (
    "No margin of chance can be worked out for this kind of figure, so practices are not said to be"
    " better or worse than the area."
)


def contents_page(told: Told, practices: Sequence[EditionPractice]) -> Json:
    """These practices with their overall band, and every indicator of which anything is told."""
    scores = _scores(told, practices)
    return {
        **told.edition.words,
        "practices": [
            {"code": one.code, "name": one.name, "overall": scores[one.practice_id].overall}
            for one in practices
        ],
        "indicators": [
            {
                "code": one.code,
                "name": one.name,
                "section": one.domain.section if one.domain else "",
                "domain": one.domain.name if one.domain else "",
            }
            for one in told.indicators
            if one.role == "weighted"
        ],
    }


def practice_page(told: Told, practice: EditionPractice) -> Json:
    """One practice: facts and context first, then its results domain by domain."""
    figures = told.of_practice(practice)
    lines = [(one.indicator, line(one)) for one in figures]
    scores = _scores(told, [practice], figures)[practice.practice_id]
    domains = {one.domain_id: one.domain for one in told.named if one.domain}
    return {
        **told.edition.words,
        "practice": {
            "code": practice.code,
            "name": practice.name,
            "postcode": practice.postcode,
            "network": practice.network_name,
            "patients": practice.patients,
        },
        "atypical": practice.atypical,
        "overall": scores.overall,
        "how": scores.how,
        "silent": silent_words(_silent(figures)),
        "facts": [shown for item, shown in lines if item.role == "fact"],
        "context": [shown for item, shown in lines if item.role == "context"],
        "domains": [
            {
                "heading": _heading(figures, domain.section, first=domain.pk),
                "name": domain.name,
                "weight": percent(domain.weight),
                "score": scores.domains.get(domain.pk),
                "lines": [shown for item, shown in lines if item.domain_id == domain.pk],
            }
            for domain in domains.values()
        ],
        "too_close": _too_close(figures),
    }


def indicator_page(told: Told, indicator: EditionIndicator) -> Json:
    """One indicator: what it is, and every practice in one chart and one table."""
    data = data_of(indicator.definition)
    figures = told.of_indicator(indicator)
    drawn = data.kind not in ("fact", "yes_no") and any(
        one.outcome.value is not None for one in figures
    )
    compared = any(one.outcome.comparison != Comparison.NONE for one in figures)
    words = page_words(
        data,
        indicator.domain.name if indicator.domain else "",
        indicator.weight,
        indicator.period_levels,
    )
    words["indicator"] |= {"code": indicator.code, "version": indicator.definition.number}
    pairs = [(one.practice or NOBODY, one.outcome) for one in figures]
    chart = bars(indicator.definition, pairs, lambda code: "")  # type: ignore[arg-type]
    return {
        **told.edition.words,
        **words,
        "comparator": indicator.benchmark_name,
        "compared": compared,
        "why_not_compared": "" if compared or data.sampling != "none" else NO_INTERVAL,
        "lines": [{**line(one), "practice": _name(one.practice)} for one in figures],
        "chart": asdict(chart) if drawn else None,
        "too_close": _too_close(figures),
    }


def line(one: ToldFigure) -> Json:
    """One figure in words."""
    item, told = one.indicator, one.outcome
    shown = result_line(item.definition, told, one.standing)
    return {
        "code": shown.code,
        "name": shown.name,
        "description": shown.description,
        "value": shown.value,
        "figure": shown.figure,
        "interval": shown.interval,
        "band": told.band,
        "no_band": told.no_band,
        "comparison": public_comparison(told.comparison, item.definition.polarity, _than(item)),
        "sentences": shown.explanation.sentences,
        "source": item.definition.source,
        "weighted": item.role == "weighted",
        "queried": one.standing.queried,
        "modelled": shown.modelled,
        "certainty": TOO_CLOSE.word if one.close else "",
        "standing": {"kind": one.standing.kind.value, "words": one.standing.public},
    }


class _Nobody:
    """Stands for a practice that is not named."""

    name, code = "A practice", ""


NOBODY = _Nobody()


def _name(practice: EditionPractice | None) -> Json | None:
    return {"code": practice.code, "name": practice.name} if practice else None


def _scores(
    told: Told, practices: Sequence[EditionPractice], figures: Sequence[ToldFigure] = ()
) -> dict[int, ScoresTold]:
    """`figures` are those of the one practice of which it is said how its band came about."""
    version = told.edition.card_run.version
    hidden = told.hidden(practices)
    items = [one.indicator for one in figures]
    states = {one.indicator.pk: one.outcome.no_band for one in figures}
    return {
        practice: scores_told(
            version, scores, hidden[practice], too_little_known(items, states, scores)
        )
        for practice, scores in told.scores(practices).items()
    }


def _silent(figures: Sequence[ToldFigure]) -> list[EditionIndicator]:
    """What was due and not returned, of what counts in the whole."""
    return [
        one.indicator
        for one in figures
        if one.indicator.domain
        and one.indicator.domain.weight
        and one.outcome.no_band == NoBand.NOT_RETURNED
    ]


def _heading(figures: Sequence[ToldFigure], section: str, *, first: int) -> Json | None:
    """The heading of a section above its first domain, with its number of reds."""
    inside = [one for one in figures if one.indicator.domain and one.indicator.domain.section]
    here = [one for one in inside if one.indicator.domain.section == section]  # type: ignore[union-attr]
    if not section or not here or here[0].indicator.domain_id != first:
        return None
    return {"name": section, "reds": counted(sum(map(_is_red, here)), "red", "reds")}


def _is_red(one: ToldFigure) -> bool:
    silent = one.outcome.no_band == NoBand.NOT_RETURNED and counts_silent(one.indicator)
    return bool(one.indicator.weight) and (one.outcome.band == Band.RED or silent)


def _too_close(figures: Sequence[ToldFigure]) -> str:
    return f"{TOO_CLOSE.word}: {TOO_CLOSE.public}" if any(one.close for one in figures) else ""


def _than(item: EditionIndicator) -> str:
    """With what the public's comparison is made."""
    return THE_AREA if item.definition.comparator == "area" else legends.others(item.definition)
